import { registerEnumType } from 'type-graphql';

function enumOf<const Names extends readonly string[]>(...names: Names): { readonly [N in Names[number]]: N } {
  return Object.fromEntries(names.map((name) => [name, name])) as { readonly [N in Names[number]]: N };
}

const LINE_STATUSES = {
  SUBMITTED: { description: 'Placed, not started yet.' },
  AWAITING_APPROVAL: { description: 'Waits for an approval.' },
  CREDIT_HOLD: { description: 'Waits for the credit question to be settled.' },
  SCHEDULED: { description: 'Starts on a later day.' },
  PROVISIONING: { description: 'The vendor is working on it.' },
  ACTION_REQUIRED: { description: 'Somebody must do something first; `waitingOn` says who and what.' },
  COMPLETED: { description: 'Done: the subscription is active.' },
  FAILED: { description: 'Ended without a subscription; the error says why.' },
  CANCELLED: { description: 'Taken back before it was done.' },
};

export const ProvisioningStatusEnum = enumOf(
  'SUBMITTED',
  'AWAITING_APPROVAL',
  'CREDIT_HOLD',
  'SCHEDULED',
  'PROVISIONING',
  'ACTION_REQUIRED',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
);
registerEnumType(ProvisioningStatusEnum, {
  name: 'ProvisioningStatus',
  description: 'Where a line of an order stands.',
  valuesConfig: LINE_STATUSES,
});

export const OrderStatusEnum = enumOf(
  'SUBMITTED',
  'AWAITING_APPROVAL',
  'CREDIT_HOLD',
  'SCHEDULED',
  'PROVISIONING',
  'ACTION_REQUIRED',
  'COMPLETED',
  'PARTIALLY_COMPLETED',
  'FAILED',
  'CANCELLED',
);
registerEnumType(OrderStatusEnum, {
  name: 'OrderStatus',
  description: 'Where an order stands; derived from its lines.',
  valuesConfig: {
    ...LINE_STATUSES,
    COMPLETED: { description: 'Every line is done.' },
    PARTIALLY_COMPLETED: { description: 'Ended with some lines done and some not.' },
    FAILED: { description: 'Ended without any line done.' },
  },
});

export const OrderTypeEnum = enumOf('ACTIVATION', 'SALES', 'CHANGE', 'RENEWAL', 'CANCELLATION');
registerEnumType(OrderTypeEnum, {
  name: 'OrderType',
  description: 'What an order is for.',
  valuesConfig: {
    ACTIVATION: { description: 'Activates a reseller; costs nothing.' },
    SALES: { description: 'Buys subscriptions.' },
    CHANGE: { description: 'Changes a subscription.' },
    RENEWAL: { description: 'Renews a subscription.' },
    CANCELLATION: { description: 'Ends a subscription.' },
  },
});

export const PaymentMethodEnum = enumOf('CREDIT_CARD', 'TERMS');
registerEnumType(PaymentMethodEnum, {
  name: 'PaymentMethod',
  description: 'How an account pays.',
  valuesConfig: {
    CREDIT_CARD: { description: 'By the card on file; the default.' },
    TERMS: { description: 'By invoice, within a credit limit.' },
  },
});

export const TenantModeEnum = enumOf('NEW', 'EXISTING');
registerEnumType(TenantModeEnum, {
  name: 'TenantMode',
  description: 'Whether the licences go to a tenant that is made for the order or to one the customer has.',
  valuesConfig: {
    NEW: { description: 'Make the tenant. Not for education and nonprofit customers.' },
    EXISTING: { description: "Use the customer's tenant, which has accepted the relationship." },
  },
});

export const CheckStatusEnum = enumOf('PASSED', 'FAILED', 'SKIPPED');
registerEnumType(CheckStatusEnum, {
  name: 'CheckStatus',
  description: 'What a check of an order found.',
  valuesConfig: {
    PASSED: { description: 'Nothing stands in the way.' },
    FAILED: { description: 'The order would be refused; the error says why, and what to do.' },
    SKIPPED: { description: 'Not looked at, since an earlier check failed.' },
  },
});

export const SubscriptionStatusEnum = enumOf('PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DISABLED', 'DELETED');
registerEnumType(SubscriptionStatusEnum, {
  name: 'SubscriptionStatus',
  description: 'Where a subscription stands in its life.',
  valuesConfig: {
    PENDING: { description: 'Not active yet.' },
    ACTIVE: { description: 'In use.' },
    SUSPENDED: { description: 'Not usable; billing goes on.' },
    EXPIRED: { description: 'The term is over; users keep access for 30 days.' },
    DISABLED: { description: 'Only administrators have access, for 90 days.' },
    DELETED: { description: 'Gone, with its data.' },
  },
});

export const WaitingPartyEnum = enumOf('VENDOR', 'CUSTOMER', 'RESELLER', 'PROVIDER', 'CREDIT', 'SYSTEM');
registerEnumType(WaitingPartyEnum, {
  name: 'WaitingParty',
  description: 'Whom an order waits on.',
  valuesConfig: {
    VENDOR: { description: 'The maker of the product.' },
    CUSTOMER: { description: 'The customer must do something.' },
    RESELLER: { description: 'The reseller must do something.' },
    PROVIDER: { description: 'The owner of the platform must do something.' },
    CREDIT: { description: 'The credit team decides.' },
    SYSTEM: { description: 'The platform itself.' },
  },
});

export const OrderActionEnum = enumOf(
  'CANCEL',
  'RESUBMIT',
  'ADD_SEATS',
  'REMOVE_SEATS',
  'CHANGE_PLAN',
  'SET_AUTO_RENEW',
  'SUSPEND',
  'RESUME',
  'REVEAL_CREDENTIALS',
);
registerEnumType(OrderActionEnum, {
  name: 'OrderAction',
  description: 'What may be done with an order or a subscription.',
  valuesConfig: {
    CANCEL: { description: 'Take it back.' },
    RESUBMIT: { description: 'Try failed lines again.' },
    ADD_SEATS: { description: 'Buy more of it.' },
    REMOVE_SEATS: { description: 'Give some of it back.' },
    CHANGE_PLAN: { description: 'Convert it to another plan.' },
    SET_AUTO_RENEW: { description: 'Decide whether it renews by itself.' },
    SUSPEND: { description: 'Stop its use for a time.' },
    RESUME: { description: 'Go on with its use.' },
    REVEAL_CREDENTIALS: { description: "See the temporary password of the new tenant's administrator, once." },
  },
});

/** Billing cycles as they stand in an order line's input. */
export const BillingCycleEnum = enumOf('MONTHLY', 'ANNUAL', 'TRIENNIAL', 'ONE_TIME');
registerEnumType(BillingCycleEnum, {
  name: 'BillingCycle',
  description: 'How often a plan is billed.',
  valuesConfig: {
    MONTHLY: { description: 'Each month of the term.' },
    ANNUAL: { description: 'Each year of the term.' },
    TRIENNIAL: { description: 'Once for three years.' },
    ONE_TIME: { description: 'Once, for a purchase without a term.' },
  },
});
