export const PERMISSIONS = [
  'MANAGE_ACCOUNTS',
  'MANAGE_USERS',
  'PLACE_ORDERS',
  'VIEW_FINANCIALS',
  'MANAGE_PRICES',
  'MANAGE_BRANDING',
  'MANAGE_CATALOG',
  'MANAGE_SUBSCRIPTIONS',
  'MANAGE_API_CLIENTS',
  'ACT_FOR_CUSTOMERS',
  'VIEW_CREDENTIALS',
  'USE_SERVICES',
] as const;

/** One thing a user may do in their account and below it. */
export type Permission = (typeof PERMISSIONS)[number];

const known: ReadonlySet<string> = new Set(PERMISSIONS);

/** Whether a text names a permission. */
export function isPermission(text: string): text is Permission {
  return known.has(text);
}
