/** Why a user gets a link to set a password: it was forgotten, or there was none yet. */
export type PasswordLinkPurpose = 'RESET' | 'ACCESS';

const HOUR_MS = 3_600_000;

/** How long a link can be used. The first one of a user waits for somebody who does not expect it. */
const LIFETIME_MS: Readonly<Record<PasswordLinkPurpose, number>> = { RESET: HOUR_MS, ACCESS: 7 * 24 * HOUR_MS };

/** When a link that is made now expires. */
export function linkExpiry(purpose: PasswordLinkPurpose, now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS[purpose]);
}

/** A link that was sent. */
export interface SentLink {
  readonly expiresAt: Date;
  /** Null until a password was set, by this link or in another way. */
  readonly usedAt: Date | null;
}

/** Whether a password can still be set by a link. */
export function isLinkUsable({ expiresAt, usedAt }: SentLink, now: Date): boolean {
  return usedAt === null && now < expiresAt;
}
