import { ENGLISH } from './english.ts';
import { GERMAN } from './german.ts';
import type { Language } from './language.ts';
import type { MessageName } from './message-data.ts';

const LANGUAGES: readonly Language[] = [ENGLISH, GERMAN];

/** The texts in a language (BCP 47). `de-AT` uses the texts of `de`; a language without texts uses English. */
export function messages(language: string): Language {
  const wanted = language.toLowerCase();
  const [primary] = wanted.split('-');
  const named = (tag: string | undefined) => LANGUAGES.find((one) => one.tag.toLowerCase() === tag);
  return named(wanted) ?? named(primary) ?? ENGLISH;
}

/** The language of mail whose own has no texts. */
export const FALLBACK_LANGUAGE = ENGLISH.tag;

/** The languages that there are texts in, as BCP 47 tags. */
export const LANGUAGE_TAGS: readonly string[] = LANGUAGES.map(({ tag }) => tag);

/** The name of every message. */
export const MESSAGE_NAMES = Object.keys(ENGLISH.messages) as readonly MessageName[];

/** Whether a text names a message. */
export function isMessageName(text: unknown): text is MessageName {
  return typeof text === 'string' && Object.hasOwn(ENGLISH.messages, text);
}
