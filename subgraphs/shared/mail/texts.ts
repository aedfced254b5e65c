import { invariant } from '../domain/invariant.ts';

/** Control characters, line separators, and the marks that change the direction of writing. */
const UNFIT = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * Writes a value in one line. A name that somebody else has chosen can then neither start a paragraph or a header of its
 * own, nor change the direction of the text around it.
 */
export function oneLine(text: string): string {
  return inLine(text).trim();
}

/** The same for a value in the midst of a line, whose spaces at both ends stay. */
export function inLine(text: string): string {
  return text.replaceAll(UNFIT, ' ');
}

/** Whether a text has characters that `oneLine` takes away. */
export function hasUnfit(text: string): boolean {
  return text.search(UNFIT) >= 0;
}

/** What stands in braces in a text, in its order: the names of placeholders, and whatever else somebody wrote there. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** Replaces names in braces, `{orderNumber}`, by their values. Throws when a value is missing. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    invariant(value, `there is no value for {${name}}, which a text of a mail names`);
    return value;
  });
}

/** The address if it is a web address. Undefined for anything else, because a mail must not link to it. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
