import { Eta } from 'eta/core';
import {
  composeInvitationMail,
  composeLinkedMail,
  composeLoginMail,
  composeChangedMail,
  composePasswordLinkMail,
} from './compose-access-mail.ts';
import { composeAttentionMail } from './compose-attention-mail.ts';
import { composeOrderMail } from './compose-order-mail.ts';
import { composePriceMail } from './compose-price-mail.ts';
import type { MailBody, MailPart, MailTone } from './content.ts';
import type { Language } from './language.ts';
import type { MessageData, MessageName } from './message-data.ts';
import { messages } from './messages.ts';
import { ownParts } from './own-body.ts';
import { ownTextOf, type OwnText } from './own-text.ts';
import type { MailPerson, MailSender } from './sender.ts';
import { HTML_TEMPLATE } from './templates/html-template.ts';
import { TEXT_TEMPLATE } from './templates/text-template.ts';
import { fill, inLine, oneLine } from './texts.ts';

/** A message as its recipient reads it. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The sender, the recipient, and the language (BCP 47). */
export interface MailFrame {
  readonly language: string;
  readonly sender: MailSender;
  readonly recipient: MailPerson;
}

type Composers = { readonly [Name in MessageName]: (data: MessageData[Name], language: Language) => MailBody };

const COMPOSERS: Composers = {
  'order.completed': (data, language) => composeOrderMail('order.completed', 'customer', data, language),
  'order.partially-completed': (data, language) =>
    composeOrderMail('order.partially-completed', 'customer', data, language),
  'order.failed': (data, language) => composeOrderMail('order.failed', 'customer', data, language),
  'order.cancelled': (data, language) => composeOrderMail('order.cancelled', 'customer', data, language),
  'order.action-required': (data, language) => composeOrderMail('order.action-required', 'customer', data, language),
  'customer-order.partially-completed': (data, language) =>
    composeOrderMail('customer-order.partially-completed', 'reseller', data, language),
  'customer-order.failed': (data, language) => composeOrderMail('customer-order.failed', 'reseller', data, language),
  'customer-order.action-required': (data, language) =>
    composeOrderMail('customer-order.action-required', 'reseller', data, language),
  'access.granted': (data, language) => composePasswordLinkMail('access.granted', data, language),
  'access.reset': (data, language) => composePasswordLinkMail('access.reset', data, language),
  'access.changed': (data, language) => composeChangedMail('access.changed', data, language),
  'access.second-factor': (data, language) => composeChangedMail('access.second-factor', data, language),
  'access.identity-linked': composeLinkedMail,
  'reseller.activated': (data, language) => composeLoginMail('reseller.activated', data, language),
  'reseller.invited': composeInvitationMail,
  'prices.rising': composePriceMail,
  'platform.attention': composeAttentionMail,
};

const TONE_STYLES: Readonly<Record<MailTone, string>> = {
  good: 'background:#dff3e6;color:#0f5a2d;',
  bad: 'background:#fbe3e4;color:#8f1d22;',
  waiting: 'background:#ffefcf;color:#6b4300;',
  neutral: 'background:#e6e9ed;color:#3d444d;',
};

// Every value in a template passes this filter, so that no name can start a line of its own.
const filtered = {
  autoFilter: true,
  filterFunction: (value: unknown) => inLine(String(value)),
  autoTrim: false,
} as const;
const htmlTemplates = new Eta({ ...filtered, autoEscape: true });
const textTemplates = new Eta({ ...filtered, autoEscape: false });
const html = htmlTemplates.compile(HTML_TEMPLATE);
const text = textTemplates.compile(TEXT_TEMPLATE);

/** Renders a message, as text and as HTML with the same content. */
export function renderMail<Name extends MessageName>(
  name: Name,
  data: MessageData[Name],
  { language: tag, sender, recipient }: MailFrame,
): RenderedMail {
  const language = messages(tag);
  const composed = COMPOSERS[name](data, language);
  const own = ownTextOf(sender.texts, name, language.tag);
  const { body, parts } = worded(composed, own, { sender, recipient, language });
  const it = {
    language: language.tag,
    body,
    sender,
    parts,
    toneStyles: TONE_STYLES,
    questions: fill(language.questions, { senderName: sender.name }),
    support: supportOf(sender),
  };
  return {
    subject: oneLine(body.subject),
    text: textTemplates.render(text, it),
    html: htmlTemplates.render(html, it),
  };
}

interface Wording extends Pick<MailFrame, 'sender' | 'recipient'> {
  readonly language: Language;
}

/**
 * A mail in the words of its seller where it has any, else in those of the platform. An own body stands for the greeting, the
 * opening, the facts, the link and the items; the notes below, and who answers questions, stay. Its heading is its subject.
 */
function worded(
  composed: MailBody,
  own: Pick<OwnText, 'subject' | 'body'>,
  { sender, recipient, language }: Wording,
): { readonly body: MailBody; readonly parts: readonly MailPart[] } {
  const recipientName = nameOf(recipient) === '' ? recipient.email : nameOf(recipient);
  const values = { ...composed.values, recipientName, senderName: sender.name };
  const subject = own.subject === undefined ? composed.subject : fill(own.subject, values);
  if (own.body === undefined) {
    return { body: { ...composed, subject }, parts: partsOf(composed, greetingOf(recipient, language)) };
  }
  return { body: { ...composed, subject, heading: subject }, parts: ownParts(own.body, composed, values) };
}

/** What a mail says in the words of the platform, in the order in which it is read. */
function partsOf({ opening, facts, action, items }: MailBody, greeting: string): readonly MailPart[] {
  return [
    ...[greeting, ...opening].map((paragraph): MailPart => ({ kind: 'paragraph', lines: [[{ text: paragraph }]] })),
    ...(facts.length > 0 ? [{ kind: 'facts' } as const] : []),
    ...(action === undefined ? [] : [{ kind: 'action' } as const]),
    ...(items.length > 0 ? [{ kind: 'items' } as const] : []),
  ];
}

function nameOf({ firstName, lastName }: MailPerson): string {
  return `${firstName} ${lastName}`.trim();
}

function greetingOf(recipient: MailPerson, { greeting, greetingUnnamed }: Language): string {
  const recipientName = nameOf(recipient);
  return recipientName === '' ? greetingUnnamed : fill(greeting, { recipientName });
}

function supportOf({
  supportEmail,
  supportPhone,
}: MailSender): readonly { readonly text: string; readonly link: string }[] {
  return [
    ...(supportEmail === undefined ? [] : [{ text: supportEmail, link: `mailto:${encodeURI(supportEmail)}` }]),
    ...(supportPhone === undefined
      ? []
      : [{ text: supportPhone, link: `tel:${supportPhone.replaceAll(/[^+\d]/g, '')}` }]),
  ];
}
