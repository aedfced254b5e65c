/** Looks up what belongs to one account, or to nobody, by what it is. */
export type Lookup = (thing: string) => string;

/** The things that are objects with an id of their own, which `node` answers, and their types. */
export const NODE_THINGS: Readonly<Record<string, string>> = {
  account: 'Account',
  administrator: 'User',
  invitation: 'Invitation',
  apiClient: 'ApiClient',
  auditEntry: 'AuditEntry',
  vendor: 'Vendor',
  product: 'Product',
  plan: 'Plan',
  promotion: 'Promotion',
  import: 'PriceListImport',
  marketplace: 'Marketplace',
  listing: 'Listing',
  hub: 'Hub',
  marginRule: 'MarginRule',
  cart: 'Cart',
  order: 'Order',
  line: 'OrderLine',
  subscription: 'CloudSubscription',
  event: 'ProvisioningEvent',
};

/** The thing that an argument or the field of an input names, by its name. A new one is one more line. */
export const THING_OF_INPUT: Readonly<Record<string, string>> = {
  accountId: 'account',
  apiClientId: 'apiClient',
  cartId: 'cart',
  customerId: 'account',
  estimateToken: 'estimateToken',
  idempotencyKey: 'idempotencyKey',
  importId: 'import',
  invitationId: 'invitation',
  itemId: 'attention',
  lineId: 'line',
  listingId: 'listing',
  marketplaceId: 'marketplace',
  marketplaceIds: 'marketplace',
  newParentId: 'account',
  orderId: 'order',
  ownerId: 'account',
  parentId: 'account',
  planId: 'plan',
  productId: 'product',
  promotionId: 'promotion',
  resellerId: 'account',
  root: 'account',
  sellerId: 'account',
  subscriptionId: 'subscription',
  termsRequestId: 'termsRequest',
  userId: 'administrator',
  vendorId: 'vendor',
};

/** A value of the same form that belongs to nothing, next to the given one where ids and cursors are sorted. */
export function missing(value: string): string {
  const cursor = decoded(value);
  if (cursor !== undefined) return encoded(cursor.map((part) => (ID.test(part) ? missing(part) : part)));
  if (/^SO\d+$/.test(value)) return 'SO999999';
  return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`;
}

const ID = /^[a-z]{3}_[0-9a-z]{26}$/;

/** The parts of a cursor; undefined for any other text. */
export function decoded(text: string): readonly string[] | undefined {
  try {
    const parts = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : undefined;
  } catch {
    return undefined;
  }
}

function encoded(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
