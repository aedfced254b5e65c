import type { MailBody, MailDetail, MailFact, MailItem, MailNote, MailTone } from './content.ts';
import { dateText, numberText } from './date-text.ts';
import type { Language } from './language.ts';
import type { MessageName, OrderMail, OrderMailLine } from './message-data.ts';
import { fill, webAddress } from './texts.ts';

/** Who reads a mail about an order. The customer learns what to do next, the reseller what has happened. */
export type OrderMailReader = 'customer' | 'reseller';

const TONES: Readonly<Record<OrderMailLine['outcome'], MailTone>> = {
  active: 'good',
  failed: 'bad',
  cancelled: 'neutral',
  'action-required': 'waiting',
  'in-progress': 'neutral',
};

/**
 * The content of a mail about an order. Only a customer gets links and instructions, and instructions only when something
 * is active.
 */
export function composeOrderMail(
  name: MessageName,
  reader: OrderMailReader,
  order: OrderMail,
  language: Language,
): MailBody {
  const texts = language.messages[name];
  const { firstName, lastName } = order.customerContact;
  const values = {
    orderNumber: order.orderNumber,
    customerName: order.customerName,
    contactName: `${firstName} ${lastName}`,
  };
  return {
    subject: fill(texts.subject, values),
    values,
    heading: fill(texts.heading, values),
    opening: texts.opening.map((text) => fill(text, values)),
    facts: factsOf(order, language),
    items: order.lines.map((line) => itemOf(line, reader, language)),
    notes: reader === 'customer' ? notesOf(order, language) : [],
    hasLinks: reader === 'customer',
    because: fill(texts.because, values),
  };
}

function factsOf(order: OrderMail, { facts, locale }: Language): readonly MailFact[] {
  const at = (date: Date | undefined): string | undefined => date && dateText(date, locale);
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [facts.orderNumber, order.orderNumber],
    [facts.purchaseOrderNumber, order.purchaseOrderNumber],
    [facts.customer, order.customerName],
    [facts.tenant, order.tenantDomain],
    [facts.placedAt, at(order.placedAt)],
    [facts.endedAt, at(order.endedAt)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function itemOf(line: OrderMailLine, reader: OrderMailReader, language: Language): MailItem {
  const { quantity, productName, outcome, reason } = line;
  const { line: texts, locale } = language;
  return {
    title: fill(texts.title, { quantity: numberText(quantity, locale), productName }),
    outcome: texts.outcomes[outcome],
    tone: TONES[outcome],
    details: reason === undefined ? [] : detailsOf(inLanguage(reason, language), reader, texts),
  };
}

type Reason = NonNullable<OrderMailLine['reason']>;

/** A reason in the reader's language. Orders keep it in English; elsewhere its code tells it, and the addresses stay. */
function inLanguage(reason: Reason, { reasons }: Language): Reason {
  if (reasons === null) return reason;
  const { message, remedy: description } = reasons[reason.code] ?? reasons.OTHER;
  const urls = reason.remedies.flatMap(({ url }) => url ?? []);
  const remedies = urls.length > 0 ? urls.map((url) => ({ description, url })) : [{ description }];
  return { ...reason, message, remedies };
}

function detailsOf(reason: Reason, reader: OrderMailReader, texts: Language['line']): readonly MailDetail[] {
  const { message, vendorMessage, vendorCode, remedies } = reason;
  const says = vendorCode === undefined ? texts.vendorSays : texts.vendorSaysWithCode;
  return [
    { text: message },
    ...(vendorMessage === undefined
      ? []
      : [{ text: fill(says, { vendorMessage, ...(vendorCode === undefined ? {} : { vendorCode }) }) }]),
    ...remedies.map(({ description, url }) => ({
      text: fill(texts.remedy, { remedy: description }),
      link: reader === 'customer' ? webAddress(url) : undefined,
    })),
  ];
}

function notesOf({ lines, administrator, tenantDomain }: OrderMail, { notes }: Language): readonly MailNote[] {
  if (!lines.some(({ outcome }) => outcome === 'active')) return [];
  return [
    ...(administrator === undefined
      ? []
      : [{ title: notes.administrator.title, text: fill(notes.administrator.text, { administrator }) }]),
    // Where there is no tenant, licences are not assigned in Microsoft's admin centre.
    ...(tenantDomain === undefined ? [] : [notes.licences]),
  ];
}
