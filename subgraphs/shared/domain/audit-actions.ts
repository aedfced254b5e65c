/**
 * What the audit log tells of, by the subgraph in which it happens. A change by a mutation has the mutation's name. Names stay
 * when the mutation is gone, since entries stay.
 */
export const AUDIT_ACTIONS = {
  accounts: [
    'acceptAgreement',
    'acceptInvitation',
    'actFor',
    'activateReseller',
    'cancelAccount',
    'changePassword',
    'confirmSecondFactor',
    'createApiClient',
    'createCustomer',
    'createReseller',
    'createUser',
    'decideTerms',
    'endSessions',
    'enrolSecondFactor',
    'eraseUser',
    'inviteReseller',
    'moveAccount',
    'requestTerms',
    'resendInvitation',
    'resetPassword',
    'resetSecondFactor',
    'revokeApiClient',
    'revokeInvitation',
    'rotateApiClientSecret',
    'setAccountHold',
    'setSecurityQuestion',
    'updateAccount',
    'updateBranding',
    'updateUser',
    // Not by a mutation: what a reseller has said takes effect, somebody signs in by a provider for the first time, and a
    // customer goes whose order was refused.
    'applyActivation',
    'linkIdentity',
    'removeAbandonedCustomer',
  ],
  catalog: [
    'confirmPriceListImport',
    'createHub',
    'createMarketplace',
    'decideListing',
    'exportPriceList',
    'importPriceList',
    'publishListing',
    'retireListing',
    'setListingConsent',
    'setMargin',
  ],
  orders: ['completeOrderLine', 'placeOrder', 'retryAttentionItem', 'revealCredentials'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a change in the audit log. */
export type AuditAction = (typeof AUDIT_ACTIONS)[keyof typeof AUDIT_ACTIONS][number];

/** All of them. */
export const ALL_AUDIT_ACTIONS: readonly string[] = Object.values(AUDIT_ACTIONS).flat();
