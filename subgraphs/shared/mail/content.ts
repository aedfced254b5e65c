/** How something ended, as a colour shows it beside the word. */
export type MailTone = 'good' | 'bad' | 'waiting' | 'neutral';

/** A row of the table of facts. */
export interface MailFact {
  readonly label: string;
  readonly value: string;
}

/** A sentence about an item; a link is an address of the web. */
export interface MailDetail {
  readonly text: string;
  readonly link?: string | undefined;
}

/** One of the things that a mail is about. */
export interface MailItem {
  readonly title: string;
  readonly outcome: string;
  readonly tone: MailTone;
  readonly details: readonly MailDetail[];
}

/** Something to do or to know, under a title of its own. */
export interface MailNote {
  readonly title: string;
  readonly text: string;
}

/** What a message says, in the reader's language. Both parts of the mail are made of it, so that they say the same. */
export interface MailBody {
  readonly subject: string;
  readonly heading: string;
  readonly opening: readonly string[];
  readonly facts: readonly MailFact[];
  readonly items: readonly MailItem[];
  readonly notes: readonly MailNote[];
  /** Whether what can be followed is a link; where not, it is text to read. */
  readonly hasLinks: boolean;
  /** Why the reader gets it. */
  readonly because: string;
}
