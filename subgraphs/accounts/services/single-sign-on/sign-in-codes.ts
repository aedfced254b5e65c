import { createHash } from 'node:crypto';
import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserEntity } from '../../entities/user.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import { hashOfSecret, newSecret } from '../sign-in/secrets.ts';
import { startSession, type IssuedSession } from '../sign-in/sessions.ts';

/** How long a portal may take to exchange a code. */
const CODE_MS = 60_000;

/** Issues the code with which a portal gets the session of a user who has proved who they are on a page. */
export async function issueSignInCode(
  tx: Writer,
  { now }: Pick<AccountsDeps, 'now'>,
  { userId, codeChallenge }: { readonly userId: Id<'usr'>; readonly codeChallenge: string },
): Promise<string> {
  const code = newSecret();
  await tx.execute(
    'insert into accounts.sign_in_code (code_hash, user_id, code_challenge, expires_at) values (?, ?, ?, ?)',
    [hashOfSecret(code), userId, codeChallenge, new Date(now().getTime() + CODE_MS)],
  );
  return code;
}

/** What a portal shows for a session. */
export interface SignInCompletion {
  readonly code: string;
  /** The secret of which the portal sent the challenge when the sign-in began. */
  readonly codeVerifier: string;
}

/**
 * Starts the session of a user who has signed in on a page. Only the portal that began the sign-in has the verifier, so a code
 * that somebody else reads is worth nothing. It works once, within a minute.
 */
export function completeSignIn(
  { write, deps, principal: { clientAddress } }: AccountsContext,
  { code, codeVerifier }: SignInCompletion,
): Promise<Outcome<IssuedSession>> {
  return write(async (tx): Promise<Outcome<IssuedSession>> => {
    leaveUnrecorded(tx, 'session');
    const [issued] = await tx.execute<{ readonly user_id: Id<'usr'> }>(
      `delete from accounts.sign_in_code where code_hash = ? and code_challenge = ? and expires_at > ? returning user_id`,
      [hashOfSecret(code), challengeOf(codeVerifier), deps.now()],
    );
    const user = issued && (await tx.lock(UserEntity, { id: issued.user_id }));
    if (user?.enabled !== true) return refused(codeOver());
    const account = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
    const closed = await refusalOfSignIn(tx, account);
    if (closed !== undefined) return refused(closed);
    return done(await startSession(tx, deps, { user, clientAddress }));
  });
}

function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

function codeOver() {
  return refusal('EXPIRED', 'This code has been used, is too old, or is not for this portal.', {
    path: ['code'],
    remedies: [{ description: 'Sign in once more.' }],
  });
}
