import { leaveUnrecorded, recordChange, unrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField } from '../../../shared/domain/field-changes.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext } from '../../context.ts';
import { AccountEntity } from '../../entities/account.ts';
import { UserIdentityEntity } from '../../entities/user-identity.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { linkableAddress, type Identity } from '../../rules/single-sign-on/identity.ts';
import type { IdentityProvider } from '../../rules/single-sign-on/identity-provider.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import { enqueueAccessMail } from '../passwords/access-mails.ts';
import { tooManyAttempts } from '../sign-in/busy.ts';
import { checkSecondFactor } from '../sign-in/second-factor.ts';
import { issueSignInCode } from './sign-in-codes.ts';

/** Somebody whom a provider has recognised, and who wants to go on to a portal. */
export interface IdentitySignIn {
  readonly provider: IdentityProvider;
  readonly identity: Identity;
  readonly codeChallenge: string;
  /** Of the second factor that the user has here; undefined unless given. */
  readonly code: string | undefined;
}

/**
 * Signs in the user whom issuer and subject name, and returns a code for the portal. Whoever comes for the first time is linked
 * with the one user who has the verified address. A second factor is asked for here as well: whoever has somebody's mailbox
 * could open an account at a provider in their name.
 */
export async function signInWithIdentity(context: AccountsContext, request: IdentitySignIn): Promise<Outcome<string>> {
  const { write, deps } = context;
  if (request.code !== undefined && !(await countCode(context, request.identity))) {
    return tooManyAttempts(deps, 'code');
  }
  return await write(async (tx): Promise<Outcome<string>> => {
    const found = await findUser(tx, request);
    if (!found.ok) return found;
    const { id, address } = found.value;
    const user = await tx.lock(UserEntity, { id });
    // Since they were found, they may have been disabled, or have got another address.
    const isMoved = address !== undefined && user?.email.toLowerCase() !== address;
    if (user?.enabled !== true || isMoved) return refused(nobody(request));
    const account = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
    const closed = await refusalOfSignIn(tx, account);
    if (closed !== undefined) return refused(closed);
    const unproved = await checkSecondFactor(tx, deps, { userId: user.id, code: request.code });
    if (unproved !== undefined) return refused(unproved);
    const linked = await link(tx, context, { user, request });
    if (!linked.ok) return linked;
    if (request.code !== undefined) await deps.attempts.forget(tx, triedCode(context, request.identity));
    return done(await issueSignInCode(tx, deps, { userId: user.id, codeChallenge: request.codeChallenge }));
  });
}

/** Guesses of a code are counted like those of a password, for the identity and for the client's address. */
function countCode(context: AccountsContext, identity: Identity): Promise<boolean> {
  const { write, deps } = context;
  return write(unrecorded('tries', (tx) => deps.attempts.count(tx, triedCode(context, identity), deps.now())));
}

function triedCode({ principal: { clientAddress } }: AccountsContext, { issuer, subject }: Identity) {
  // No login has a space.
  return { key: `${issuer} ${subject}`, source: clientAddress };
}

interface FoundUser {
  readonly id: Id<'usr'>;
  /** By which they were found; undefined for whom the identity names already. */
  readonly address: string | undefined;
}

/** The user of an identity, or the only one with its address. */
async function findUser(tx: Writer, request: IdentitySignIn): Promise<Outcome<FoundUser>> {
  const { issuer, subject } = request.identity;
  const known = await tx.findOne(UserIdentityEntity, { issuer, subject });
  if (known !== null) return done({ id: known.userId, address: undefined });
  const address = linkableAddress(request.identity, request.provider);
  if (!address.ok) return address;
  const users = await tx.query<{ readonly id: Id<'usr'> }>(
    `select id from accounts."user" where lower(email) = ? and enabled limit 2`,
    [address.value],
  );
  const [user, another] = users;
  if (user === undefined) return refused(nobody(request));
  return another === undefined ? done({ id: user.id, address: address.value }) : refused(several(address.value));
}

/** Links an identity with a user, once: a user whom the provider knows as somebody else already stays with that one. */
async function link(
  tx: Writer,
  context: AccountsContext,
  { user, request }: { readonly user: UserRow; readonly request: IdentitySignIn },
): Promise<Outcome<undefined>> {
  const { issuer, subject } = request.identity;
  const at = context.deps.now();
  const rows = await tx.execute<{ readonly is_new: boolean }>(
    `insert into accounts.user_identity as known (issuer, subject, user_id, linked_at, last_used_at) values (?, ?, ?, ?, ?)
     on conflict (user_id, issuer) do update set last_used_at = excluded.last_used_at
     where known.subject = excluded.subject
     returning linked_at = last_used_at as is_new`,
    [issuer, subject, user.id, at, at],
  );
  const [known] = rows;
  if (known === undefined) return refused(linkedOtherwise(request));
  if (known.is_new) {
    await recordLink(tx, context, { user, request });
    // Whoever did not do it themselves learns of it.
    const providerName = request.provider.name;
    await enqueueAccessMail(tx, context.deps, { message: 'access.identity-linked', userId: user.id, providerName });
  } else {
    leaveUnrecorded(tx, 'session');
  }
  return done(undefined);
}

/** Whoever has the identity can sign in as the user from now on. */
async function recordLink(
  tx: Writer,
  context: AccountsContext,
  { user: { id: userId, accountId }, request }: { readonly user: UserRow; readonly request: IdentitySignIn },
): Promise<void> {
  await recordChange(tx, context, {
    action: 'linkIdentity',
    accountId,
    subjectId: userId,
    changes: changesOfField('identityProvider', undefined, request.provider.name),
    by: { userId, accountId },
  });
}

function nobody({ provider, identity: { email } }: IdentitySignIn) {
  const who = email === undefined ? 'this identity' : `the address ${email}`;
  return refusal('WRONG_CREDENTIALS', `${provider.name} knows you, but there is no user with ${who} here.`, {
    remedies: [{ description: 'Ask an administrator of your account for a user with this address.' }],
  });
}

function several(address: string) {
  return refusal(
    'NOT_ALLOWED',
    `More than one user has the address ${address}, so it does not say which one you are.`,
    {
      remedies: [{ description: 'Sign in with your login and password, or ask for an address of your own.' }],
    },
  );
}

function linkedOtherwise({ provider }: IdentitySignIn) {
  return refusal('NOT_ALLOWED', `The user with this address signs in as somebody else at ${provider.name}.`, {
    remedies: [{ description: 'Sign in there as before, or with your login and password.' }],
  });
}
