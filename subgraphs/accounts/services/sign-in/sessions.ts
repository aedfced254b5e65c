import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SignJWT } from 'jose';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import { sealPath } from '../../../shared/database/sealed-path.ts';
import type { AccountsServices } from '../../context.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';
import { SessionEntity, type SessionRow } from '../../entities/session.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';

/** The tokens of a sign-in; the refresh token works once. */
export interface IssuedSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Date;
  readonly principal: SignedInPrincipal;
}

/** Starts a session for a user whose identity was just proved; called in a transaction. */
export async function startSession(
  services: AccountsServices,
  em: EntityManager,
  user: UserRow,
  clientAddress: string,
): Promise<IssuedSession> {
  const family = randomText();
  const refreshToken = newRefreshToken(family);
  const createdAt = services.now();
  const session = em.create(SessionEntity, {
    id: newId('ses'),
    userId: user.id,
    familyHash: hash(family),
    refreshHash: hash(refreshToken),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + services.config.sessionSeconds * 1_000),
  });
  user.lastSignInAt = createdAt;
  await em.flush();
  const account = await em.findOneOrFail(AccountEntity, { id: user.accountId });
  return issue(services, { user, account, session, refreshToken, clientAddress });
}

/**
 * Continues a session: the refresh token is used up and a new pair is issued.
 * A token that was used before, however long ago, ends the session, since somebody else may hold a copy.
 */
export async function refreshSession(
  services: AccountsServices,
  em: EntityManager,
  refreshToken: string,
  clientAddress: string,
): Promise<Outcome<IssuedSession>> {
  const [family = ''] = refreshToken.split('.');
  return em.transactional(async (tx) => {
    const session = await tx.findOne(
      SessionEntity,
      { familyHash: hash(family) },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const now = services.now();
    if (session === null || session.endedAt !== null || session.expiresAt <= now) return sessionOver();
    if (session.refreshHash !== hash(refreshToken)) {
      session.endedAt = now;
      return sessionOver();
    }
    const user = await tx.findOneOrFail(UserEntity, { id: session.userId });
    if (!user.enabled) return sessionOver();
    const account = await tx.findOneOrFail(AccountEntity, { id: user.accountId });
    const next = newRefreshToken(family);
    session.refreshHash = hash(next);
    return done(await issue(services, { user, account, session, refreshToken: next, clientAddress }));
  });
}

/** Ends a session: its refresh token stops working at once, its access tokens and streams with every gateway's next look. */
export async function endSession(services: AccountsServices, em: EntityManager, sessionId: string): Promise<void> {
  await em.nativeUpdate(SessionEntity, { id: sessionId, endedAt: null }, { endedAt: services.now() });
}

function sessionOver() {
  return refused(refusal('EXPIRED', 'This session is over; sign in again.', { path: ['refreshToken'] }));
}

function newRefreshToken(family: string): string {
  return `${family}.${randomText()}`;
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

interface SessionParts {
  readonly user: UserRow;
  readonly account: AccountRow;
  readonly session: SessionRow;
  readonly refreshToken: string;
  readonly clientAddress: string;
}

async function issue(services: AccountsServices, parts: SessionParts): Promise<IssuedSession> {
  const { user, account, session, refreshToken, clientAddress } = parts;
  const issuedAt = Math.floor(services.now().getTime() / 1_000);
  const expires = issuedAt + services.config.accessTokenSeconds;
  const accessToken = await new SignJWT({
    acc: account.id,
    path: sealPath(services.config.sealer, account.path),
    atype: account.type,
    perms: user.permissions,
    kind: 'user',
    sid: session.id,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: services.keys.kid })
    .setSubject(user.id)
    .setIssuer('tiergraph')
    .setAudience('tiergraph')
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .setJti(randomUUID())
    .sign(services.keys.privateKey);
  const principal: SignedInPrincipal = {
    kind: 'user',
    subject: user.id as Id<'usr'>,
    sessionId: session.id,
    accountId: account.id as Id<'acc'>,
    accountType: account.type,
    path: account.path,
    permissions: new Set(user.permissions),
    actingFrom: undefined,
    clientAddress,
    tokenExpiresAt: expires,
  };
  return { accessToken, refreshToken, expiresAt: new Date(expires * 1_000), principal };
}
