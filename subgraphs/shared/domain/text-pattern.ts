import { RE2JS } from 're2js';

/** Enough for the form of a code or a name; a longer pattern is a program. */
const MAX_PATTERN_LENGTH = 200;
/** Steps for one character of a text, whatever the text: repetitions of repetitions add up. */
const MAX_PROGRAM_SIZE = 500;

/**
 * Why a text is no pattern, in words that follow its name: "must …". Undefined when it is one. A pattern has the syntax of
 * RE2, which knows no backward references and no look-around, and is tried in a time that grows with the text alone: no text
 * of a stranger can make it slow.
 */
export function patternFault(pattern: string): string | undefined {
  if (pattern === '' || pattern.length > MAX_PATTERN_LENGTH) {
    return `must have 1 to ${MAX_PATTERN_LENGTH} characters; it has ${pattern.length}.`;
  }
  try {
    const size = RE2JS.compile(pattern).programSize();
    return size <= MAX_PROGRAM_SIZE ? undefined : 'must repeat less: so many repetitions would take too long to try.';
  } catch (error) {
    return `must be a regular expression of RE2: ${error instanceof Error ? error.message : 'it cannot be read'}.`;
  }
}

/** Whether a pattern matches the whole of a text. Throws for a text that is no pattern. */
export function matchesPattern(pattern: string, text: string): boolean {
  return RE2JS.compile(pattern).matches(text);
}
