import type { Refusal } from '../../../shared/domain/refusal.ts';
import { messages } from '../../../shared/mail/messages.ts';
import { PLATFORM_SENDER, type MailSender } from '../../../shared/mail/sender.ts';
import { fill } from '../../../shared/mail/texts.ts';
import { renderPage, type Page, type PageForm } from '../../../shared/pages/page.ts';
import type { EndpointResponse } from '../../../shared/process/endpoint.ts';
import { ENGLISH_PAGES } from './english.ts';
import { GERMAN_PAGES } from './german.ts';

/** A heading with what stands below it. */
export interface HeadingTexts {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** What is wrong with something that was sent, and what to do about it. */
export interface FaultTexts {
  readonly message: string;
  readonly remedy: string;
}

/**
 * What can be wrong with what is sent to a page: the code of the refusal with the field at fault, where the same code means
 * different things, and otherwise the code alone.
 */
export type PageFault =
  | 'ACCOUNT_ON_HOLD'
  | 'CONFLICT'
  | 'EXPIRED'
  | 'EXPIRED token'
  | 'INVALID email'
  | 'INVALID login'
  | 'INVALID password'
  | 'INVALID repeated'
  | 'INVITATION_USED'
  | 'LOGIN_TAKEN'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND token'
  | 'REQUIRED'
  | 'SECOND_FACTOR_REQUIRED'
  | 'TERMS_NOT_ACCEPTED'
  | 'TOO_LONG'
  | 'TOO_MANY_ATTEMPTS'
  | 'VENDOR_UNAVAILABLE'
  | 'WRONG_CREDENTIALS'
  | 'WRONG_CREDENTIALS code'
  | 'WRONG_CREDENTIALS password'
  | 'OTHER';

/** Every text of the pages in one language. A name in braces, `{login}`, is replaced by its value. */
export interface PageTexts {
  readonly questions: string;
  readonly login: string;
  readonly passwordHint: string;
  readonly forgotten: HeadingTexts & { readonly title: string; readonly button: string };
  readonly sent: HeadingTexts & { readonly again: string };
  readonly reset: HeadingTexts & { readonly password: string; readonly repeated: string; readonly button: string };
  readonly done: HeadingTexts & { readonly title: string };
  readonly invitation: HeadingTexts & {
    readonly title: string;
    readonly over: string;
    readonly companyName: string;
    readonly companyHint: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly loginOptional: string;
    readonly loginHint: string;
    readonly password: string;
    readonly accept: string;
    readonly button: string;
  };
  readonly welcome: HeadingTexts & { readonly title: string };
  readonly signIn: HeadingTexts & {
    readonly title: string;
    readonly password: string;
    readonly codeOptional: string;
    readonly codeOptionalHint: string;
    readonly withProvider: string;
    readonly forgotten: string;
    readonly button: string;
  };
  readonly secondFactor: HeadingTexts & { readonly code: string; readonly hint: string; readonly button: string };
  readonly signedIn: { readonly heading: string; readonly goOn: string };
  readonly notSignedIn: { readonly heading: string; readonly otherWay: string };
  /** Null in the language in which refusals are written. */
  readonly faults: Readonly<Record<PageFault, FaultTexts>> | null;
}

const PAGES: ReadonlyMap<string, PageTexts> = new Map([
  ['en', ENGLISH_PAGES],
  ['de', GERMAN_PAGES],
]);

/** The language of a page, and its texts. */
export interface PageLanguage {
  readonly tag: string;
  readonly texts: PageTexts;
}

/** The first of several languages (BCP 47, separated by spaces) in which there are pages; English for none. */
export function firstPageLanguage(languages: string): PageLanguage {
  const known = languages.split(' ').find((language) => language !== '' && PAGES.has(primaryOf(language)));
  return pageLanguage(known ?? 'en');
}

function primaryOf(language: string): string {
  return language.replace(/-.*$/s, '').toLowerCase();
}

/** The texts of pages in a language (BCP 47), by the rule for mail: English for a language without texts. */
export function pageLanguage(language: string): PageLanguage {
  const { tag } = messages(language);
  return { tag, texts: PAGES.get(tag) ?? ENGLISH_PAGES };
}

/** In whose name a page comes, and what the names in braces stand for. */
export interface PageFilling {
  /** The platform unless given. */
  readonly sender?: MailSender;
  readonly values?: Readonly<Record<string, string>>;
}

/** Renders a page of texts of a language. What was typed by somebody is in its values, so that no brace in it is replaced. */
export function showPage(
  page: Page,
  { tag, texts }: PageLanguage,
  { sender = PLATFORM_SENDER, values = {} }: PageFilling = {},
): EndpointResponse {
  const filled: Page = {
    ...page,
    heading: fill(page.heading, values),
    paragraphs: page.paragraphs.map((text) => fill(text, values)),
    errors: inLanguage(page.errors ?? [], texts),
    form: page.form && filledForm(page.form, values),
  };
  return renderPage(filled, sender, { language: tag, questions: texts.questions });
}

function filledForm(form: PageForm, values: Readonly<Record<string, string>>): PageForm {
  return {
    ...form,
    fields: form.fields.map((field) => ({
      ...field,
      label: fill(field.label, values),
      hint: field.hint === undefined ? undefined : fill(field.hint, values),
    })),
  };
}

/** Refusals in the language of a page. What has no words there is told in general ones. */
function inLanguage(errors: readonly Refusal[], { faults }: PageTexts): readonly Refusal[] {
  if (faults === null) return errors;
  const known: ReadonlyMap<string, FaultTexts> = new Map(Object.entries(faults));
  return errors.map((error) => {
    const fault = known.get(`${error.code} ${error.path[0]}`) ?? known.get(error.code) ?? faults.OTHER;
    return { ...error, message: fault.message, remedies: [{ description: fault.remedy }] };
  });
}
