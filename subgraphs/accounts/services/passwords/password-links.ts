import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { AccountsDeps } from '../../context.ts';
import { PasswordLinkEntity, type PasswordLinkRow } from '../../entities/password-link.ts';
import { UserEntity, type UserRow } from '../../entities/user.ts';
import { hashOfSecret, newSecret } from '../sign-in/secrets.ts';
import { isLinkUsable, linkExpiry, type PasswordLinkPurpose } from '../../rules/passwords/password-link.ts';

/** A link for one mail. Only its hash is stored, so nobody who reads the database can use it. */
export interface PasswordLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** Makes a link by which a user sets a password. Earlier ones stay usable: mails do not arrive in the order they were sent. */
export async function makePasswordLink(
  tx: Writer,
  { config, now }: AccountsDeps,
  { userId, purpose }: { readonly userId: Id<'usr'>; readonly purpose: PasswordLinkPurpose },
): Promise<PasswordLink> {
  const token = newSecret();
  const createdAt = now();
  const expiresAt = linkExpiry(purpose, createdAt);
  tx.create(PasswordLinkEntity, { tokenHash: hashOfSecret(token), userId, purpose, createdAt, expiresAt });
  await tx.flush();
  return { url: new URL(`/reset-password?token=${token}`, config.publicUrl).href, expiresAt };
}

/** A link that can be used, with its user. */
export interface UsableLink {
  readonly link: PasswordLinkRow;
  readonly user: UserRow;
}

/** Finds the link that a token belongs to. Undefined when it cannot be used: unknown, used, expired, or of a disabled user. */
export async function findUsableLink(read: Reader, token: string, now: Date): Promise<UsableLink | undefined> {
  const link = await read.findOne(PasswordLinkEntity, { tokenHash: hashOfSecret(token) });
  return usable(link, link && (await read.findOne(UserEntity, { id: link.userId })), now);
}

/** The same under locks, so that of two who use a link at once one is refused. */
export async function lockUsableLink(tx: Writer, token: string, now: Date): Promise<UsableLink | undefined> {
  const link = await tx.lock(PasswordLinkEntity, { tokenHash: hashOfSecret(token) });
  return usable(link, link && (await tx.lock(UserEntity, { id: link.userId })), now);
}

function usable(link: PasswordLinkRow | null, user: UserRow | null, now: Date): UsableLink | undefined {
  if (link === null || user === null || !user.enabled) return undefined;
  return isLinkUsable({ expiresAt: link.expiresAt, usedAt: link.usedAt ?? null }, now) ? { link, user } : undefined;
}

/** The refusal of a token that cannot be used, whatever the reason. */
export function linkOver(): Refusal {
  return refusal('EXPIRED', 'This link has been used, has expired, or was never sent.', {
    path: ['token'],
    remedies: [{ description: 'Ask for a new link.' }],
  });
}
