import { NEW_CUSTOMER } from './roots.ts';
import type { Lookup } from './things.ts';

/** Who may call a mutation for its own tree: the account that a thing belongs to, or the one that sells to it. */
export type Caller = 'provider' | 'reseller' | 'subreseller' | 'customer' | 'anonymous';

/** A valid call of a mutation. */
export interface MutationRow {
  readonly by: Caller;
  /** The input; undefined for a mutation that has none. */
  readonly input: ((thing: Lookup) => Readonly<Record<string, unknown>>) | undefined;
}

const CONTACT = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example' };
const { segment: _segment, ...NEW_RESELLER } = NEW_CUSTOMER;

const ACTIVATION = {
  name: 'Falk Optics',
  address: NEW_CUSTOMER.address,
  contact: CONTACT,
  securityQuestion: { question: 'What?', answer: 'That.' },
  acceptTerms: true,
};

const row = (by: Caller, input?: MutationRow['input']): readonly MutationRow[] => [{ by, input }];

/**
 * A valid call of every mutation, with the things of the caller's own tree: what the tests replace by the things of others.
 * A mutation without a row fails, and so does an input that can name something of somebody and is in no row.
 *
 * A row must change nothing of a stranger even if it is taken, and rows are called from the top down: what ends something is
 * at the bottom.
 */
