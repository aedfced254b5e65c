import type { MailBody, MailItem, MailNote } from './content.ts';
import { dateText, numberText } from './date-text.ts';
import type { Language } from './language.ts';
import type { AttentionMail, AttentionMailItem } from './message-data.ts';
import { fill } from './texts.ts';

/** The content of a mail that tells operators what needs their attention, and what to do about it. */
export function composeAttentionMail(mail: AttentionMail, language: Language): MailBody {
  const { subject, heading, opening, because } = language.messages['platform.attention'];
  const values = { about: aboutOf(mail, language) };
  return {
    subject: fill(subject, values),
    values,
    heading,
    opening,
    facts: [],
    items: mail.items.map((item) => itemOf(item, language)),
    notes: notesOf(mail, language),
    hasLinks: false,
    because,
  };
}

function aboutOf({ items, total }: AttentionMail, { attention: { about }, locale }: Language): string {
  const [first] = items;
  if (total > 1 || first === undefined) return fill(about.several, { count: numberText(total, locale) });
  const { orderNumber } = first;
  return orderNumber === undefined ? about.platform : fill(about.order, { orderNumber });
}

function itemOf(item: AttentionMailItem, { attention, line: texts, locale }: Language): MailItem {
  const { title: outcome, message, remedy, since, orderNumber, customerName = '', line } = item;
  return {
    title:
      orderNumber === undefined ? attention.platformTitle : fill(attention.orderTitle, { orderNumber, customerName }),
    outcome,
    tone: 'waiting',
    details: [
      ...(line === undefined
        ? []
        : [
            { text: fill(texts.title, { quantity: numberText(line.quantity, locale), productName: line.productName }) },
          ]),
      { text: message },
      { text: fill(attention.since, { since: dateText(since, locale) }) },
      { text: fill(texts.remedy, { remedy }) },
    ],
  };
}

function notesOf(
  { items, total }: AttentionMail,
  { attention: { more, list }, locale }: Language,
): readonly MailNote[] {
  const count = total - items.length;
  return [...(count > 0 ? [{ ...more, text: fill(more.text, { count: numberText(count, locale) }) }] : []), list];
}
