import { maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import { readId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { SessionEntity, type SessionRow } from '../../entities/session.ts';
import { UserEntity } from '../../entities/user.ts';
import { mayActFor } from '../../rules/users/acting.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import { lockEditor } from '../users/editor.ts';
import { startActingSession, type IssuedSession } from './sessions.ts';

/** For whom an administrator wants to act, and why. */
export interface ActingRequest {
  readonly accountId: Id<'acc'>;
  readonly reason: string | undefined;
}

/**
 * Starts a session in which the viewer acts for an account below their own. It permits what the administrator of that account
 * may do, as far as the viewer may do it themselves, and ends with the viewer's own session. Refuses an account out of sight or
 * not below, one that nobody can sign in for, and programs.
 */
export function actFor(
  context: SignedInContext,
  { accountId, reason }: ActingRequest,
): Promise<Outcome<IssuedSession>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<IssuedSession>> => {
    if (viewer.kind !== 'user') return refused(peopleOnly());
    const allowed = await lockEditor(tx, viewer);
    const account = await tx.findOne(AccountEntity, { id: accountId });
    const isBelow = (): boolean =>
      account !== null && maySee(viewer, account.path) && mayActFor(viewer.path, account.path);
    if (account === null || !isBelow()) return refused(notFound('account below yours', 'accountId'));
    if (!allowed.has('ACT_FOR_CUSTOMERS')) return refused(noLongerAllowed());
    const closed = await refusalOfSignIn(tx, account);
    // By now it may be another seller's.
    if (!isBelow()) return refused(notFound('account below yours', 'accountId'));
    if (closed !== undefined) return refused({ ...closed, path: ['accountId'] });
    const own = await lockOwnSession(tx, readId('ses', viewer.sessionId));
    if (own === undefined) return refused(noLongerAllowed());
    const user = await tx.findOneOrFail(UserEntity, { id: viewer.subject });
    await recordChange(tx, context, {
      action: 'actFor',
      accountId,
      subjectId: accountId,
      ...(reason === undefined ? {} : { changes: changesOfField('reason', undefined, reason, 'MAKERS') }),
    });
    return done(
      await startActingSession(tx, deps, { user, account, own, reason, clientAddress: viewer.clientAddress }),
    );
  });
}

/**
 * Locks the session from which somebody begins to act, with those from which it comes, from the first on. Whoever ends one of
 * them waits, or has done so: then there is none to act from, and this answers undefined.
 */
async function lockOwnSession(tx: Writer, id: Id<'ses'>): Promise<SessionRow | undefined> {
  const rows = await tx.execute<{ readonly id: Id<'ses'>; readonly ended_at: Date | null }>(
    `with recursive chain as (
       select id, actor_session_id from accounts.session where id = ?
       union all
       select session.id, session.actor_session_id
       from accounts.session join chain on session.id = chain.actor_session_id
     )
     select id, ended_at from accounts.session where id in (select id from chain) order by id for update`,
    [id],
  );
  if (rows.length === 0 || rows.some(({ ended_at: endedAt }) => endedAt !== null)) return undefined;
  return (await tx.findOne(SessionEntity, { id })) ?? undefined;
}

function peopleOnly() {
  return refusal('NOT_ALLOWED', 'Only people act for an account below theirs.', {
    remedies: [{ description: 'Give the program an API client of that account.' }],
  });
}

function noLongerAllowed() {
  return refusal('NOT_ALLOWED', 'You may no longer act for accounts below yours.', {
    remedies: [{ description: 'Sign in again to see what you may do now.' }],
  });
}
