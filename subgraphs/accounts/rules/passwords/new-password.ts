import { characterCount } from '../../../shared/domain/characters.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { loginKey } from '../users/login.ts';
import { hasPasswordLength, MAX_PASSWORD_LENGTH } from './password-length.ts';

/** Length is what makes a password hard to guess, so there is no rule for its characters. Source: NIST SP 800-63B. */
export const MIN_PASSWORD_LENGTH = 12;

/** What a new password is checked against. */
export interface PasswordSurroundings {
  /** The login of the user, if it is known. */
  readonly login: string | undefined;
  /** Whether a password is on the list of those that were leaked somewhere. */
  readonly isLeaked: (password: string) => boolean;
}

/**
 * Refuses a password that is too short or too long, that is the login, or that guessers try first.
 *
 * @param field the name of the input field
 */
export function checkNewPassword(
  password: string,
  field: string,
  { login, isLeaked }: PasswordSurroundings,
): readonly Refusal[] {
  const path = [field];
  if (!hasPasswordLength(password)) {
    return [refusal('TOO_LONG', `A password has at most ${MAX_PASSWORD_LENGTH} characters.`, { path })];
  }
  if (characterCount(password.normalize('NFKC')) < MIN_PASSWORD_LENGTH) {
    return [
      refusal('INVALID', `A password has at least ${MIN_PASSWORD_LENGTH} characters.`, {
        path,
        remedies: [
          { description: 'Choose a longer one. A few words that have nothing to do with each other are good.' },
        ],
      }),
    ];
  }
  const remedies = [{ description: 'Choose one that you use nowhere else.' }];
  if (login !== undefined && loginKey(password) === loginKey(login)) {
    return [refusal('INVALID', 'The password must not be the login.', { path, remedies })];
  }
  return isLeaked(password)
    ? [refusal('INVALID', 'This password was leaked somewhere, so guessers try it first.', { path, remedies })]
    : [];
}
