import { NODE_THINGS, type Lookup } from './things.ts';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * How each field of `Query` is asked for the things of one account, one call for each row. A field without a row fails, and so
 * does an argument that can name something of somebody and is in no row.
 */
export const ROOTS: Readonly<Record<string, readonly ((thing: Lookup) => Arguments)[]>> = {
  account: [(thing) => ({ id: thing('account') })],
  accounts: [() => ({}), (thing) => ({ root: thing('account') })],
  auditLog: [
    () => ({}),
    (thing) => ({ root: thing('account') }),
    (thing) => ({ filter: { subjectId: thing('account') } }),
    (thing) => ({ filter: { actorId: thing('administrator') } }),
  ],
  cart: [(thing) => ({ id: thing('cart') }), (thing) => ({ id: thing('ownCart') })],
  createCustomerObstacles: [
    (thing) => ({ input: { parentId: thing('account'), ...NEW_CUSTOMER } }),
    (thing) => ({ input: { parentId: thing('seller'), idempotencyKey: thing('idempotencyKey'), ...NEW_CUSTOMER } }),
  ],
  hubs: [() => ({})],
  identityProviders: [() => ({})],
  invitation: [(thing) => ({ token: thing('invitationToken') })],
  listingRequests: [() => ({}), (thing) => ({ sellerId: thing('seller') })],
  marginRules: [() => ({}), (thing) => ({ sellerId: thing('seller') })],
  marketplace: [(thing) => ({ id: thing('marketplace') })],
  needsAttention: [
    () => ({}),
    (thing) => ({ root: thing('account') }),
    (thing) => ({ filter: { orderId: thing('order') } }),
  ],
  node: Object.keys(NODE_THINGS).map((name) => (thing: Lookup) => ({ id: thing(name) })),
  nodes: [
    (thing) => ({
      ids: Object.keys(NODE_THINGS)
        .map(thing)
        .filter((id) => id !== ''),
    }),
  ],
  order: [(thing) => ({ id: thing('order') }), (thing) => ({ number: thing('orderNumber') })],
  orders: [
    () => ({}),
    (thing) => ({ root: thing('account') }),
    (thing) => ({ filter: { customerId: thing('account') } }),
    (thing) => ({ filter: { number: thing('orderNumber') } }),
  ],
  plan: [(thing) => ({ id: thing('plan') })],
  priceChanges: [
    () => ({ from: '2026-10-01', to: '2027-01-01' }),
    (thing) => ({ accountId: thing('account'), from: '2026-10-01', to: '2027-01-01' }),
  ],
  priceListImport: [(thing) => ({ id: thing('import') })],
  product: [(thing) => ({ id: thing('product') })],
  products: [
    () => ({ filter: { mpn: ['CFQ7TTC0LH18:0001'] } }),
    (thing) => ({ filter: { marketplaceId: thing('marketplace') } }),
    (thing) => ({ filter: { vendorId: thing('vendor') } }),
  ],
  renderMail: [(thing) => ({ accountId: thing('seller'), mail: 'order.completed' })],
  securityQuestions: [() => ({})],
  subscription: [(thing) => ({ id: thing('subscription') })],
  terms: [() => ({})],
  termsRequests: [() => ({}), (thing) => ({ root: thing('account') })],
  user: [(thing) => ({ id: thing('administrator') }), (thing) => ({ id: thing('serviceUser') })],
  vendors: [() => ({})],
  viewer: [() => ({})],
};

/** What a new customer needs to be one. */
export const NEW_CUSTOMER = {
  name: 'Falk Optics',
  segment: 'COMMERCIAL',
  login: 'falk.optics',
  address: { line1: '1 Lens Street', city: 'Denver', region: 'CO', postalCode: '80202', country: 'US' },
  contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example' },
};

/** What is said to everybody who has a secret of somebody else, because they have it. */
export const BY_SECRET: ReadonlySet<string> = new Set(['invitation']);

