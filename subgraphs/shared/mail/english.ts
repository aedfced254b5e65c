import type { Language } from './language.ts';

const TO_CUSTOMER = 'You are receiving this e-mail because you are the administrative contact of {customerName}.';
const TO_RESELLER =
  'You are receiving this e-mail because you are the contact of the reseller that sells to {customerName}.';

export const ENGLISH: Language = {
  tag: 'en',
  locale: 'en-GB',
  messages: {
    'order.completed': {
      subject: 'Order {orderNumber}: your subscriptions are ready',
      heading: 'Your subscriptions are ready',
      opening: ['Order {orderNumber} for {customerName} is complete.'],
      because: TO_CUSTOMER,
    },
    'order.partially-completed': {
      subject: 'Order {orderNumber}: part of it failed',
      heading: 'Part of your order failed',
      opening: [
        'Some lines of order {orderNumber} for {customerName} could not be fulfilled. The other lines are active.',
        'The lines that failed are not charged.',
      ],
      because: TO_CUSTOMER,
    },
    'order.failed': {
      subject: 'Order {orderNumber} failed',
      heading: 'Your order failed',
      opening: [
        'Order {orderNumber} for {customerName} could not be fulfilled. See below for the reason and how to resolve it.',
        'The order is not charged.',
      ],
      because: TO_CUSTOMER,
    },
    'order.cancelled': {
      subject: 'Order {orderNumber} was cancelled',
      heading: 'Your order was cancelled',
      opening: ['Order {orderNumber} for {customerName} was cancelled. The order is not charged.'],
      because: TO_CUSTOMER,
    },
    'order.action-required': {
      subject: 'Order {orderNumber} needs your action',
      heading: 'Your order needs your action',
      opening: [
        'Order {orderNumber} for {customerName} can’t continue until you have taken the action described below.',
        'The order then continues automatically. You do not have to place it again.',
      ],
      because: TO_CUSTOMER,
    },
    'customer-order.partially-completed': {
      subject: '{customerName}: part of order {orderNumber} failed',
      heading: 'Part of your customer’s order failed',
      opening: [
        'Some lines of order {orderNumber} of your customer {customerName} could not be fulfilled. The other lines are active.',
        'The customer’s contact, {contactName}, has been informed too. Everything reserved for the failed lines has been released.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.failed': {
      subject: '{customerName}: order {orderNumber} failed',
      heading: 'Your customer’s order failed',
      opening: [
        'Order {orderNumber} of your customer {customerName} could not be fulfilled. See below for the reason and how to resolve it.',
        'The customer’s contact, {contactName}, has been informed too. Everything reserved for the order has been released.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.action-required': {
      subject: '{customerName}: order {orderNumber} needs action from your customer',
      heading: 'An order needs action from your customer',
      opening: [
        'Order {orderNumber} of {customerName} can’t continue until your customer has taken the action described below.',
        'The customer’s contact, {contactName}, has been told what to do. The order continues automatically after that.',
      ],
      because: TO_RESELLER,
    },
    'access.granted': {
      subject: 'Your access for {accountName}',
      heading: 'Set your password',
      opening: ['You can now sign in for {accountName}. Choose a password first, with the link below. It works once.'],
      because: 'You are receiving this e-mail because somebody gave you access for {accountName}.',
    },
    'access.reset': {
      subject: 'Set a new password',
      heading: 'Set a new password',
      opening: [
        'Somebody asked for a new password for your login. Choose one with the link below. It works once.',
        'Until then your current password works as before.',
      ],
      because: 'You are receiving this e-mail because a new password was asked for on the sign-in page.',
    },
    'access.changed': {
      subject: 'Your password was changed',
      heading: 'Your password was changed',
      opening: [
        'The password for your login was changed. You were signed out everywhere, and can sign in again with the new one.',
      ],
      because: 'You are receiving this e-mail because your password was changed.',
    },
    'access.second-factor': {
      subject: 'Your second factor was changed',
      heading: 'Your second factor was changed',
      opening: ['The second factor of your login was set, replaced or taken away. Other sessions of yours have ended.'],
      because: 'You are receiving this e-mail because the second factor of your login was changed.',
    },
    'access.identity-linked': {
      subject: 'You can sign in with {providerName}',
      heading: 'You can sign in without a password',
      opening: [
        'Somebody who has your e-mail address at {providerName} has signed in with your login for the first time. From now on that identity opens it without a password.',
      ],
      because: 'You are receiving this e-mail because your login was linked with an identity elsewhere.',
    },
    'reseller.activated': {
      subject: '{accountName} is active',
      heading: 'Your reseller account is active',
      opening: [
        '{accountName} has been activated. You can create customers and order for them from now on.',
        'Sign in with the login below and your password. If you have forgotten the password, ask for a link to set a new one.',
      ],
      because: 'You are receiving this e-mail because you are the administrative contact of {accountName}.',
    },
    'reseller.invited': {
      subject: '{inviterName} invites you to become a reseller',
      heading: 'Become a reseller',
      opening: [
        '{inviterName} invites your company to sell cloud services on its marketplace.',
        'With the link below you review the agreement, choose a login and a password, and can start at once. It works once.',
      ],
      because:
        'You are receiving this e-mail because {inviterName} has entered your address. If you expect no invitation, ignore it.',
    },
    'prices.rising': {
      subject: 'Prices of {vendorName} rise from {since} on',
      heading: 'Some of your prices rise',
      opening: [
        'The price list of {vendorName} has changed. With it, plans become dearer for {accountName}.',
        'They are listed below, the largest rise first, each with what you pay for one seat for the whole term.',
      ],
      because: 'You are receiving this e-mail because you are the administrative contact of {accountName}.',
    },
    'platform.attention': {
      subject: 'Needs attention: {about}',
      heading: 'Something needs your attention',
      opening: ['The platform cannot finish the following by itself.'],
      because: 'You are receiving this e-mail because the platform sends what needs attention to this address.',
    },
  },
  greeting: 'Dear {recipientName},',
  greetingUnnamed: 'Hello,',
  questions: 'If you have any questions, please contact {senderName}:',
  facts: {
    orderNumber: 'Order number',
    purchaseOrderNumber: 'Purchase order number',
    customer: 'Customer',
    tenant: 'Tenant',
    placedAt: 'Placed',
    endedAt: 'Ended',
  },
  line: {
    title: '{quantity} × {productName}',
    outcomes: {
      active: 'active',
      failed: 'failed',
      cancelled: 'cancelled',
      'action-required': 'action required',
      'in-progress': 'in progress',
    },
    vendorSays: 'The vendor says: “{vendorMessage}”',
    vendorSaysWithCode: 'The vendor says: “{vendorMessage}” (code {vendorCode})',
    remedy: 'How to resolve it: {remedy}',
  },
  access: {
    login: 'Login',
    account: 'Account',
    expiresAt: 'The link works until',
    setPassword: 'Set the password',
    newLink: 'Ask for a new link',
    reviewAgreement: 'Review the agreement',
    unexpected: {
      title: 'This was not you?',
      text: 'Then ask for a link to set a new password, which ends all sessions, and tell an administrator of {accountName}.',
    },
  },
  attention: {
    about: { order: 'order {orderNumber}', platform: 'a job of the platform', several: '{count} items' },
    orderTitle: 'Order {orderNumber} for {customerName}',
    platformTitle: 'A job of the platform',
    since: 'Since {since}',
    more: { title: 'More items', text: 'New items besides these: {count}.' },
    list: {
      title: 'The whole list',
      text: 'The query needsAttention returns the whole list. The mutation retryAttentionItem has an item looked at again at once. An item leaves the list by itself when its order moves on.',
    },
  },
  prices: {
    account: 'Account',
    plans: 'Plans that become dearer',
    since: 'The first on',
    plan: '{segment}, {market}: {term}, {billing}',
    change: 'From {since}: {before} → {after}',
    segments: { COMMERCIAL: 'Commercial', EDUCATION: 'Education', NONPROFIT: 'Nonprofit', GOVERNMENT: 'Government' },
    billing: {
      MONTHLY: 'billed monthly',
      ANNUAL: 'billed annually',
      TRIENNIAL: 'billed every three years',
      ONE_TIME: 'billed once',
    },
    perpetual: 'perpetual',
    noLongerFree: 'no longer free',
    more: { title: 'More plans', text: 'Plans that become dearer besides these: {count}.' },
    list: {
      title: 'The whole list',
      text: 'The query priceChanges returns every change of your prices, also what becomes cheaper, is new or ends.',
    },
    off: {
      title: 'To get no more of these mails',
      text: 'An administrator of {accountName} switches them off with the mutation updateAccount, by priceChangeMails: false.',
    },
  },
  notes: {
    administrator: {
      title: 'The first administrator',
      text: 'The first administrator of the tenant is {administrator}. To see the temporary password, open the subscription in the customer panel and reveal the credentials. The password is shown once, and is never sent by e-mail.',
    },
    licences: {
      title: 'Assign the licences',
      text: 'Licences are assigned to people in the Microsoft 365 admin centre, under Billing > Your products.',
    },
  },
  reasons: null,
};
