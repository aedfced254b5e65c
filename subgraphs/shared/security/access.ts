import { isWithin } from './account-path.ts';
import { forbidden, unauthenticated } from '../errors.ts';
import type { Permission } from './permission.ts';
import type { Principal, SignedInPrincipal } from './principal.ts';

/** Whether the principal may see what belongs to the account at this path. */
export function maySee(principal: Principal, path: string): boolean {
  return principal.kind !== 'anonymous' && isWithin(path, principal.path);
}

/** The one rule of permission. */
export function may(principal: Principal, permission: Permission): boolean {
  return principal.kind !== 'anonymous' && principal.permissions.has(permission);
}

/** The signed-in principal. Throws the GraphQL error UNAUTHENTICATED for an anonymous one. */
export function signedIn(principal: Principal): SignedInPrincipal {
  if (principal.kind === 'anonymous') throw unauthenticated();
  return principal;
}

/** The signed-in principal with a permission. Throws the GraphQL error UNAUTHENTICATED or FORBIDDEN. */
export function permitted(principal: Principal, permission: Permission): SignedInPrincipal {
  const known = signedIn(principal);
  if (!known.permissions.has(permission)) throw forbidden(permission);
  return known;
}

/** Throws for a required field whose target the viewer may no longer see, as after a removal in mid-request. */
export function unseen(what: string): never {
  throw new Error(`The ${what} is not there any more`);
}
