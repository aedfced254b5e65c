import { Eta } from 'eta/core';
import type { Refusal } from '../domain/refusal.ts';
import type { MailSender } from '../mail/sender.ts';
import { oneLine } from '../mail/texts.ts';
import type { EndpointResponse } from '../process/endpoint.ts';
import { PAGE_TEMPLATE } from './template.ts';

/** A field of a form. */
export interface PageField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'password' | 'email' | 'checkbox';
  /** What a browser may fill in: a value of the HTML attribute `autocomplete`. */
  readonly autocomplete: string;
  readonly hint?: string | undefined;
  readonly minLength?: number | undefined;
  /** What the field holds already. A checkbox that is set sends it. */
  readonly value?: string | undefined;
  /** Whether it may be left empty. */
  readonly isOptional?: boolean;
}

/** A form, which is sent to a path of the platform. */
export interface PageForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly PageField[];
  readonly button: string;
}

/** What a page says. */
export interface Page {
  readonly title: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** A long text to read, shown above the form. */
  readonly document?: { readonly title: string; readonly paragraphs: readonly string[] } | undefined;
  /** Why what was sent is refused. */
  readonly errors?: readonly Refusal[];
  readonly form?: PageForm | undefined;
  /** Addresses that are shown as buttons, below the form. */
  readonly choices?: readonly PageLink[];
  readonly links?: readonly PageLink[];
  /** Where the browser goes on at once. */
  readonly goesTo?: string;
}

/** An address with the words that lead there. */
export interface PageLink {
  readonly label: string;
  readonly href: string;
}

// Every value in the template passes this filter and is escaped, so that no name can bring markup of its own.
const templates = new Eta({
  autoEscape: true,
  autoFilter: true,
  filterFunction: (value: unknown) => oneLine(String(value)),
  autoTrim: false,
});
const template = templates.compile(PAGE_TEMPLATE);

/** The language of a page. */
export interface PageFrame {
  /** BCP 47. */
  readonly language: string;
  /** The words before whom to ask. */
  readonly questions: string;
}

const ENGLISH: PageFrame = { language: 'en', questions: 'Questions?' };

/** Renders a page in the name and colour of the account that sells to its reader; in English unless told otherwise. */
export function renderPage(page: Page, sender: MailSender, frame: PageFrame = ENGLISH): EndpointResponse {
  const { supportEmail, supportPhone } = sender;
  const errors = (page.errors ?? []).map(({ message, path, remedies }) => ({
    message,
    remedy: remedies[0]?.description ?? '',
    field: path[0],
  }));
  const body = templates.render(template, {
    language: frame.language,
    sender,
    page: {
      ...page,
      form: page.form && withValues(page.form),
      errors,
      choices: page.choices ?? [],
      links: page.links ?? [],
    },
    questions: frame.questions,
    support: [supportEmail, supportPhone].filter((one) => one !== undefined),
  });
  const status = errors.length > 0 ? 422 : 200;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function withValues(form: PageForm): PageForm {
  return {
    ...form,
    fields: form.fields.map((field) => ({ ...field, value: field.value ?? '', isOptional: field.isOptional ?? false })),
  };
}
