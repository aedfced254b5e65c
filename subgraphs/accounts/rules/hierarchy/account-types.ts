export type AccountType = 'PROVIDER' | 'RESELLER' | 'CUSTOMER';

/** Which accounts an account of a type may create below itself. Customers are leaves. */
const CHILD_TYPES: Readonly<Record<AccountType, readonly AccountType[]>> = {
  PROVIDER: ['RESELLER', 'CUSTOMER'],
  RESELLER: ['RESELLER', 'CUSTOMER'],
  CUSTOMER: [],
};

/** Whether an account of one type may be the product vendor of another. */
export function mayHaveChild(parent: AccountType, child: AccountType): boolean {
  return CHILD_TYPES[parent].includes(child);
}
