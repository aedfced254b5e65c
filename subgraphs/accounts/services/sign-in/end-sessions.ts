import { may, maySee } from '../../../shared/domain/access.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { SessionEntity } from '../../entities/session.ts';
import { UserEntity } from '../../entities/user.ts';

/** Which sessions of a user end, and when. */
export interface SessionsToEnd {
  readonly userId: Id<'usr'>;
  readonly endedAt: Date;
}

/**
 * Ends every session of a user. Refresh tokens stop working at once; access tokens stop working, and streams end, when the
 * gateways next ask which sessions have ended.
 */
export async function endSessionsOf(tx: Writer, { userId, endedAt }: SessionsToEnd): Promise<void> {
  await tx.nativeUpdate(SessionEntity, { userId, endedAt: null }, { endedAt });
}

/** Which sessions end: those of the users and API clients of an account and of everything below it, and those that act for one. */
export interface SessionsBelow {
  readonly path: string;
  readonly endedAt: Date;
}

/** Ends the sessions of a whole subtree. Each statement goes from its accounts to their sessions, which have indexes. */
export async function endSessionsBelow(tx: Writer, { path, endedAt }: SessionsBelow): Promise<void> {
  for (const [column, owners] of [
    ['user_id', 'accounts."user"'],
    ['client_id', 'accounts.api_client'],
  ] as const) {
    await tx.execute(
      `update accounts.session set ended_at = ?
       where ended_at is null and expires_at > ? and ${column} in (
         select owner.id from accounts.account join ${owners} as owner on owner.account_id = account.id
         where account.path <@ ?::ltree)`,
      [endedAt, endedAt, path],
    );
  }
  await tx.execute(
    `update accounts.session set ended_at = ?
     where ended_at is null and expires_at > ? and acting_for in (
       select id from accounts.account where path <@ ?::ltree)`,
    [endedAt, endedAt, path],
  );
}

/** Ends every session of the viewer, or of a user whom the viewer manages. */
export function endSessions(
  { viewer, write, deps }: SignedInContext,
  userId: Id<'usr'>,
): Promise<Outcome<Readonly<Record<string, never>>>> {
  return write(async (tx): Promise<Outcome<Readonly<Record<string, never>>>> => {
    // A sign-in of the user holds the row, so it is over by now, or has not begun.
    const user = await tx.lock(UserEntity, { id: userId });
    const account = user && (await tx.findOne(AccountEntity, { id: user.accountId }));
    const isManaged = user?.id === viewer.subject || may(viewer, 'MANAGE_USERS');
    if (user === null || account === null || !isManaged || !maySee(viewer, account.path)) {
      return refused(notFound('user', 'userId'));
    }
    await endSessionsOf(tx, { userId: user.id, endedAt: deps.now() });
    return done({});
  });
}
