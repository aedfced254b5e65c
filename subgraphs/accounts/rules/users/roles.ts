import { PERMISSIONS, type Permission } from '../../../shared/domain/permission.ts';
import type { AccountType } from '../hierarchy/account-types.ts';

/** Whether a user manages the account or only uses its services. */
export type UserKind = 'ADMINISTRATOR' | 'SERVICE_USER';

/** A customer manages its own account: it has none below it. */
const CUSTOMER_ADMINISTRATOR: readonly Permission[] = [
  'MANAGE_ACCOUNTS',
  'MANAGE_USERS',
  'PLACE_ORDERS',
  'VIEW_FINANCIALS',
  'MANAGE_SUBSCRIPTIONS',
  'VIEW_CREDENTIALS',
  'USE_SERVICES',
];

const BY_TYPE: Readonly<Record<AccountType, readonly Permission[]>> = {
  PROVIDER: PERMISSIONS,
  RESELLER: PERMISSIONS,
  CUSTOMER: CUSTOMER_ADMINISTRATOR,
};

/** All that a service user can have. */
export const SERVICE_USER_PERMISSIONS: readonly Permission[] = ['USE_SERVICES'];

/** The permissions of the first administrator of a new account. A limited administrator can only use services: it sees neither orders nor money, nor what opens the tenant. */
export function administratorPermissions(type: AccountType, limited: boolean): readonly Permission[] {
  return limited ? ['USE_SERVICES'] : BY_TYPE[type];
}
