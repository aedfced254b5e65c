import type { EntityManager } from '@mikro-orm/postgresql';
import type { Outbox } from '../../../shared/database/outbox.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';

/** Tells the other subgraphs what they keep of an account; the version lets them ignore what comes late. */
export function announceAccount(outbox: Outbox, em: EntityManager, account: AccountRow): Promise<void> {
  const { id, type, path, status, segment, currency, parentId, name, version } = account;
  const tenantDomain = account.tenantDomain ?? null;
  const fact = { id, type, path, status, segment, currency, parentId, name, tenantDomain, version };
  return outbox.append(em, 'account-changed', { ...fact, ...sellerFacts(account) });
}

/** What mails need of the account in whose name they are sent; of customers nothing personal is told. */
function sellerFacts({ type, contact, branding }: AccountRow): Partial<Pick<AccountRow, 'contact' | 'branding'>> {
  return type === 'CUSTOMER' ? {} : { contact, branding };
}

/** What another subgraph tells when its copy of an account lacks something. */
export interface AccountWanted {
  readonly accountId: string;
}

/** Tells an account anew, as it is. An account that is not there is not told of. */
export async function announceAgain(outbox: Outbox, em: EntityManager, { accountId }: AccountWanted): Promise<void> {
  await em.transactional(async (tx) => {
    const account = await tx.findOne(AccountEntity, { id: accountId });
    if (account !== null) await announceAccount(outbox, tx, account);
  });
}
