import { leaveUnrecorded, recordChange } from '../../../shared/database/record-change.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { sellerPathOf } from '../../../shared/domain/account-path.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { idLabel, type Id } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { checkMove } from '../../rules/hierarchy/account-move.ts';
import { endSessionsBelow } from '../sign-in/end-sessions.ts';
import { endTerms } from '../terms/write-terms.ts';
import { lockStatuses } from './account-holds.ts';

/** A request to put an account, with everything below it, under another seller. */
export interface MoveRequest {
  readonly accountId: Id<'acc'>;
  readonly newParentId: Id<'acc'>;
  readonly reason: string;
}

/**
 * Puts an account below the viewer's, with everything below it, under another seller that is the viewer's account or below it.
 * Ends the sessions of everybody in the subtree, and of those who act for it: their tokens name the old place. The other
 * subgraphs are told in one fact. Refuses, with every reason at once, a seller that cannot sell to the account. Under the
 * seller that it has, nothing changes.
 */
export function moveAccount(
  context: SignedInContext,
  { accountId, newParentId, reason }: MoveRequest,
): Promise<Outcome<AccountRow>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<AccountRow>> => {
    // One move after the other: so none is decided on places that another one changes, and no two make a circle.
    await tx.execute(`select pg_advisory_xact_lock(hashtext('tiergraph.accounts.account_move'))`);
    const account = await tx.findOne(AccountEntity, { id: accountId }, { refresh: true });
    const seller = await tx.findOne(AccountEntity, { id: newParentId }, { refresh: true });
    const isBelow = account !== null && account.id !== viewer.accountId && maySee(viewer, account.path);
    const refusals = [
      ...(isBelow ? [] : [notFound('account below yours', 'accountId')]),
      ...(seller !== null && maySee(viewer, seller.path) ? [] : [notFound('account', 'newParentId')]),
    ];
    if (account === null || seller === null || refusals.length > 0) return refused(...refusals);
    // Whoever holds or cancels one of these waits, or has done so. From above downwards, as everybody locks accounts.
    const sellerStatuses = await lockStatuses(tx, seller.path);
    const statuses = await lockStatuses(tx, sellerPathOf(account.path) ?? account.path);
    const locked = await tx.lock(AccountEntity, { id: accountId });
    invariant(locked, 'an account that was found is there');
    await tx.findOne(AccountEntity, { id: newParentId }, { refresh: true });
    const wanted = { account: locked, seller, statuses: [...statuses, locked.status], sellerStatuses, reason };
    const errors = checkMove(wanted);
    if (errors.length > 0) return refused(...errors);
    if (locked.parentId === seller.id) {
      leaveUnrecorded(tx, 'nothing-changed');
      return done(locked);
    }
    const parentBefore = locked.parentId ?? undefined;
    await moveBelow(tx, deps, { account: locked, seller, reason, viewer });
    await recordChange(tx, context, {
      action: 'moveAccount',
      accountId,
      subjectId: accountId,
      changes: [
        ...changesOfField('parent', parentBefore, newParentId, 'MAKERS'),
        ...changesOfField('reason', undefined, reason, 'MAKERS'),
      ],
    });
    return done(await tx.findOneOrFail(AccountEntity, { id: accountId }, { refresh: true }));
  });
}

interface DecidedMove {
  readonly account: AccountRow;
  readonly seller: AccountRow;
  readonly reason: string;
  readonly viewer: SignedInContext['viewer'];
}

async function moveBelow(
  tx: Writer,
  { outbox, now }: AccountsDeps,
  { account, seller, reason, viewer }: DecidedMove,
): Promise<void> {
  const { id: accountId, path: from, parentId } = account;
  const to = `${seller.path}.${idLabel(accountId)}`;
  const [added] = await tx.execute<{ readonly number: number }>(
    `insert into accounts.account_move
       (number, account_id, from_path, to_path, from_parent_id, to_parent_id, reason, moved_by, moved_for, moved_at)
     select coalesce(max(number), 0) + 1, ?, ?::ltree, ?::ltree, ?, ?, ?, ?, ?, ?::timestamptz from accounts.account_move
     returning number`,
    [accountId, from, to, parentId, seller.id, reason, viewer.subject, viewer.accountId, now()],
  );
  invariant(added, 'an insert answers what it inserted');
  const { number } = added;
  await tx.execute('select accounts.move_accounts(?, ?::ltree, ?::ltree, ?::int)', [accountId, from, to, number]);
  await endTerms(tx, { accountId, endedAt: now() });
  await endSessionsBelow(tx, { path: to, endedAt: now() });
  await outbox.append(tx, 'account-moved', { number, accountId, from, to });
}
