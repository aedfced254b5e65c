export const ACCOUNT_TYPES = ['PROVIDER', 'RESELLER', 'CUSTOMER'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** The types of accounts that may exist directly below an account of each type. Customers are leaves. */
const CHILD_TYPES: Readonly<Record<AccountType, readonly AccountType[]>> = {
  PROVIDER: ['RESELLER', 'CUSTOMER'],
  RESELLER: ['RESELLER', 'CUSTOMER'],
  CUSTOMER: [],
};

/** Whether an account of one type may sell to an account of another type. */
export function mayHaveChild(parent: AccountType, child: AccountType): boolean {
  return CHILD_TYPES[parent].includes(child);
}
