import type { Permission } from '../domain/permission.ts';
import type { Principal, SignedInPrincipal } from '../domain/principal.ts';
import { forbidden, unauthenticated } from './errors.ts';

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
