import { askAlone, question, type Question } from '../../../shared/database/question.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';

/** An account's payment terms: its limit, what it owes, and what is reserved for its open orders, in minor units. */
export interface Credit {
  readonly accountId: Id<'acc'>;
  readonly currency: string;
  readonly limitMinor: bigint;
  readonly balanceMinor: bigint;
  readonly reservedMinor: bigint;
}

interface RawCredit {
  readonly account_id: Id<'acc'>;
  readonly currency: string;
  readonly limit_minor: string;
  readonly balance_minor: string;
  readonly reserved_minor: string;
}

/** The payment terms of accounts; accounts without terms are missing in the answer. */
export function creditsOf(accountIds: readonly Id<'acc'>[]): Question<readonly Credit[]> {
  return question(
    `select account_id, currency, limit_minor::text, balance_minor::text, reserved_minor::text
     from orders.credit where account_id = any (?::text[])`,
    [textArray(accountIds)],
    (rows: readonly RawCredit[]) =>
      rows.map((row) => ({
        accountId: row.account_id,
        currency: row.currency,
        limitMinor: BigInt(row.limit_minor),
        balanceMinor: BigInt(row.balance_minor),
        reservedMinor: BigInt(row.reserved_minor),
      })),
  );
}

/** Reads the payment terms of accounts; accounts without terms are missing in the answer. */
export function readCredits(read: Reader, accountIds: readonly Id<'acc'>[]): Promise<readonly Credit[]> {
  return askAlone(read, creditsOf(accountIds));
}

/** Reserves an amount in one conditional statement. Answers false when it exceeds the credit that is left at this moment. */
export async function reserveCredit(tx: Writer, accountId: Id<'acc'>, amountMinor: bigint): Promise<boolean> {
  const rows = await tx.execute(
    `update orders.credit set reserved_minor = reserved_minor + ?::bigint
     where account_id = ? and balance_minor + reserved_minor + ?::bigint <= limit_minor returning account_id`,
    [String(amountMinor), accountId, String(amountMinor)],
  );
  return rows.length > 0;
}

/** What accounts tells when payment terms were approved. */
export interface TermsApproved {
  readonly accountId: Id<'acc'>;
  readonly creditLimitMinor: string;
  readonly currency: string;
  readonly decidedAt: string;
}

/**
 * Gives an account its credit limit. An older decision does not replace a newer one. A decision in another currency than
 * that of the account's credit changes nothing, because the balance is in that currency.
 */
export async function recordTerms({ write }: WorkContext, terms: TermsApproved): Promise<void> {
  await write((tx) =>
    tx.execute(
      `insert into orders.credit as known (account_id, currency, limit_minor, decided_at) values (?, ?, ?::bigint, ?)
       on conflict (account_id) do update set limit_minor = excluded.limit_minor, decided_at = excluded.decided_at
       where known.decided_at < excluded.decided_at and known.currency = excluded.currency`,
      [terms.accountId, terms.currency, terms.creditLimitMinor, terms.decidedAt],
    ),
  );
}
