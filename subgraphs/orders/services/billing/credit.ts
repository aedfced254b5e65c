import { question, type Question } from '../../../shared/database/question.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';

/** Whose money it is: the account that pays, and the one that sells to it. Each pair has its own terms in each currency. */
export interface CreditPair {
  readonly accountId: Id<'acc'>;
  /** Empty when it was not known, long ago. */
  readonly sellerId: Id<'acc'> | '';
}

/**
 * What an account may owe its seller, what it owes, and what is reserved for its open orders, in minor units. The limit is zero
 * when there are no terms any more.
 */
export interface Credit extends CreditPair {
  readonly currency: string;
  readonly limitMinor: bigint;
  readonly balanceMinor: bigint;
  readonly reservedMinor: bigint;
}

interface RawCredit {
  readonly account_id: Id<'acc'>;
  readonly seller_id: Id<'acc'> | '';
  readonly currency: string;
  readonly limit_minor: string;
  readonly balance_minor: string;
  readonly reserved_minor: string;
}

const CREDIT_COLUMNS =
  'account_id, seller_id, credit.currency, limit_minor::text, balance_minor::text, reserved_minor::text';

function toCredit(row: RawCredit): Credit {
  return {
    accountId: row.account_id,
    sellerId: row.seller_id,
    currency: row.currency,
    limitMinor: BigInt(row.limit_minor),
    balanceMinor: BigInt(row.balance_minor),
    reservedMinor: BigInt(row.reserved_minor),
  };
}

/** The payment terms that hold between a seller and a buyer, one for each currency that has any. */
export function termsBetween({ accountId, sellerId }: CreditPair): Question<readonly Credit[]> {
  return question(
    `select ${CREDIT_COLUMNS} from orders.credit where account_id = ? and seller_id = ? and limit_minor > 0
     order by decided_at`,
    [accountId, sellerId],
    (rows: readonly RawCredit[]) => rows.map(toCredit),
  );
}

/** Reads what accounts may owe, and owe, the accounts that they buy from now, in every currency. */
export async function readCredits(read: Reader, accountIds: readonly Id<'acc'>[]): Promise<readonly Credit[]> {
  const rows = await read.query<RawCredit>(
    `select ${CREDIT_COLUMNS} from orders.credit join orders.account on account.id = account_id
     where account_id = any (?::text[]) and seller_id = parent_id order by account_id, credit.currency`,
    [textArray(accountIds)],
  );
  return rows.map(toCredit);
}

/** Reserves an amount in one conditional statement. Answers false when it exceeds the credit that is left at this moment. */
export async function reserveCredit(
  tx: Writer,
  { accountId, sellerId, currency }: Pick<Credit, 'accountId' | 'sellerId' | 'currency'>,
  amountMinor: bigint,
): Promise<boolean> {
  const rows = await tx.execute(
    `update orders.credit set reserved_minor = reserved_minor + ?::bigint
     where account_id = ? and seller_id = ? and currency = ?
       and balance_minor + reserved_minor + ?::bigint <= limit_minor returning account_id`,
    [String(amountMinor), accountId, sellerId, currency, String(amountMinor)],
  );
  return rows.length > 0;
}

/** Ends the terms that an account had from others than its seller. What it owes them, and what is reserved, stays. */
export async function endForeignTerms(tx: Writer, accountId: Id<'acc'>): Promise<void> {
  await tx.execute(
    `update orders.credit set limit_minor = 0 from orders.account as buyer
     where account_id = ? and buyer.id = account_id and seller_id <> buyer.parent_id and limit_minor > 0`,
    [accountId],
  );
}

/** What accounts tells when payment terms were approved. */
export interface TermsApproved {
  readonly accountId: Id<'acc'>;
  /** Who has approved them; not told by the release before. */
  readonly sellerId?: Id<'acc'>;
  readonly creditLimitMinor: string;
  readonly currency: string;
  readonly decidedAt: string;
}

/** Gives an account its credit limit with a seller, in one currency. An older decision does not replace a newer one. */
export async function recordTerms({ write }: WorkContext, terms: TermsApproved): Promise<void> {
  await write((tx) =>
    tx.execute(
      `insert into orders.credit as known (account_id, seller_id, currency, limit_minor, decided_at)
       values (?, coalesce(?, (select parent_id from orders.account where id = ?), ''), ?, ?::bigint, ?)
       on conflict (account_id, seller_id, currency) do update
         set limit_minor = excluded.limit_minor, decided_at = excluded.decided_at
       where known.decided_at < excluded.decided_at`,
      [
        terms.accountId,
        terms.sellerId ?? null,
        terms.accountId,
        terms.currency,
        terms.creditLimitMinor,
        terms.decidedAt,
      ],
    ),
  );
}
