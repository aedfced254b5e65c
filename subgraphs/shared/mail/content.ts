/** The outcome of an item, shown as a colour next to the word. */
export type MailTone = 'good' | 'bad' | 'waiting' | 'neutral';

/** A row of the table of facts. */
export interface MailFact {
  readonly label: string;
  readonly value: string;
}

/** A sentence about an item, with an optional web address. */
export interface MailDetail {
  readonly text: string;
  readonly link?: string | undefined;
}

/** One of the items that a mail is about, such as a line of an order. */
export interface MailItem {
  readonly title: string;
  readonly outcome: string;
  readonly tone: MailTone;
  readonly details: readonly MailDetail[];
}

/** An instruction or a piece of information, with a title. */
export interface MailNote {
  readonly title: string;
  readonly text: string;
}

/** What the reader is asked to do, as a button and as an address. */
export interface MailAction {
  readonly label: string;
  readonly url: string;
}

/** A piece of a paragraph: its words, or an address to go to. */
export interface MailSpan {
  readonly text: string;
  readonly link?: string | undefined;
}

/** A part between the heading and the notes, in the order in which they are read. */
export type MailPart =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly MailSpan[])[] }
  /** The table of facts. */
  | { readonly kind: 'facts' }
  /** What the reader is asked to do. */
  | { readonly kind: 'action' }
  /** What the mail is about, one by one. */
  | { readonly kind: 'items' };

/** The content of a message in the reader's language. Text and HTML are made from it, so that they say the same. */
export interface MailBody {
  readonly subject: string;
  /** What the words in braces stand for, in the texts of the platform and in those of a seller. */
  readonly values: Readonly<Record<string, string>>;
  readonly heading: string;
  readonly opening: readonly string[];
  readonly facts: readonly MailFact[];
  /** Undefined when the reader has nothing to do. */
  readonly action?: MailAction | undefined;
  readonly items: readonly MailItem[];
  readonly notes: readonly MailNote[];
  /** Whether addresses are links. If not, they are shown as text. */
  readonly hasLinks: boolean;
  /** The reason why the reader receives the mail. */
  readonly because: string;
}
