import type { Outbox } from '../../../shared/database/outbox.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { accountFact } from './account-facts.ts';

/** Tells the other subgraphs what they keep of an account. */
export function announceAccount(tx: Writer, outbox: Outbox, account: AccountRow): Promise<void> {
  return outbox.append(tx, 'account-changed', accountFact(account));
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
