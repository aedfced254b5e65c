import type { Language } from './language.ts';

const TO_CUSTOMER = 'You receive this because you are the administrative contact of {customerName}.';
const TO_RESELLER = 'You receive this because you are the contact of the reseller that sells to {customerName}.';

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
      subject: 'Order {orderNumber}: a part of it failed',
      heading: 'A part of your order failed',
      opening: [
        'Some lines of order {orderNumber} for {customerName} could not be fulfilled; the others are active.',
        'What failed is not charged.',
      ],
      because: TO_CUSTOMER,
    },
    'order.failed': {
      subject: 'Order {orderNumber} failed',
      heading: 'Your order failed',
      opening: [
        'Order {orderNumber} for {customerName} could not be fulfilled. Below is why, and what helps.',
        'It is not charged.',
      ],
      because: TO_CUSTOMER,
    },
    'order.cancelled': {
      subject: 'Order {orderNumber} was cancelled',
      heading: 'Your order was cancelled',
      opening: ['Order {orderNumber} for {customerName} was cancelled. It is not charged.'],
      because: TO_CUSTOMER,
    },
    'order.action-required': {
      subject: 'Order {orderNumber} waits for you',
      heading: 'Your order waits for you',
      opening: [
        'Order {orderNumber} for {customerName} can’t go on until you have done what is named below.',
        'It goes on by itself afterwards; nothing has to be ordered again.',
      ],
      because: TO_CUSTOMER,
    },
    'customer-order.partially-completed': {
      subject: '{customerName}: a part of order {orderNumber} failed',
      heading: 'A part of your customer’s order failed',
      opening: [
        'Some lines of order {orderNumber} of your customer {customerName} could not be fulfilled; the others are active.',
        'The customer’s contact, {contactName}, was told as well. What was reserved for the failed lines is free again.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.failed': {
      subject: '{customerName}: order {orderNumber} failed',
      heading: 'Your customer’s order failed',
      opening: [
        'Order {orderNumber} of your customer {customerName} could not be fulfilled. Below is why, and what helps.',
        'The customer’s contact, {contactName}, was told as well. What was reserved for the order is free again.',
      ],
      because: TO_RESELLER,
    },
    'customer-order.action-required': {
      subject: '{customerName}: order {orderNumber} waits for your customer',
      heading: 'An order waits for your customer',
      opening: [
        'Order {orderNumber} of {customerName} can’t go on until your customer has done what is named below.',
        'The customer’s contact, {contactName}, was told how. The order goes on by itself afterwards.',
      ],
      because: TO_RESELLER,
    },
  },
  greeting: 'Dear {recipientName},',
  questions: 'Questions? {senderName} answers them:',
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
    remedy: 'What helps: {remedy}',
  },
  notes: {
    administrator: {
      title: 'The first administrator',
      text: 'The first administrator of the tenant is {administrator}. Its temporary password is shown once, in the customer panel, under the subscription: reveal credentials. It is never sent by mail.',
    },
    licences: {
      title: 'Give the licences to people',
      text: 'Licences are assigned to people in the Microsoft 365 admin centre, under Billing, Your products.',
    },
  },
};
