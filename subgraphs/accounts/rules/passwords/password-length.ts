import { characterCount } from '../../../shared/domain/characters.ts';

/** The greatest number of characters. Passwords are normalised, which takes time that grows faster than the text. */
export const MAX_PASSWORD_LENGTH = 1_024;

/** Whether a text is short enough to be a password. */
export function hasPasswordLength(text: string): boolean {
  // A character has at most two UTF-16 units, so a text with more units is too long without counting its characters.
  return text.length <= 2 * MAX_PASSWORD_LENGTH && characterCount(text) <= MAX_PASSWORD_LENGTH;
}