/** Fields of the graph that are null for every role of this world, and why. A field that is seen must not be in it. */
export const UNSEEN: Readonly<Record<string, string>> = {
  'AllowedAction.maxQuantity': 'no action of the present has it',
  'AllowedAction.refund': 'no action of the present has it',
  'AllowedAction.until': 'no action of the present has it',
  'AttentionItem.resolution': 'the items of this world are open',
  'AttentionItem.resolvedAt': 'the items of this world are open',
  'AuditEntry.actingFrom': 'nobody of this world changes anything while acting; their orders name both',
  'AuditEntry.apiClient': 'no program of this world changes anything',
  'AuditEntry.requestId': 'this world is made without HTTP, which has the ids',
  'Customer.listingsNeedConsent': 'customers list nothing',
  'IdentityProvider.id': 'no provider is configured here; everybody may see them',
  'IdentityProvider.name': 'no provider is configured here; everybody may see them',
  'IdentityProvider.signInUrl': 'no provider is configured here; everybody may see them',
  'Listing.reason': 'nobody of this world wants to be asked about listings',
  'Listing.retiredAt': 'the listings of this world are on sale',
  'MarginRule.category': 'the rules of this world are for accounts',
  'MarginRule.fixedPrice': 'the rules of this world are percentages',
  'MarginRule.from': 'the rules of this world have no beginning',
  'MarginRule.percentOffRetail': 'the rules of this world are percentages',
  'MarginRule.plan': 'the rules of this world are for accounts',
  'MarginRule.product': 'the rules of this world are for accounts',
  'MarginRule.to': 'the rules of this world have no end',
  'MarginRule.vendor': 'the rules of this world are for accounts',
  'Order.waitingOn': 'the orders of this world have ended; their events show the same object',
  'Plan.validTo': 'the plans of the sample sheet have no end',
  'PlanPrice.maxQuantity': 'the sample sheet has one price for any quantity',
  'PlanPrice.minQuantity': 'the sample sheet has one price for any quantity',
  'PlanPrice.to': 'the prices of the sample sheet have no end',
  'PriceChange.before': 'the sample sheets are the first, and change no price',
  'PriceChange.percent': 'the sample sheets are the first, and change no price',
  'PriceListImport.failure': 'the imports of the sample sheets succeed',
  'PriceListImport.kind': 'the sample sheet has rows of two kinds',
  'PriceListImport.month': 'the name of the sample sheet has no month',
  'Promotion.minQuantity': 'the promotion of this world is for any number of seats from one on',
  'Provider.billingContact': 'the provider of the demo has none',
  'Provider.externalId': 'the provider of the demo has none',
  'Provider.listingsNeedConsent': 'nobody sells to the provider',
  'Provider.parent': 'nobody is above the provider',
  'Provider.taxId': 'the provider of the demo has none',
  'Provider.technicalContact': 'the provider of the demo has none',
  'RejectedRow.column': 'the sample sheets have no bad rows',
  'RejectedRow.line': 'the sample sheets have no bad rows',
  'RejectedRow.message': 'the sample sheets have no bad rows',
  'Remedy.url': 'the refusals here have remedies without a page',
  'UserError.availableQuantity': 'no refusal here is about seats',
  'UserError.vendorCode': 'no refusal here comes from the vendor',
  'UserError.vendorMessage': 'no refusal here comes from the vendor',
  'Viewer.agreementToAccept': 'every seller of this world has accepted the agreement',
};

/** Arguments of fields inside the graph, and cursors, that nobody can be asked for with what belongs to others, and why. */
export const UNTRIED: Readonly<Record<string, string>> = {
  'Account.subscriptions(filter.productId)': 'products belong to nobody',
  'PriceListImport.changes(after)': 'nobody but the provider sees the list',
  'Provider.children(after)': 'nobody but the provider sees the list',
  'Provider.invitations(after)': 'nobody but the provider sees the list',
  'Query.listingRequests(after)': 'nobody of this world wants to be asked about listings',
  'Query.priceChanges(after)': 'its cursors name plans, which belong to nobody',
  'Query.products(after)': 'products belong to nobody',
  'Query.vendors(after)': 'vendors belong to nobody',
  'Vendor.products(after)': 'products belong to nobody',
};
