import type { Id } from './ids.ts';
import type { Permission } from './permission.ts';

export type AccountKind = 'PROVIDER' | 'RESELLER' | 'CUSTOMER';

/** Nobody has signed in: only fields that need no account answer. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
  readonly clientAddress: string;
}

/** The account that a signed-in principal acts for, and what it may do there. */
interface ActingPrincipal {
  readonly sessionId: string;
  readonly accountId: Id<'acc'>;
  readonly accountType: AccountKind;
  /** The account's place in the hierarchy: `ltree` labels from the provider down to it. */
  readonly path: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The account an administrator came from when acting for this one. */
  readonly actingFrom: Id<'acc'> | undefined;
  readonly clientAddress: string;
  /** End of the access token, in seconds since 1970. */
  readonly tokenExpiresAt: number;
}

/** A person who has signed in. */
export interface UserPrincipal extends ActingPrincipal {
  readonly kind: 'user';
  readonly subject: Id<'usr'>;
}

/** An API client with a token. */
export interface ClientPrincipal extends ActingPrincipal {
  readonly kind: 'client';
  readonly subject: Id<'cli'>;
}

/** Who asks, for which account, and what they may do there; taken from the gateway's signed context. */
export type SignedInPrincipal = UserPrincipal | ClientPrincipal;

export type Principal = AnonymousPrincipal | SignedInPrincipal;

/** Whether a user does this in person: not an API client, and nobody who acts for the account from another one. */
export function isInPerson(viewer: SignedInPrincipal): viewer is UserPrincipal {
  return viewer.kind === 'user' && viewer.actingFrom === undefined;
}