export const MUTATIONS: Readonly<Record<string, readonly MutationRow[]>> = {
  updateBranding: row('subreseller', (thing) => ({ accountId: thing('seller'), senderName: 'Falk' })),
  updateAccount: row('subreseller', (thing) => ({ accountId: thing('account'), externalId: 'F-1' })),
  inviteReseller: row('subreseller', () => ({ email: 'next@falk.example' })),
  acceptInvitation: row('anonymous', (thing) => ({
    token: thing('invitationToken'),
    acceptAgreement: false,
    agreementVersion: 'none',
    email: 'next@falk.example',
    firstName: 'Rosa',
    lastName: 'Falk',
    password: 'short',
    companyName: 'Falk Optics',
  })),
  resendInvitation: row('subreseller', (thing) => ({ invitationId: thing('invitation') })),
  revokeInvitation: row('subreseller', (thing) => ({ invitationId: thing('invitation') })),
  acceptAgreement: row('subreseller', () => ({ version: 'none' })),
  activateReseller: row('subreseller', () => ACTIVATION),
  createReseller: row('reseller', (thing) => ({ ...NEW_RESELLER, parentId: thing('seller'), login: 'falk.reseller' })),
  createCustomer: [
    { by: 'subreseller', input: (thing) => ({ ...NEW_CUSTOMER, parentId: thing('seller'), login: 'falk.customer' }) },
    { by: 'subreseller', input: (thing) => ({ ...NEW_CUSTOMER, name: '', idempotencyKey: thing('idempotencyKey') }) },
  ],
  requestPasswordReset: row('anonymous', () => ({ login: 'nobody.at.all' })),
  resetPassword: row('anonymous', () => ({ token: 'none', password: 'Long-enough-1' })),
  changePassword: row('customer', () => ({ currentPassword: 'wrong', newPassword: 'Long-enough-1' })),
  signIn: row('anonymous', () => ({ login: 'nobody.at.all', password: 'wrong' })),
  completeSignIn: row('anonymous', () => ({ code: 'none', codeVerifier: 'x'.repeat(43) })),
  refreshSession: row('anonymous', () => ({ refreshToken: 'wrong.wrong' })),
  enrolSecondFactor: row('customer', () => ({ password: 'wrong' })),
  confirmSecondFactor: row('customer', () => ({ code: '000000' })),
  resetSecondFactor: row('subreseller', (thing) => ({ userId: thing('limited') })),
  setSecurityQuestion: row('subreseller', () => ({ question: 'What?', answer: 'That.' })),
  verifySecurityQuestion: row('reseller', (thing) => ({ accountId: thing('seller'), answer: 'wrong' })),
  requestTerms: row('subreseller', (thing) => ({ accountId: thing('account'), contact: CONTACT, currency: 'USD' })),
  decideTerms: row('subreseller', (thing) => ({
    termsRequestId: thing('termsRequest'),
    decision: 'DECLINE',
    reason: 'Late',
  })),
  createApiClient: row('subreseller', (thing) => ({
    accountId: thing('seller'),
    name: 'Falk',
    permissions: ['USE_SERVICES'],
  })),
  createUser: row('subreseller', (thing) => ({
    accountId: thing('account'),
    kind: 'SERVICE_USER',
    login: 'falk.user',
    email: 'user@falk.example',
    firstName: 'Rosa',
    lastName: 'Falk',
    permissions: ['USE_SERVICES'],
  })),
  updateUser: row('subreseller', (thing) => ({ userId: thing('limited'), firstName: 'Rosa' })),
  createMarketplace: row('subreseller', (thing) => ({
    ownerId: thing('seller'),
    name: 'Falk',
    market: 'US',
    currency: 'USD',
  })),
  publishListing: row('subreseller', (thing) => ({ marketplaceId: thing('marketplace'), productId: thing('product') })),
  setListingConsent: row('subreseller', (thing) => ({
    sellerId: thing('seller'),
    accountId: thing('account'),
    needed: false,
  })),
  decideListing: row('reseller', (thing) => ({ listingId: thing('listing'), decision: 'APPROVE', reason: 'Yes' })),
  createHub: row('subreseller', (thing) => ({
    ownerId: thing('seller'),
    name: 'Falk',
    marketplaceIds: [thing('marketplace')],
    apiClientId: thing('apiClient'),
  })),
  retireListing: row('subreseller', (thing) => ({ listingId: thing('listing') })),
  exportPriceList: row('subreseller', (thing) => ({
    accountId: thing('account'),
    market: 'US',
    currency: 'USD',
    vendorId: thing('vendor'),
  })),
  setMargin: [
    {
      by: 'subreseller',
      input: (thing) => ({
        sellerId: thing('seller'),
        accountId: thing('account'),
        productId: thing('product'),
        percent: '9',
      }),
    },
    { by: 'subreseller', input: (thing) => ({ sellerId: thing('seller'), planId: thing('plan'), percent: '9' }) },
    { by: 'subreseller', input: (thing) => ({ sellerId: thing('seller'), vendorId: thing('vendor'), percent: '9' }) },
  ],
  importPriceList: row('provider', () => ({ vendor: 'Microsoft', source: 'https://falk.example/list.csv' })),
  // Refused, so that no list is read while rows are compared.
  refreshPromotions: row('provider', () => ({ market: 'AQ' })),
  confirmPriceListImport: row('provider', (thing) => ({ importId: thing('import') })),
  createCart: row('subreseller', (thing) => ({ resellerId: thing('seller'), customerId: thing('account') })),
  setCartLine: row('subreseller', (thing) => ({
    cartId: thing('cart'),
    planId: thing('plan'),
    quantity: 4,
    promotionId: thing('promotion'),
  })),
  setCartCustomer: row('subreseller', (thing) => ({ cartId: thing('cart'), customerId: thing('account') })),
  setVendorParameters: row('subreseller', (thing) => ({ cartId: thing('cart'), parameters: { attestedBy: 'Rosa' } })),
  estimateOrder: [
    {
      by: 'subreseller',
      input: (thing) => ({
        customerId: thing('account'),
        lines: [{ planId: thing('plan'), quantity: 2, promotionId: thing('promotion') }],
        estimateToken: thing('estimateToken'),
      }),
    },
    {
      by: 'subreseller',
      input: (thing) => ({ cartId: thing('cart'), lines: [], idempotencyKey: thing('idempotencyKey') }),
    },
    {
      by: 'subreseller',
      input: (thing) => ({
        newCustomer: { ...NEW_CUSTOMER, parentId: thing('seller'), idempotencyKey: thing('idempotencyKey') },
        lines: [{ planId: thing('plan'), quantity: 2 }],
      }),
    },
  ],
  // Never valid, so that it orders nothing: what an order names is looked up all the same.
  placeOrder: [
    {
      by: 'subreseller',
      input: (thing) => ({
        customerId: thing('account'),
        lines: [{ planId: thing('plan'), quantity: 0, promotionId: thing('promotion') }],
        estimateToken: thing('estimateToken'),
      }),
    },
    {
      by: 'subreseller',
      input: (thing) => ({ customerId: thing('account'), lines: [], idempotencyKey: thing('idempotencyKey') }),
    },
    { by: 'subreseller', input: (thing) => ({ cartId: thing('cart'), vendorParameters: { locationMpnId: 'none' } }) },
    {
      by: 'subreseller',
      input: (thing) => ({
        newCustomer: { ...NEW_CUSTOMER, name: '', parentId: thing('seller'), idempotencyKey: thing('idempotencyKey') },
        lines: [],
      }),
    },
  ],
  retryAttentionItem: row('subreseller', (thing) => ({ itemId: thing('attention') })),
  completeOrderLine: row('provider', (thing) => ({ lineId: thing('line'), succeeded: false, message: 'Done' })),
  revealCredentials: row('customer', (thing) => ({ subscriptionId: thing('subscription') })),
  rotateApiClientSecret: row('subreseller', (thing) => ({ apiClientId: thing('apiClient') })),
  revokeApiClient: row('subreseller', (thing) => ({ apiClientId: thing('apiClient') })),
  actFor: row('reseller', (thing) => ({ accountId: thing('account'), reason: 'To help' })),
  setAccountHold: row('subreseller', (thing) => ({ accountId: thing('account'), hold: 'CREDIT', reason: 'Late' })),
  endSessions: row('subreseller', (thing) => ({ userId: thing('limited') })),
  eraseUser: row('subreseller', (thing) => ({ userId: thing('limited'), reason: 'Asked for it' })),
  moveAccount: row('reseller', (thing) => ({
    accountId: thing('account'),
    newParentId: thing('seller'),
    reason: 'Sold by the same as before',
  })),
  cancelAccount: row('subreseller', (thing) => ({ accountId: thing('account'), reason: 'Closed' })),
  signOut: row('customer'),
};
