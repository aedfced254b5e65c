import type { EntityManager } from '@mikro-orm/postgresql';

/** An account's payment terms: what it may owe, owes, and has reserved for open orders. Minor units. */
export interface Credit {
  readonly accountId: string;
  readonly currency: string;
  readonly limitMinor: bigint;
  readonly balanceMinor: bigint;
  readonly reservedMinor: bigint;
}

interface RawCredit {
  readonly account_id: string;
  readonly currency: string;
  readonly limit_minor: string | number;
  readonly balance_minor: string | number;
  readonly reserved_minor: string | number;
}

/** Reads the terms of accounts; those without terms are missing in the answer. */
export async function readCredits(em: EntityManager, accountIds: string): Promise<readonly Credit[]> {
  const rows = await em.execute<RawCredit[]>('select * from orders.credit where account_id = any (?::text[])', [
    accountIds,
  ]);
  return rows.map((row) => ({
    accountId: row.account_id,
    currency: row.currency,
    limitMinor: BigInt(row.limit_minor),
    balanceMinor: BigInt(row.balance_minor),
    reservedMinor: BigInt(row.reserved_minor),
  }));
}

/** Reserves an amount in one conditional statement; false when it does not fit, whatever else happens at the same time. */
export async function reserveCredit(em: EntityManager, accountId: string, amountMinor: bigint): Promise<boolean> {
  const rows = await em.execute<object[]>(
    `update orders.credit set reserved_minor = reserved_minor + ?::bigint
     where account_id = ? and balance_minor + reserved_minor + ?::bigint <= limit_minor returning account_id`,
    [String(amountMinor), accountId, String(amountMinor)],
  );
  return rows.length > 0;
}

/** What accounts tells when terms were approved. */
export interface TermsApproved {
  readonly accountId: string;
  readonly creditLimitMinor: string;
  readonly currency: string;
  readonly decidedAt: string;
}

/**
 * Gives an account its credit limit; an older decision does not replace a newer one. One in another currency than the
 * account's credit changes nothing: its balance is in that currency.
 */
export async function recordTerms(em: EntityManager, terms: TermsApproved): Promise<void> {
  await em.execute(
    `insert into orders.credit as known (account_id, currency, limit_minor, decided_at) values (?, ?, ?::bigint, ?)
     on conflict (account_id) do update set limit_minor = excluded.limit_minor, decided_at = excluded.decided_at
     where known.decided_at < excluded.decided_at and known.currency = excluded.currency`,
    [terms.accountId, terms.currency, terms.creditLimitMinor, terms.decidedAt],
  );
}
