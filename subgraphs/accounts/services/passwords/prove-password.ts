import { leaveUnrecorded, unrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import type { UserRow } from '../../entities/user.ts';
import { loginKey } from '../../rules/users/login.ts';
import { tooManyAttempts } from '../sign-in/busy.ts';
import type { PasswordTurn } from './passwords.ts';

/** What the viewer proves themselves with, once more. */
export interface PasswordProof {
  /** The viewer, with the hash of the password. */
  readonly user: UserRow;
  readonly password: string;
  /** The input field of the password. */
  readonly field: string;
  /** What else they prove, in the same try: why they have not, or undefined. */
  readonly alsoProve?: (tx: Writer) => Promise<Refusal | undefined>;
}

/** Lets the viewer prove that they know their password: a token alone is not enough. Wrong ones are counted like those of a sign-in. */
export async function provePassword(
  { viewer, write, deps }: SignedInContext,
  turn: PasswordTurn,
  { user, password, field, alsoProve }: PasswordProof,
): Promise<Outcome<object>> {
  const trying = { key: loginKey(user.login), source: viewer.clientAddress };
  if (deps.attempts.isLocked(trying)) return tooManyAttempts(deps, field);
  if (!(await write(unrecorded('tries', (tx) => deps.attempts.count(tx, trying, deps.now())))))
    return tooManyAttempts(deps, field);
  if (!(await turn.verify(password, user.passwordHash ?? undefined))) return refused(wrongPassword(field));
  return await write(async (tx): Promise<Outcome<object>> => {
    const unproved = await alsoProve?.(tx);
    if (unproved !== undefined) return refused(unproved);
    await deps.attempts.forget(tx, trying);
    leaveUnrecorded(tx, 'tries');
    return done({});
  });
}

/** The refusal of a password that is not the viewer's. */
export function wrongPassword(field: string) {
  return refusal('WRONG_CREDENTIALS', 'This is not the current password.', {
    path: [field],
    remedies: [{ description: 'If you have forgotten it, sign out and ask for a link to set a new one.' }],
  });
}
