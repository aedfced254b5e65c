import { recordChange } from '../../../shared/database/record-change.ts';
import { isUniqueViolation, type Reader, type Writer } from '../../../shared/database/transaction.ts';
import { newId } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { checkAcceptance, type Acceptance } from '../../rules/onboarding/agreement.ts';
import { linkRefusal, linkUnknown } from '../../rules/onboarding/invitation.ts';
import { checkInvitedReseller, type InvitedReseller } from '../../rules/onboarding/invited-reseller.ts';
import { loginTaken, parentMoved } from '../../rules/onboarding/new-account.ts';
import { checkNewPassword } from '../../rules/passwords/new-password.ts';
import { loginKey } from '../../rules/users/login.ts';
import { administratorPermissions } from '../../rules/users/roles.ts';
import { isHeld, isHeldUntilWritten, PlaceLost } from '../hierarchy/account-holds.ts';
import { announceAccount } from '../hierarchy/announce-account.ts';
import { inTurn } from '../passwords/in-turn.ts';
import { startSession, type IssuedSession } from '../sign-in/sessions.ts';
import { checkLogin } from '../users/check-login.ts';
import { addAccount } from './add-account.ts';
import { signAgreement, signatureOf } from './agreements.ts';
import { newAccountEntry } from './new-account-entry.ts';
import { findByToken, lockByToken, type SentInvitation } from './invitations.ts';

/** Everything that a person who was invited says in one call. */
export interface InvitationAcceptance extends InvitedReseller {
  readonly token: string;
  readonly acceptance: Acceptance;
  readonly password: string;
}

/** The new reseller, whose administrator has signed in. */
export interface AcceptedInvitation {
  readonly reseller: AccountRow;
  readonly session: IssuedSession;
}

/**
 * Accepts an invitation: creates the reseller with its administrator, keeps the signed agreement, and signs the administrator
 * in. Refuses, with every reason at once, a link that is over, an agreement that is not accepted or not the present one, a bad
 * password and what an account cannot have; where nothing else is wrong, a login that is taken.
 */
export async function acceptInvitation(
  context: AccountsContext,
  request: InvitationAcceptance,
): Promise<Outcome<AcceptedInvitation>> {
  const { read, write, deps, principal } = context;
  const { value, errors } = checkInvitedReseller(request);
  const linkErrors = await checkLink(read, deps, await findByToken(read, request.token));
  const others = [
    ...linkErrors,
    ...checkAcceptance(request.acceptance, deps.agreement, {
      accepted: 'acceptAgreement',
      version: 'agreementVersion',
    }),
    ...errors,
    ...checkNewPassword(request.password, 'password', {
      login: loginOf(request),
      isLeaked: deps.isLeakedPassword,
    }),
  ];
  // Whether somebody has a login is told only where the answer to a free one is an account: so nobody tries many of them.
  const refusals = others.length > 0 ? others : await checkChosenLogin(read, request);
  if (refusals.length > 0) return refused(...refusals);
  const { clientAddress } = principal;
  try {
    return await inTurn({ passwords: deps.passwords, clientAddress, field: 'password' }, async (turn) => {
      const passwordHash = await turn.hash(request.password);
      return await write(async (tx): Promise<Outcome<AcceptedInvitation>> => {
        const sent = await lockByToken(tx, request.token);
        const over = await checkLink(tx, deps, sent);
        if (sent === undefined || over.length > 0) return refused(...over);
        if (await isHeldUntilWritten(tx, sent.inviter.path)) return refused(inviterOnHold());
        return done(await insertReseller(tx, context, { sent, value, passwordHash }));
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refused(loginTaken());
    if (error instanceof PlaceLost) return refused({ ...parentMoved(), path: ['token'] });
    throw error;
  }
}

function loginOf({ login, email }: InvitedReseller): string {
  return login ?? email;
}

/** A login that follows from the e-mail address is at fault there. */
async function checkChosenLogin(read: Reader, request: InvitedReseller): Promise<readonly Refusal[]> {
  const found = await checkLogin(read, loginOf(request));
  if (request.login !== undefined) return found;
  return found.map(({ code, message }) =>
    refusal(code, `The e-mail address cannot be the login. ${message}`, {
      path: ['email'],
      remedies: [{ description: 'Choose a login besides the e-mail address.' }],
    }),
  );
}

async function checkLink(
  read: Reader,
  { now }: AccountsDeps,
  sent: SentInvitation | undefined,
): Promise<readonly Refusal[]> {
  if (sent === undefined) return [linkUnknown()];
  const over = linkRefusal(sent.invitation, now());
  if (over !== undefined) return [over];
  return (await isHeld(read, sent.inviter.path)) ? [inviterOnHold()] : [];
}

interface NewReseller {
  readonly sent: SentInvitation;
  readonly value: InvitedReseller;
  readonly passwordHash: string;
}

async function insertReseller(
  tx: Writer,
  context: AccountsContext,
  { sent: { invitation, inviter }, value, passwordHash }: NewReseller,
): Promise<AcceptedInvitation> {
  const { deps, principal } = context;
  const { clientAddress: address } = principal;
  const { firstName, lastName, email } = value;
  const reseller = await addAccount(tx, deps.now(), {
    type: 'RESELLER',
    name: value.companyName,
    parent: inviter,
    address: value.address,
    contact: { firstName, lastName, email },
    currency: inviter.currency,
  });
  const user: UserRow = tx.create(UserEntity, {
    id: newId('usr'),
    accountId: reseller.id,
    kind: 'ADMINISTRATOR',
    login: loginOf(value),
    loginKey: loginKey(loginOf(value)),
    email,
    firstName,
    lastName,
    permissions: [...administratorPermissions('RESELLER', false)],
    enabled: true,
    passwordHash,
    createdAt: deps.now(),
  });
  invitation.status = 'ACCEPTED';
  invitation.accountId = reseller.id;
  await tx.flush();
  await signAgreement(tx, signatureOf(user, address, deps));
  await announceAccount(tx, deps.outbox, reseller);
  await recordChange(tx, context, {
    action: 'acceptInvitation',
    ...newAccountEntry({ account: reseller, parent: inviter, user }),
    by: { userId: user.id, accountId: reseller.id },
  });
  return { reseller, session: await startSession(tx, deps, { user, clientAddress: address }) };
}

function inviterOnHold(): Refusal {
  return refusal('ACCOUNT_ON_HOLD', 'The account that invited you is on hold.', {
    path: ['token'],
    retryable: true,
    remedies: [{ description: 'Ask whoever invited you when it goes on.' }],
  });
}
