import { invariant } from '../domain/invariant.ts';

/** Control characters, separators of lines, and the marks that turn the direction of writing. */
const UNFIT = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * Writes a value in one line: what somebody else named can then neither begin a paragraph or a header of its own,
 * nor turn the text around it.
 */
export function oneLine(text: string): string {
  return text.replaceAll(UNFIT, ' ').trim();
}

/** Puts values in the place of their names, `{orderNumber}`. Throws when the text names one that is not there. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    invariant(value, `a text of mail names {${name}}, for which there is no value`);
    return value;
  });
}

/** The address where it is one of the web; undefined for anything else, which a mail must not link to. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
