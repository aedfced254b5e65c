import { isWithin } from '../../../shared/domain/account-path.ts';
import type { Permission } from '../../../shared/domain/permission.ts';
import type { AccountType } from '../hierarchy/account-types.ts';
import { administratorPermissions } from './roles.ts';

/** What somebody may do who acts for an account: what its administrator may, as far as they may do it themselves. */
export function actingPermissions(held: readonly Permission[], type: AccountType): readonly Permission[] {
  return administratorPermissions(type, false).filter((permission) => held.includes(permission));
}

/** Whether somebody of one account may act for another: only downwards. */
export function mayActFor(ownPath: string, path: string): boolean {
  return path !== ownPath && isWithin(path, ownPath);
}
