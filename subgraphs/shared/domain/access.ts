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

/**
 * Whether the principal may do more than use services. Whoever may not sees neither orders nor what their account has agreed
 * on about money, even of their own account.
 */
export function doesMoreThanUse(principal: Principal): boolean {
  if (principal.kind === 'anonymous') return false;
  return [...principal.permissions].some((permission) => permission !== 'USE_SERVICES');
}

/** Equal for principals who may see the same rows with the same amounts, whoever they are. */
export function scopeOf(principal: Principal): string {
  if (principal.kind === 'anonymous') return JSON.stringify(['anonymous', principal.clientAddress]);
  const { accountId, accountType, path, permissions } = principal;
  return JSON.stringify([accountId, accountType, path, ...[...permissions].toSorted()]);
}
