import { may } from '../domain/access.ts';
import type { Permission } from '../domain/permission.ts';
import type { Principal, SignedInPrincipal } from '../domain/principal.ts';
import { forbidden, unauthenticated } from './errors.ts';

/** Throws for a required field whose target the viewer can no longer see, because it was removed during the request. */
export function unseen(what: string): never {
  throw new Error(`The ${what} is not there any more`);
}

/** The context of an operation whose viewer has signed in. */
export type SignedIn<Context> = Context & { readonly viewer: SignedInPrincipal };

/** The context with its signed-in viewer. Throws the GraphQL error UNAUTHENTICATED when nobody has signed in. */
export function requireSignedIn<Context extends { readonly principal: Principal }>(
  context: Context,
): SignedIn<Context> {
  const { principal } = context;
  if (principal.kind === 'anonymous') throw unauthenticated();
  return { ...context, viewer: principal };
}

/** The context with a viewer who has a permission. Throws the GraphQL error UNAUTHENTICATED or FORBIDDEN. */
export function requirePermission<Context extends { readonly principal: Principal }>(
  context: Context,
  permission: Permission,
): SignedIn<Context> {
  const signedInContext = requireSignedIn(context);
  if (!may(signedInContext.viewer, permission)) throw forbidden(permission);
  return signedInContext;
}
