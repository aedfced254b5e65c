import type { Outbox } from '../../../shared/database/outbox.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';

/** Tells the other subgraphs what they keep of an account. The version lets them ignore a fact that comes late. */
export function announceAccount(tx: Writer, outbox: Outbox, account: AccountRow): Promise<void> {
  const { id, type, path, status, segment, currency, parentId, name, version } = account;
  const tenantDomain = account.tenantDomain ?? null;
  const fact = { id, type, path, status, segment, currency, parentId, name, tenantDomain, version };
  return outbox.append(tx, 'account-changed', { ...fact, ...sellerFacts(account) });
}

/** What mails need of the account in whose name they are sent. Nothing personal of a customer is told. */
function sellerFacts({ type, contact, branding }: AccountRow): Partial<Pick<AccountRow, 'contact' | 'branding'>> {
  return type === 'CUSTOMER' ? {} : { contact, branding };
}

/** Told by another subgraph when its copy of an account lacks something. */
export interface AccountWanted {
  readonly accountId: Id<'acc'>;
}

/** Tells the present state of an account once more. Does nothing for an account that does not exist. */
export async function announceAgain({ write, deps }: WorkContext, { accountId }: AccountWanted): Promise<void> {
  await write(async (tx) => {
    const account = await tx.findOne(AccountEntity, { id: accountId });
    if (account !== null) await announceAccount(tx, deps.outbox, account);
  });
}
