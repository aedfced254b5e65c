import { FALLBACK_LANGUAGE, messages } from '../mail/messages.ts';

/** The address of a page in the language (BCP 47) of the mail that leads there: it may not know its reader. */
export function inLanguageOf(address: string, language: string): string {
  const { tag } = messages(language);
  const url = new URL(address);
  if (tag !== FALLBACK_LANGUAGE) url.searchParams.set('language', tag);
  return url.href;
}
