import { badUserInput } from '../../../shared/graphql/errors.ts';
import { hasPasswordLength, MAX_PASSWORD_LENGTH } from '../../rules/passwords/password-length.ts';

/**
 * The form in which passwords are compared (NFKC), so that the same password typed on two keyboards matches.
 * Throws BAD_USER_INPUT for a text that is too long: normalising a megabyte of combining marks takes many seconds.
 */
export function normalisePassword(password: string): string {
  if (!hasPasswordLength(password)) {
    throw badUserInput(`A password may have at most ${MAX_PASSWORD_LENGTH} characters.`, 'input.password');
  }
  return password.normalize('NFKC');
}
