import { characterCount } from '../../../shared/domain/characters.ts';

/** Characters of a password: comparing begins with normalising, whose time grows faster than the text. */
export const MAX_PASSWORD_LENGTH = 1_024;

/** Whether a text is short enough to be a password. */
export function hasPasswordLength(text: string): boolean {
  // Twice as many UTF-16 units as characters, so that nothing is counted of what is much too long.
  return text.length <= 2 * MAX_PASSWORD_LENGTH && characterCount(text) <= MAX_PASSWORD_LENGTH;
}
