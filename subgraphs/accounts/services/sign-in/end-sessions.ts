import { may, maySee } from '../../../shared/domain/access.ts';
import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';

/** Which sessions of a user end, and when. */
export interface SessionsToEnd {
  readonly userId: Id<'usr'>;
  readonly endedAt: Date;
}

/**
 * Ends the sessions that a select answers the ids of. They are locked in one order, so that two who end some of the same
 * wait for each other.
 */
async function endThese(tx: Writer, ids: string, values: readonly unknown[], endedAt: Date): Promise<void> {
  await tx.execute(
    `with ending as (
       select id from accounts.session where ended_at is null and id in (${ids}) order by id for update
     )
     update accounts.session as session set ended_at = ? from ending where session.id = ending.id`,
    [...values, endedAt],
  );
}

/**
 * Ends every session of a user. Refresh tokens stop working at once; access tokens stop working, and streams end, when the
 * gateways next ask which sessions have ended.
 *
 * @param but the session that goes on; none unless given
 */
export async function endSessionsOf(
  tx: Writer,
  { userId, endedAt }: SessionsToEnd,
  but: Id<'ses'> | '' = '',
): Promise<void> {
  await endThese(
    tx,
    'select id from accounts.session where user_id = ? and ended_at is null and id <> ?',
    [userId, but],
    endedAt,
  );
}

/** Ends a session, with those in which its user acts for others from it. */
export async function endWithActing(
  tx: Writer,
  { id, endedAt }: { readonly id: Id<'ses'>; readonly endedAt: Date },
): Promise<void> {
  await endThese(
    tx,
    `with recursive tree as (
       select id from accounts.session where id = ?
       union all
       select session.id from accounts.session join tree on session.actor_session_id = tree.id
     ) select id from tree`,
    [id],
    endedAt,
  );
}

/** Which sessions end: those of the users and API clients of an account and of everything below it, and those that act for one. */
export interface SessionsBelow {
  readonly path: string;
  readonly endedAt: Date;
}

/** Ends the sessions of a whole subtree. Each part of the select goes from its accounts to their sessions, by indexes. */
export async function endSessionsBelow(tx: Writer, { path, endedAt }: SessionsBelow): Promise<void> {
  const below = 'select id from accounts.account where path <@ ?::ltree';
  const open = 'select id from accounts.session where ended_at is null and expires_at > ?';
  await endThese(
    tx,
    `${open} and user_id in (select id from accounts."user" where account_id in (${below}))
     union all ${open} and client_id in (select id from accounts.api_client where account_id in (${below}))
     union all ${open} and acting_for in (${below})`,
    [endedAt, path, endedAt, path, endedAt, path],
    endedAt,
  );
}

/** Ends every session of the viewer, or of a user whom the viewer manages. */
export function endSessions(
  context: SignedInContext,
  userId: Id<'usr'>,
): Promise<Outcome<Readonly<Record<string, never>>>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<Readonly<Record<string, never>>>> => {
    // A sign-in of the user holds the row, so it is over by now, or has not begun.
    const user = await tx.lock(UserEntity, { id: userId });
    const account = user && (await tx.findOne(AccountEntity, { id: user.accountId }));
    const isManaged = user?.id === viewer.subject || may(viewer, 'MANAGE_USERS');
    if (user === null || account === null || !isManaged || !maySee(viewer, account.path)) {
      return refused(notFound('user', 'userId'));
    }
    await endSessionsOf(tx, { userId: user.id, endedAt: deps.now() });
    await recordChange(tx, context, { action: 'endSessions', accountId: account.id, subjectId: userId });
    return done({});
  });
}
