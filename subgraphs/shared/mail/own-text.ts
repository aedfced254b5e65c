import type { MessageName } from './message-data.ts';
import { placeholdersIn } from './texts.ts';

/** The mails whose texts a seller may write itself: those that whoever buys from it receives. */
export type OwnTextMail = Exclude<MessageName, 'platform.attention'>;

/** A mail in a seller's own words, in one language. What is missing is said in the words of the platform. */
export interface OwnText {
  readonly mail: OwnTextMail;
  /** One of the languages of mail: `en`. */
  readonly language: string;
  readonly subject?: string | undefined;
  /** Plain text. An empty line begins a new paragraph. */
  readonly body?: string | undefined;
}

/** What a seller's own text may name in braces. */
export interface MailPlaceholders {
  /** Words, in the subject and in the body. */
  readonly words: readonly string[];
  /** In the body alone, in a line or as a paragraph of its own, which then is a button. */
  readonly link: boolean;
  /** Parts of the mail, each a paragraph of the body: the table of facts, and the lines: of an order, or the plans that become dearer. */
  readonly parts: readonly OwnTextPart[];
  /** Those that a body must name: without them the mail would be of no use. */
  readonly needed: readonly string[];
}

export type OwnTextPart = 'details' | 'lines';

const ALWAYS = ['recipientName', 'senderName'];

const ORDER: MailPlaceholders = {
  words: [...ALWAYS, 'orderNumber', 'customerName', 'contactName'],
  link: false,
  parts: ['details', 'lines'],
  needed: ['lines'],
};
const LOGIN: MailPlaceholders = {
  words: [...ALWAYS, 'accountName', 'login'],
  link: true,
  parts: ['details'],
  needed: ['link'],
};
const PASSWORD_LINK: MailPlaceholders = { ...LOGIN, words: [...LOGIN.words, 'expiresAt'] };

/** The placeholders of each mail. */
export const OWN_TEXT_MAILS: Readonly<Record<OwnTextMail, MailPlaceholders>> = {
  'order.completed': ORDER,
  'order.partially-completed': ORDER,
  'order.failed': ORDER,
  'order.cancelled': ORDER,
  'order.action-required': ORDER,
  'customer-order.partially-completed': ORDER,
  'customer-order.failed': ORDER,
  'customer-order.action-required': ORDER,
  'access.granted': { ...PASSWORD_LINK, needed: ['link', 'login'] },
  'access.reset': PASSWORD_LINK,
  'access.changed': LOGIN,
  'access.second-factor': LOGIN,
  'access.identity-linked': { ...LOGIN, words: [...LOGIN.words, 'providerName'] },
  'reseller.activated': { ...LOGIN, needed: ['login'] },
  'prices.rising': {
    words: [...ALWAYS, 'accountName', 'vendorName', 'since'],
    link: false,
    parts: ['details', 'lines'],
    needed: ['lines'],
  },
  'reseller.invited': {
    words: [...ALWAYS, 'inviterName', 'expiresAt'],
    link: true,
    parts: ['details'],
    needed: ['link'],
  },
};

/** Whether a text names a mail whose texts a seller may write itself. */
export function isOwnTextMail(text: string): text is OwnTextMail {
  return Object.hasOwn(OWN_TEXT_MAILS, text);
}

/** Everything that the body of a mail may name. */
export function bodyPlaceholders({ words, link, parts }: MailPlaceholders): readonly string[] {
  return [...words, ...(link ? ['link'] : []), ...parts];
}

/**
 * The seller's own text of a mail in a language. A subject or body that names what this release does not know is left out, so
 * that the mail goes out in the words of the platform.
 */
export function ownTextOf(
  texts: readonly OwnText[],
  name: MessageName,
  language: string,
): Pick<OwnText, 'subject' | 'body'> {
  const own = texts.find((text) => text.mail === name && text.language === language);
  if (own === undefined || !isOwnTextMail(name)) return {};
  const known = OWN_TEXT_MAILS[name];
  const { subject, body } = own;
  return {
    subject: namesOnly(subject, known.words) ? subject : undefined,
    body: namesOnly(body, bodyPlaceholders(known)) ? body : undefined,
  };
}

function namesOnly(text: string | undefined, known: readonly string[]): boolean {
  return text === undefined || placeholdersIn(text).every((name) => known.includes(name));
}
