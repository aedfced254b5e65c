import type { JWTPayload } from 'jose';

export type AccountType = 'PROVIDER' | 'RESELLER' | 'CUSTOMER';

/** Nobody has signed in. Each subgraph decides which of its fields answer anyway. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

/** The account that somebody signed in for, and what they may do there. */
interface AccountScope {
  readonly accountId: string;
  readonly accountType: AccountType;
  /**
   * The account's place in the hierarchy, encrypted by accounts. Subgraphs decrypt it; the gateway only passes it on.
   */
  readonly path: string;
  readonly permissions: readonly string[];
  /** The account that an administrator came from when acting for this one. */
  readonly actingFrom: string | undefined;
  readonly sessionId: string;
}

/** A person, `usr_…`. */
export interface UserPrincipal extends AccountScope {
  readonly kind: 'user';
  readonly userId: string;
}

/** A program with credentials of its own, `cli_…`. */
export interface ApiClientPrincipal extends AccountScope {
  readonly kind: 'client';
  readonly clientId: string;
}

export type Principal = AnonymousPrincipal | UserPrincipal | ApiClientPrincipal;

/** The credentials do not say who the caller is. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
}

const accountTypes: ReadonlySet<string> = new Set(['PROVIDER', 'RESELLER', 'CUSTOMER']);

function text(claims: JWTPayload, name: string): string {
  const value = claims[name];
  if (typeof value !== 'string' || value === '') throw new CredentialError(`claim ${name} is missing`);
  return value;
}

function accountScope(claims: JWTPayload): AccountScope {
  const accountType = text(claims, 'atype');
  const permissions = claims['perms'];
  if (!accountTypes.has(accountType)) throw new CredentialError('claim atype is unknown');
  if (!Array.isArray(permissions)) throw new CredentialError('claim perms is missing');
  return {
    accountId: text(claims, 'acc'),
    accountType: accountType as AccountType,
    path: text(claims, 'path'),
    permissions: permissions.filter((name) => typeof name === 'string'),
    actingFrom: actingFrom(claims['act']),
    sessionId: text(claims, 'sid'),
  };
}

/** An access token names the actor as RFC 8693 has it, `{ sub, acc }`; a context token only the account. */
function actingFrom(actor: unknown): string | undefined {
  if (actor === undefined) return undefined;
  const account = typeof actor === 'object' && actor !== null && 'acc' in actor ? actor.acc : actor;
  if (typeof account !== 'string') throw new CredentialError('claim act does not name an account');
  return account;
}

/** Reads the principal from the claims of a verified token. Throws a `CredentialError` that names the invalid claim. */
export function principalFromClaims(claims: JWTPayload): Principal {
  switch (claims['kind']) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'user':
      return { kind: 'user', userId: text(claims, 'sub'), ...accountScope(claims) };
    case 'client':
      return { kind: 'client', clientId: text(claims, 'sub'), ...accountScope(claims) };
    default:
      throw new CredentialError('claim kind is unknown');
  }
}

/** The claims of a principal; access tokens and context tokens use the same names. */
export function claimsFromPrincipal(principal: Principal): Readonly<Record<string, unknown>> {
  if (principal.kind === 'anonymous') return { kind: 'anonymous' };
  return {
    kind: principal.kind,
    sub: principal.kind === 'user' ? principal.userId : principal.clientId,
    acc: principal.accountId,
    atype: principal.accountType,
    path: principal.path,
    perms: principal.permissions,
    act: principal.actingFrom,
    sid: principal.sessionId,
  };
}
