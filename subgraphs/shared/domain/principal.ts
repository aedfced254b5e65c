import type { Id } from './ids.ts';
import type { Permission } from './permission.ts';

export type AccountKind = 'PROVIDER' | 'RESELLER' | 'CUSTOMER';

/** Nobody has signed in: only fields that need no account answer. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
  readonly clientAddress: string;
}

/** Who asks, for which account, and what they may do there; taken from the gateway's signed context. */
export interface SignedInPrincipal {
  readonly kind: 'user' | 'client';
  /** `usr_…` for a person, `cli_…` for an API client. */
  readonly subject: Id<'usr'> | Id<'cli'>;
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

export type Principal = AnonymousPrincipal | SignedInPrincipal;
