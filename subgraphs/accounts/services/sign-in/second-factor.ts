import { recordChange } from '../../../shared/database/record-change.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { readId, type Id } from '../../../shared/domain/ids.ts';
import { isInPerson } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { PLATFORM_SENDER } from '../../../shared/mail/sender.ts';
import type { AccountsDeps, SignedInContext } from '../../context.ts';
import { UserEntity } from '../../entities/user.ts';
import {
  authenticatorUri,
  isAuthenticatorCode,
  normaliseRecoveryCode,
  stepOfCode,
} from '../../rules/sign-in/second-factor.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { inTurn } from '../passwords/in-turn.ts';
import { provePassword } from '../passwords/prove-password.ts';
import { endSessionsOf } from './end-sessions.ts';
import { hashOfSecret, newAuthenticatorSecret, newRecoveryCodes } from './secrets.ts';

/** What the viewer proves themselves with. */
export interface EnrolmentRequest {
  readonly password: string;
  /** Of the second factor before, if there is one. */
  readonly code: string | undefined;
}

/** What a user gets for an authenticator. None of it is shown again. */
export interface Enrolment {
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
}

/**
 * Begins a second factor for the viewer, who knows the password and has the second factor before, if there is one. Until a
 * code confirms it, everything stays as it was.
 */
export async function enrolSecondFactor(
  context: SignedInContext,
  { password, code }: EnrolmentRequest,
): Promise<Outcome<Enrolment>> {
  const { viewer, read, write, deps } = context;
  if (!isInPerson(viewer)) return refused(notYours());
  const user = await read.findOneOrFail(UserEntity, { id: viewer.subject }, { populate: ['passwordHash'] });
  const field = 'password';
  return await inTurn({ passwords: deps.passwords, clientAddress: viewer.clientAddress, field }, async (turn) => {
    // A wrong code is counted like a wrong password: whoever knows that must not try one after the other.
    const alsoProve = (tx: Writer) => checkSecondFactor(tx, deps, { userId: user.id, code });
    const proved = await provePassword(context, turn, { user, password, field, alsoProve });
    if (!proved.ok) return proved;
    const secret = newAuthenticatorSecret();
    const recoveryCodes = newRecoveryCodes();
    await write(async (tx) => {
      await tx.execute(
        `insert into accounts.second_factor (user_id, pending_sealed) values (?, ?)
         on conflict (user_id) do update set pending_sealed = excluded.pending_sealed`,
        [user.id, deps.config.sealer.seal(secret)],
      );
      await tx.execute('delete from accounts.recovery_code where user_id = ? and pending', [user.id]);
      await tx.execute(
        `insert into accounts.recovery_code (user_id, code_hash, pending)
         select ?, code_hash, true from jsonb_array_elements_text(?::jsonb) as code_hash`,
        [user.id, JSON.stringify(recoveryCodes.map((one) => hashOfSecret(normaliseRecoveryCode(one))))],
      );
      await recordChange(tx, context, {
        action: 'enrolSecondFactor',
        accountId: user.accountId,
        subjectId: user.id,
      });
    });
    const uri = authenticatorUri(secret, { issuer: PLATFORM_SENDER.name, login: user.login });
    return done({ uri, recoveryCodes });
  });
}

interface StoredFactor {
  readonly secret_sealed: string | null;
  readonly pending_sealed: string | null;
  readonly last_step: string;
}

/**
 * Puts the second factor that the viewer has begun into force: from now on every sign-in needs it. Whoever signed in with the
 * password alone before does not go on: every other session of the viewer ends. A mail tells of it.
 */
