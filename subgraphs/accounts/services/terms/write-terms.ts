import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { Terms } from '../hierarchy/account-facts.ts';

/** Writes what an account may owe its seller in a currency, in the place of what it might before. */
export async function writeTerms(
  tx: Writer,
  { accountId, sellerId, currency, creditLimitMinor, decidedAt }: Terms,
): Promise<void> {
  await tx.execute(
    `insert into accounts.terms (account_id, seller_id, currency, credit_limit_minor, decided_at)
     values (?, ?, ?, ?::bigint, ?)
     on conflict (account_id, seller_id, currency) do update
       set credit_limit_minor = excluded.credit_limit_minor, decided_at = excluded.decided_at`,
    [accountId, sellerId, currency, String(creditLimitMinor), decidedAt],
  );
}

/** Ends the terms of an account with everybody, and declines what it has asked for: another seller decides from now on. */
export async function endTerms(
  tx: Writer,
  { accountId, endedAt }: { readonly accountId: Id<'acc'>; readonly endedAt: Date },
): Promise<void> {
  await tx.execute('delete from accounts.terms where account_id = ?', [accountId]);
  await tx.execute(
    `update accounts.terms_request set status = 'DECLINED', decided_at = ?,
       reason = 'The account buys from another seller now, who decides about its terms.'
     where account_id = ? and status = 'REQUESTED'`,
    [endedAt, accountId],
  );
  await tx.execute(
    `update accounts.account set terms_status = null, terms_credit_limit_minor = null, terms_requested_at = null,
       terms_decided_at = null
     where id = ? and terms_status is not null`,
    [accountId],
  );
}
