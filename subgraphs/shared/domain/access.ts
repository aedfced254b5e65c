import { isWithin } from './account-path.ts';
import type { Permission } from './permission.ts';
import type { Principal } from './principal.ts';

/** Whether the principal may see what belongs to the account at this path. */
export function maySee(principal: Principal, path: string): boolean {
  return principal.kind !== 'anonymous' && isWithin(path, principal.path);
}

/** Whether the principal has a permission: the one place that decides it. */
export function may(principal: Principal, permission: Permission): boolean {
  return principal.kind !== 'anonymous' && principal.permissions.has(permission);
}