export function confirmSecondFactor(context: SignedInContext, code: string): Promise<Outcome<object>> {
  const { viewer, write, deps } = context;
  return write(async (tx): Promise<Outcome<object>> => {
    if (!isInPerson(viewer)) return refused(notYours());
    // A sign-in of the user holds the row, so it is over by now, or finds the second factor.
    await tx.lock(UserEntity, { id: viewer.subject });
    const factor = await lockFactor(tx, viewer.subject);
    const sealed = factor?.pending_sealed ?? null;
    if (sealed === null) return refused(nothingBegun());
    const step = stepOfCode(deps.config.sealer.open(sealed), code, deps.now());
    if (step === undefined) return refused(wrongCode());
    await tx.execute(
      `update accounts.second_factor set secret_sealed = pending_sealed, pending_sealed = null, last_step = ?,
         confirmed_at = ? where user_id = ?`,
      [step, deps.now(), viewer.subject],
    );
    await tx.execute('delete from accounts.recovery_code where user_id = ? and not pending', [viewer.subject]);
    await tx.execute('update accounts.recovery_code set pending = false where user_id = ?', [viewer.subject]);
    await endSessionsOf(tx, { userId: viewer.subject, endedAt: deps.now() }, readId('ses', viewer.sessionId));
    await enqueueAccessMail(tx, deps, { message: 'access.second-factor', userId: viewer.subject });
    const { accountId, subject: subjectId } = viewer;
    await recordChange(tx, context, { action: 'confirmSecondFactor', accountId, subjectId });
    return done({});
  });
}

async function lockFactor(tx: Writer, userId: string): Promise<StoredFactor | undefined> {
  const [factor] = await tx.execute<StoredFactor>(
    'select secret_sealed, pending_sealed, last_step::text from accounts.second_factor where user_id = ? for update',
    [userId],
  );
  return factor;
}

/**
 * Why a user who has proved the password cannot sign in with this code; undefined when they can. A code is used up by that:
 * nobody who has seen it can sign in with it again.
 */
export async function checkSecondFactor(
  tx: Writer,
  { config, now }: Pick<AccountsDeps, 'config' | 'now'>,
  { userId, code }: { readonly userId: Id<'usr'>; readonly code: string | undefined },
): Promise<Refusal | undefined> {
  const factor = await lockFactor(tx, userId);
  const sealed = factor?.secret_sealed ?? null;
  if (factor === undefined || sealed === null) return undefined;
  if (code === undefined || code.trim() === '') return codeMissing();
  const step = isAuthenticatorCode(code) ? stepOfCode(config.sealer.open(sealed), code, now()) : undefined;
  if (step !== undefined && step > Number(factor.last_step)) {
    await tx.execute('update accounts.second_factor set last_step = ? where user_id = ?', [step, userId]);
    return undefined;
  }
  const used = await tx.execute(
    `update accounts.recovery_code set used_at = ?
     where user_id = ? and code_hash = ? and not pending and used_at is null returning 1 as used`,
    [now(), userId, hashOfSecret(normaliseRecoveryCode(code))],
  );
  return used.length > 0 ? undefined : wrongCode();
}

/**
 * Whether a user has no second factor, and is an administrator of an account that requires one, or acts for such an account.
 *
 * @param accountId for which the user has signed in
 */
export async function mustEnrol(read: Reader, userId: string, accountId: string): Promise<boolean> {
  const rows = await read.query(
    `select 1 from accounts."user" as person
     join accounts.account on account.id in (person.account_id, ?) and account.requires_second_factor
     where person.id = ? and person.kind = 'ADMINISTRATOR'
       and not exists (select from accounts.second_factor where user_id = person.id and confirmed_at is not null)
     limit 1`,
    [accountId, userId],
  );
  return rows.length > 0;
}

/** The same for the viewer; nobody else has to. */
export async function viewerMustEnrol({ viewer, read }: SignedInContext): Promise<boolean> {
  return viewer.kind === 'user' && (await mustEnrol(read, viewer.subject, viewer.accountId));
}

function codeMissing(): Refusal {
  return refusal('SECOND_FACTOR_REQUIRED', 'This login needs a code besides the password.', {
    path: ['code'],
    remedies: [{ description: 'Give `code`: the six digits of the authenticator, or a recovery code.' }],
  });
}

function wrongCode(): Refusal {
  return refusal('WRONG_CREDENTIALS', 'The code is not one of this moment, or was used before.', {
    path: ['code'],
    remedies: [{ description: 'Wait for the next code of the authenticator, or use another recovery code.' }],
  });
}

function nothingBegun(): Refusal {
  return refusal('STATE_CONFLICT', 'There is no second factor that waits to be confirmed.', {
    path: ['code'],
    remedies: [{ description: 'Begin with `enrolSecondFactor`.' }],
  });
}

function notYours(): Refusal {
  return refusal('NOT_ALLOWED', 'Only a user who has signed in has a second factor.', {
    remedies: [{ description: 'Sign in as the user whose second factor it is to be.' }],
  });
}
