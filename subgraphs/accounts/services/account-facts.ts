import type { EntityManager } from '@mikro-orm/postgresql';
import type { Outbox } from '../../shared/outbox.ts';
import type { AccountRow } from '../entities/account.ts';

/** Tells the other subgraphs what they keep of an account; the version lets them ignore what comes late. */
export function announceAccount(outbox: Outbox, em: EntityManager, account: AccountRow): Promise<void> {
  const { id, type, path, status, segment, currency, parentId, name, version } = account;
  const tenantDomain = account.tenantDomain ?? null;
  return outbox.append(em, 'account-changed', {
    id,
    type,
    path,
    status,
    segment,
    currency,
    parentId,
    name,
    tenantDomain,
    version,
  });
}
