import { createHmac } from 'node:crypto';
import { unrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { isGiven } from '../../../shared/domain/given.ts';
import { newId, readId } from '../../../shared/domain/ids.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { AccountsContext, AccountsDeps, SignedInContext } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import type { ApiClientRow } from '../../entities/api-client.ts';
import { SessionEntity, type SessionRow } from '../../entities/session.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { refusalOfSignIn } from '../hierarchy/account-holds.ts';
import { actingPermissions, mayActFor } from '../../rules/users/acting.ts';
import { signAccessToken, type SignedToken } from './access-tokens.ts';
import { endWithActing } from './end-sessions.ts';
import { mustEnrol } from './second-factor.ts';
import { hashOfSecret, newSecret } from './secrets.ts';
import { agreementStateOf } from '../onboarding/agreements.ts';

/** For so long a refresh token that was used can be used again, with the same answer: the first may have been lost. */
const GRACE_MS = 30_000;

/** The tokens of a sign-in, and who has signed in. */
export interface IssuedSession extends SignedToken {
  /** Has one successor, which its use answers. */
  readonly refreshToken: string;
}

/** A user who has just proved their identity. */
export interface ProvedUser {
  readonly user: UserRow;
  readonly clientAddress: string;
}

/** Starts a session for a user who has just proved their identity. */
export async function startSession(
  tx: Writer,
  deps: AccountsDeps,
  { user, clientAddress }: ProvedUser,
): Promise<IssuedSession> {
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + deps.config.sessionSeconds * 1_000);
  user.lastSignInAt = createdAt;
  const account = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
  return openSession(tx, deps, { user, account, clientAddress, more: { createdAt, expiresAt } });
}

/** An administrator who acts for an account below their own. */
export interface ActingUser extends ProvedUser {
  /** For which they act. */
  readonly account: AccountRow;
  /** In which they asked for it. */
  readonly own: SessionRow;
  readonly reason: string | undefined;
}

/** Starts a session in which a user acts for an account below their own. It lasts no longer than the one it comes from. */
export function startActingSession(
  tx: Writer,
  deps: AccountsDeps,
  { user, account, own, reason, clientAddress }: ActingUser,
): Promise<IssuedSession> {
  const more = {
    actingFor: account.id,
    actingReason: reason ?? null,
    actorSessionId: own.id,
    createdAt: deps.now(),
    expiresAt: own.expiresAt,
  };
  return openSession(tx, deps, { user, account, clientAddress, more });
}

interface NewSession extends ProvedUser {
  readonly account: AccountRow;
  readonly more: Pick<SessionRow, 'createdAt' | 'expiresAt'> &
    Partial<Pick<SessionRow, 'actingFor' | 'actingReason' | 'actorSessionId'>>;
}

async function openSession(
  tx: Writer,
  deps: AccountsDeps,
  { user, account, clientAddress, more }: NewSession,
): Promise<IssuedSession> {
  const family = newSecret();
  const refreshToken = `${family}.${newSecret()}`;
  const session = tx.create(SessionEntity, {
    id: newId('ses'),
    userId: user.id,
    familyHash: hashOfSecret(family),
    refreshHash: hashOfSecret(refreshToken),
    ...more,
  });
  await tx.flush();
  return issue(tx, deps, { user, account, session, refreshToken, clientAddress });
}

/**
 * Continues a session: uses up the refresh token and issues the next pair of tokens. The same token sent again within half a
 * minute gets the same successor. A token that was used longer ago, or whose successor was used, ends the session, because
 * somebody else may have a copy of it.
 */
export async function refreshSession(context: AccountsContext, refreshToken: string): Promise<Outcome<IssuedSession>> {
  // A session that a used token ends must stay ended. A refusal inside of the transaction would roll that back.
  const continued = await context.write(unrecorded('session', (tx) => continueSession(tx, context, refreshToken)));
  return continued === undefined ? sessionOver() : done(continued);
}

/** Issues the next tokens of a session; undefined when the session has ended. */
async function continueSession(
  tx: Writer,
  { deps, principal: { clientAddress } }: AccountsContext,
  refreshToken: string,
): Promise<IssuedSession | undefined> {
  const familyHash = hashOfSecret(familyOf(refreshToken));
  const found = await tx.findOne(SessionEntity, { familyHash });
  const userId = found?.userId;
  const user = isGiven(userId) ? await tx.findOneOrFail(UserEntity, { id: userId }) : null;
  if (user === null) return undefined;
  const account = await tx.findOne(AccountEntity, { id: found?.actingFor ?? user.accountId });
  if (account === null) return undefined;
  // Accounts before sessions, as whoever holds an account does: so one waits for the other.
  const isSuspended = (await refusalOfSignIn(tx, account)) !== undefined;
  const session = await tx.lock(SessionEntity, { familyHash });
  const now = deps.now();
  if (session === null || session.endedAt !== null || session.expiresAt <= now) return undefined;
  if (!(await isCarried(tx, session))) return undefined;
  const next = nextToken(session, refreshToken, now);
  if (next === undefined) {
    await endWithActing(tx, { id: session.id, endedAt: now });
    return undefined;
  }
  if (!user.enabled || isSuspended || !(await isStillBelow(tx, user, account))) return undefined;
  return issue(tx, deps, { user, account, session, refreshToken: next, clientAddress });
}

/** Whether the account is the user's own, or one below that for which they act: accounts may be moved. */
async function isStillBelow(tx: Writer, user: UserRow, account: AccountRow): Promise<boolean> {
  if (account.id === user.accountId) return true;
  const own = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
  return mayActFor(own.path, account.path);
}

