import { textArray } from '../../../shared/database/sql.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';

/** Every account, by its last move and then its version: what is told later has both no smaller. */
export const ACCOUNT_ROWS = 'select id as key, (moved_in::bigint << 32) + version as version from accounts.account';

/** The terms that accounts have, by the moment of the decision. */
export const TERMS_ROWS = `select account_id || ' ' || seller_id || ' ' || currency as key,
    (extract(epoch from decided_at) * 1000)::bigint as version
  from accounts.terms`;

/** The resellers with a verified identity, by the moment at which it was verified. */
export const PARTNER_ROWS = `select id as key, (extract(epoch from partner_verified_at) * 1000)::bigint as version
  from accounts.account where partner_verified_at is not null`;

/** What is told of an account to those who keep a copy. The version lets them ignore a fact that comes late. */
export function accountFact(account: AccountRow): object {
  const { id, type, path, status, segment, currency, parentId, name, language, version, movedIn } = account;
  const tenantDomain = account.tenantDomain ?? null;
  const place = { path, parentId, movedIn };
  const fact = { id, type, status, segment, currency, name, language, tenantDomain, version, ...place };
  return { ...fact, ...customerFacts(account), ...sellerFacts(account) };
}

/** In which country's marketplaces a customer buys. */
function customerFacts({ type, address }: AccountRow): { readonly country?: string | null } {
  return type === 'CUSTOMER' ? { country: address?.country ?? null } : {};
}

/** What mails need of the account in whose name they are sent. Nothing personal of a customer is told. */
function sellerFacts({ type, contact, branding }: AccountRow): Partial<Pick<AccountRow, 'contact' | 'branding'>> {
  return type === 'CUSTOMER' ? {} : { contact, branding };
}

/** What an account may owe its seller in a currency. */
export interface Terms {
  readonly accountId: Id<'acc'>;
  readonly sellerId: Id<'acc'>;
  readonly currency: string;
  readonly creditLimitMinor: bigint;
  readonly decidedAt: Date;
}

/** What is told of the approved terms of an account. */
export function termsFact({ creditLimitMinor, decidedAt, ...pair }: Terms): object {
  return { ...pair, creditLimitMinor: String(creditLimitMinor), decidedAt: decidedAt.toISOString() };
}

/** What is told of the verified identity of a reseller. */
export function partnerFact({ id, locationMpnId, indirectResellerDomain, partnerVerifiedAt }: AccountRow): object {
  return { resellerId: id, locationMpnId, indirectResellerDomain, confirmedAt: partnerVerifiedAt?.toISOString() };
}

/** The facts about accounts as they are now. */
export async function accountFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return (await findAccounts(read, ids)).map(accountFact);
}

/** The facts about the terms of accounts as they are now. */
export async function termsFacts(read: Reader, keys: readonly string[]): Promise<readonly object[]> {
  const rows = await read.query<Omit<Terms, 'creditLimitMinor' | 'decidedAt'> & Record<'limit' | 'decidedAt', string>>(
    `select account_id as "accountId", seller_id as "sellerId", currency, credit_limit_minor::text as "limit",
       decided_at as "decidedAt"
     from accounts.terms where account_id || ' ' || seller_id || ' ' || currency = any (?::text[])`,
    [textArray(keys)],
  );
  return rows.map(({ limit, decidedAt, ...pair }) =>
    termsFact({ ...pair, creditLimitMinor: BigInt(limit), decidedAt: new Date(decidedAt) }),
  );
}

/** The facts about the identities of resellers as they are now. */
export async function partnerFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return (await findAccounts(read, ids)).map(partnerFact);
}

function findAccounts(read: Reader, ids: readonly string[]): Promise<readonly AccountRow[]> {
  return read.find(AccountEntity, { id: { $in: ids as Id<'acc'>[] } });
}
