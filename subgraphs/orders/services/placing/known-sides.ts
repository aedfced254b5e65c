import { askTogether, answered, question, type Question } from '../../../shared/database/question.ts';
import { accountIdsOf } from '../../../shared/domain/account-path.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { RecordedAgreement } from '../../rules/tenants/customer-agreement.ts';
import { termsBetween, type Credit } from '../billing/credit.ts';
import { accountsDownTo, type AccountAbove } from '../hierarchy/account-places.ts';
import { newestAgreement } from '../tenants/customer-agreements.ts';
import { partnersOf, type VerifiedPartner } from '../tenants/partner-profiles.ts';

/** The two sides of an order. */
export interface Sides {
  /** Undefined while the customer is yet to be created. */
  readonly customerId: Id<'acc'> | undefined;
  readonly resellerId: Id<'acc'>;
  /** The customer's path; of a new customer, its reseller's. */
  readonly path: string;
}

/** What orders knows of the two sides of an order by itself. */
export interface KnownSides {
  /** From the provider down to the customer, or to the reseller of a new one. */
  readonly accounts: readonly AccountAbove[];
  /** The reseller's verified identity at the vendor. */
  readonly partner: VerifiedPartner | undefined;
  /** The reseller's payment terms with the account that it buys from, by currency. */
  readonly credits: readonly Credit[];
  /** The customer's newest acceptance of the vendor's agreement. */
  readonly agreement: RecordedAgreement | null;
  /** The products that the customer has. */
  readonly ownedMpns: ReadonlySet<string>;
}

/** Reads what orders knows of the two sides of an order, in one statement. */
export async function readSides(read: Reader, { customerId, resellerId, path }: Sides): Promise<KnownSides> {
  const ids = accountIdsOf(path);
  const sellerId = ids[ids.indexOf(resellerId) - 1];
  const { partners, ...others } = await askTogether(read, {
    accounts: accountsDownTo(path),
    partners: partnersOf([resellerId]),
    credits:
      sellerId === undefined ? answered<readonly Credit[]>([]) : termsBetween({ accountId: resellerId, sellerId }),
    agreement: customerId === undefined ? answered<RecordedAgreement | null>(null) : newestAgreement(customerId),
    ownedMpns: customerId === undefined ? answered<ReadonlySet<string>>(new Set()) : ownedMpns(customerId),
  });
  return { ...others, partner: partners[0] };
}

function ownedMpns(customerId: Id<'acc'>): Question<ReadonlySet<string>> {
  return question(
    `select distinct mpn from orders.subscription where customer_id = ? and status in ('ACTIVE', 'PENDING')`,
    [customerId],
    (rows: readonly { readonly mpn: string }[]) => new Set(rows.map(({ mpn }) => mpn)),
  );
}