/** The successor of a refresh token, which then is the newest; undefined for a token that may not be used any more. */
function nextToken(session: SessionRow, refreshToken: string, now: Date): string | undefined {
  const used = hashOfSecret(refreshToken);
  if (session.refreshHash === used) {
    const successorSalt = newSecret();
    const next = successorOf(refreshToken, successorSalt);
    Object.assign(session, { previousHash: used, successorSalt, refreshedAt: now, refreshHash: hashOfSecret(next) });
    return next;
  }
  const { previousHash, successorSalt, refreshedAt, refreshHash } = session;
  if (previousHash !== used || !isGiven(successorSalt) || !isGiven(refreshedAt)) return undefined;
  if (now.getTime() - refreshedAt.getTime() > GRACE_MS) return undefined;
  const known = successorOf(refreshToken, successorSalt);
  return hashOfSecret(known) === refreshHash ? known : undefined;
}

/**
 * The token that follows another one: as random as that, and made again only by who has it. So the same call can be answered
 * twice although no token is stored.
 */
function successorOf(refreshToken: string, salt: string): string {
  return `${familyOf(refreshToken)}.${createHmac('sha256', refreshToken).update(salt).digest('base64url')}`;
}

/** Whether none of the sessions has ended from which this one comes. */
async function isCarried(tx: Writer, { actorSessionId }: SessionRow): Promise<boolean> {
  if (!isGiven(actorSessionId)) return true;
  const own = await tx.findOne(SessionEntity, { id: actorSessionId });
  return own?.endedAt === null && (await isCarried(tx, own));
}

/**
 * Ends the viewer's session. Its refresh token stops working at once. Its access tokens stop working, and its streams end,
 * when the gateways next ask which sessions have ended.
 */
export async function endSession({ viewer, write, deps }: SignedInContext): Promise<void> {
  await write(
    unrecorded('session', async (tx) => {
      const id = readId('ses', viewer.sessionId);
      // Whoever begins to act from this session has done so by now, or will find that it has ended.
      await tx.lock(SessionEntity, { id });
      await endWithActing(tx, { id, endedAt: deps.now() });
    }),
  );
}

function sessionOver() {
  return refused(refusal('EXPIRED', 'This session has ended. Sign in again.', { path: ['refreshToken'] }));
}

/** The part of a refresh token that all tokens of its session share: the text before the dot. */
function familyOf(refreshToken: string): string {
  return refreshToken.replace(/\..*$/s, '');
}

/** An API client that has just proved itself. */
export interface ProvedClient {
  readonly client: ApiClientRow;
  readonly account: AccountRow;
  readonly clientAddress: string;
}

/**
 * Starts a session for an API client, or prolongs the one it has: the client is locked, so it has one at a time, which ends
 * when the client is revoked.
 */
export async function startClientSession(
  tx: Writer,
  deps: AccountsDeps,
  { client, account, clientAddress }: ProvedClient,
): Promise<Pick<IssuedSession, 'accessToken' | 'expiresAt'>> {
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + deps.config.accessTokenSeconds * 1_000);
  const present = await tx.findOne(SessionEntity, { clientId: client.id, endedAt: null, expiresAt: { $gt: now } });
  const session =
    present ??
    tx.create(SessionEntity, {
      id: newId('ses'),
      clientId: client.id,
      // Nobody has the token that this is the hash of.
      familyHash: hashOfSecret(newSecret()),
      refreshHash: hashOfSecret(newSecret()),
      createdAt: now,
      expiresAt,
    });
  Object.assign(session, { expiresAt, refreshedAt: now });
  await tx.flush();
  const permissions = await permittedNow(tx, deps, account, client.permissions);
  return await signAccessToken(tx, deps, {
    kind: 'client',
    subject: client.id,
    sessionId: session.id,
    account,
    permissions,
    clientAddress,
  });
}

interface SessionParts {
  readonly user: UserRow;
  readonly account: AccountRow;
  readonly session: SessionRow;
  readonly refreshToken: string;
  readonly clientAddress: string;
}

/** Signs the access token of a user's session. */
async function issue(tx: Writer, deps: AccountsDeps, parts: SessionParts): Promise<IssuedSession> {
  const { user, account, session, refreshToken, clientAddress } = parts;
  const isActing = account.id !== user.accountId;
  const held = await heldBy(tx, deps, user, account);
  const isPermitted = !(await mustEnrol(tx, user.id, account.id));
  const permissions = isPermitted ? await permittedNow(tx, deps, account, held) : [];
  const signed = await signAccessToken(tx, deps, {
    kind: 'user',
    subject: user.id,
    actingFrom: isActing ? user.accountId : undefined,
    sessionId: session.id,
    account,
    permissions,
    clientAddress,
  });
  return { ...signed, refreshToken };
}

/** What a user may do in a session: in one in which they act for another account, no more than in one of their own. */
async function heldBy(
  tx: Writer,
  deps: AccountsDeps,
  user: UserRow,
  account: AccountRow,
): Promise<readonly Permission[]> {
  if (account.id === user.accountId) return user.permissions;
  const own = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
  return actingPermissions(await permittedNow(tx, deps, own, user.permissions), account.type);
}

/** What a session permits: nothing once the time is over in which its account has to accept the agreement. */
async function permittedNow(
  tx: Writer,
  deps: AccountsDeps,
  account: AccountRow,
  permissions: readonly Permission[],
): Promise<readonly Permission[]> {
  return (await agreementStateOf(tx, deps, account)) === 'DUE' ? [] : permissions;
}
