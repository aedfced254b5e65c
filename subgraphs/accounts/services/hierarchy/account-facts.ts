import type { Reader } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';

/** The accounts whose terms are approved, by the moment of the decision. */
export const TERMS_ROWS = `select id as key, (extract(epoch from terms_decided_at) * 1000)::bigint as version
  from accounts.account where terms_status = 'APPROVED' and terms_decided_at is not null`;

/** The resellers with a verified identity, by the moment at which it was verified. */
export const PARTNER_ROWS = `select id as key, (extract(epoch from partner_verified_at) * 1000)::bigint as version
  from accounts.account where partner_verified_at is not null`;

/** What is told of an account to those who keep a copy. The version lets them ignore a fact that comes late. */
export function accountFact(account: AccountRow): object {
  const { id, type, path, status, segment, currency, parentId, name, version } = account;
  const tenantDomain = account.tenantDomain ?? null;
  const fact = { id, type, path, status, segment, currency, parentId, name, tenantDomain, version };
  return { ...fact, ...sellerFacts(account) };
}

/** What mails need of the account in whose name they are sent. Nothing personal of a customer is told. */
function sellerFacts({ type, contact, branding }: AccountRow): Partial<Pick<AccountRow, 'contact' | 'branding'>> {
  return type === 'CUSTOMER' ? {} : { contact, branding };
}

/** What is told of the approved terms of an account. */
export function termsFact({ id, currency, termsCreditLimitMinor, termsDecidedAt }: AccountRow): object {
  return {
    accountId: id,
    creditLimitMinor: String(termsCreditLimitMinor),
    currency,
    decidedAt: termsDecidedAt?.toISOString(),
  };
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
export async function termsFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return (await findAccounts(read, ids)).map(termsFact);
}

/** The facts about the identities of resellers as they are now. */
export async function partnerFacts(read: Reader, ids: readonly string[]): Promise<readonly object[]> {
  return (await findAccounts(read, ids)).map(partnerFact);
}

function findAccounts(read: Reader, ids: readonly string[]): Promise<readonly AccountRow[]> {
  return read.find(AccountEntity, { id: { $in: ids as Id<'acc'>[] } });
}
