import type { MessageData, MessageName, OrderMail, OrderMailLine, PasswordLinkMail } from './message-data.ts';
import type { MailFrame } from './render-mail.ts';
import { mailSender, PLATFORM_SENDER, type Seller } from './sender.ts';

const ACTIVE: OrderMailLine = { quantity: 5, productName: 'Microsoft 365 Business Standard', outcome: 'active' };
const FAILED: OrderMailLine = {
  quantity: 12,
  productName: 'Exchange Online (Plan 2)',
  outcome: 'failed',
  reason: {
    code: 'QUANTITY_OUT_OF_RANGE',
    message: 'Microsoft sells this product in smaller quantities only.',
    vendorMessage: 'The quantity exceeds the 4 licences that are left for this tenant.',
    vendorCode: '800090',
    remedies: [{ description: 'Choose a quantity within the limits of the product.' }],
  },
};
const WAITING: OrderMailLine = {
  quantity: 5,
  productName: 'Microsoft 365 Business Standard',
  outcome: 'action-required',
  reason: {
    code: 'CUSTOMER_AGREEMENT_MISSING',
    message: 'Microsoft is waiting for the customer.',
    vendorMessage: 'The customer has not accepted the Microsoft Customer Agreement.',
    vendorCode: '13605',
    remedies: [
      {
        description: 'Read the agreement, then say who accepted it for the customer, and on which day.',
        url: 'https://www.microsoft.com/licensing/docs/customeragreement',
      },
    ],
  },
};

const ORDER: OrderMail = {
  orderNumber: 'SO100042',
  purchaseOrderNumber: 'PO-2026-0815',
  customerName: 'Falk Optics',
  customerContact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa.falk@falkoptics.example' },
  tenantDomain: 'falkoptics.onmicrosoft.com',
  placedAt: new Date('2026-11-26T09:12:00Z'),
  endedAt: new Date('2026-11-26T09:31:00Z'),
  lines: [ACTIVE],
};
const WAITS: OrderMail = { ...ORDER, endedAt: undefined, lines: [WAITING] };

const PASSWORD_LINK: PasswordLinkMail = {
  accountName: 'Falk Optics',
  login: 'falk.admin',
  url: 'https://marketplace.tiergraph.example/reset-password?token=sample',
  expiresAt: new Date('2026-11-26T10:12:00Z'),
};

/** Sample data for each message. */
export const SAMPLE_DATA: MessageData = {
  'order.completed': { ...ORDER, administrator: 'admin@falkoptics.onmicrosoft.com' },
  'order.partially-completed': {
    ...ORDER,
    lines: [ACTIVE, FAILED],
    administrator: 'admin@falkoptics.onmicrosoft.com',
  },
  'order.failed': { ...ORDER, lines: [FAILED] },
  'order.cancelled': { ...ORDER, lines: [{ ...ACTIVE, outcome: 'cancelled' }] },
  'order.action-required': WAITS,
  'customer-order.partially-completed': { ...ORDER, lines: [ACTIVE, FAILED] },
  'customer-order.failed': { ...ORDER, lines: [FAILED] },
  'customer-order.action-required': WAITS,
  'access.granted': PASSWORD_LINK,
  'access.reset': PASSWORD_LINK,
  'access.changed': {
    accountName: 'Falk Optics',
    login: 'falk.admin',
    resetUrl: 'https://marketplace.tiergraph.example/reset-password',
  },
  'access.second-factor': {
    accountName: 'Falk Optics',
    login: 'falk.admin',
    resetUrl: 'https://marketplace.tiergraph.example/reset-password',
  },
  'access.identity-linked': {
    accountName: 'Falk Optics',
    login: 'falk.admin',
    resetUrl: 'https://marketplace.tiergraph.example/reset-password',
    providerName: 'Contoso Entra ID',
  },
  'reseller.activated': {
    accountName: 'Falk Resale GmbH',
    login: 'falk.admin',
    resetUrl: 'https://marketplace.tiergraph.example/reset-password',
  },
  'reseller.invited': {
    inviterName: 'Champion Cloud',
    url: 'https://marketplace.tiergraph.example/invitation?token=sample',
    expiresAt: new Date('2026-12-10T09:12:00Z'),
  },
  'prices.rising': {
    accountName: 'Champion Cloud LLC',
    vendorName: 'Microsoft Corporation',
    plans: 27,
    since: new Date('2026-12-26T00:00:00Z'),
    rises: [
      {
        productName: 'Exchange Online (Plan 2)',
        segment: 'COMMERCIAL',
        market: 'US',
        term: 'P1Y',
        billingCycle: 'MONTHLY',
        effectiveAt: new Date('2026-12-26T00:00:00Z'),
        currency: 'USD',
        before: '82.08',
        after: '95.76',
        percent: '16.67',
      },
      {
        productName: 'Microsoft 365 Business Standard',
        segment: 'COMMERCIAL',
        market: 'DE',
        term: 'P1M',
        billingCycle: 'MONTHLY',
        effectiveAt: new Date('2027-01-01T00:00:00Z'),
        currency: 'EUR',
        before: '12.636',
        after: '13.608',
        percent: '7.69',
      },
    ],
  },
  'platform.attention': {
    total: 3,
    items: [
      {
        title: 'Line unknown to the vendor',
        message: 'Microsoft took the order, but has neither accepted nor refused this line, and does not show it.',
        remedy: 'Ask the vendor whether it has the line.',
        since: new Date('2026-11-26T09:12:00Z'),
        orderNumber: 'SO100042',
        customerName: 'Falk Optics',
        line: { quantity: 12, productName: 'Exchange Online (Plan 2)' },
      },
      {
        title: 'Job given up',
        message:
          'A job of the queue orders.publish has failed so often that it is not tried any more. The log has the reason under job 0b3c.',
        remedy: 'Find the reason in the log and remove it, then retry.',
        since: new Date('2026-11-26T09:14:00Z'),
      },
    ],
  },
};

const CHAMPION: Seller = {
  name: 'Champion Cloud LLC',
  contact: { firstName: 'Cora', lastName: 'Lindqvist', email: 'cora.lindqvist@champion.example' },
  branding: {
    senderName: 'Champion Cloud',
    primaryColor: '#0f5c4d',
    supportEmail: 'support@champion.example',
    supportPhone: '+1 303 555 0100',
  },
};
const MERIDIAN: Seller = {
  name: 'Meridian Distribution',
  contact: { firstName: 'Mira', lastName: 'Okafor', email: 'mira.okafor@meridian.example' },
  branding: {},
};

const OPERATORS: MailFrame = {
  language: 'en',
  recipient: { firstName: 'Tiergraph', lastName: 'operators', email: 'operators@tiergraph.example' },
  sender: PLATFORM_SENDER,
};

/** A sample seller and recipient for a message. */
export function sampleFrame(name: MessageName): MailFrame {
  if (name === 'platform.attention') return OPERATORS;
  const toReseller = name.startsWith('customer-order.') || name.startsWith('prices.');
  return {
    language: 'en',
    recipient: toReseller && CHAMPION.contact !== null ? CHAMPION.contact : ORDER.customerContact,
    sender: mailSender(toReseller ? MERIDIAN : CHAMPION),
  };
}
