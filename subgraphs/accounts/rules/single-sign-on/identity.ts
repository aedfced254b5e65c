import { isEmailAddress } from '../../../shared/domain/email-address.ts';
import { done, refusal, refused, type Outcome } from '../../../shared/domain/refusal.ts';
import type { IdentityProvider } from './identity-provider.ts';

/** Whom a provider has recognised. */
export interface Identity {
  /** The provider, as it names itself. With the subject it names one person for ever. */
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  /** Whether the provider says that the address is theirs. */
  readonly isEmailVerified: boolean;
}

/**
 * The address, in lower case, by which somebody whom nobody knows yet may be linked with a user. Refuses an address that the
 * provider has not verified, or may not vouch for.
 */
export function linkableAddress(
  { email, isEmailVerified }: Identity,
  { name, emailDomains, emailsAreVerified }: IdentityProvider,
): Outcome<string> {
  if (email === undefined || !isEmailAddress(email)) {
    return refused(notLinked(`${name} did not tell your e-mail address.`));
  }
  if (!isEmailVerified && !emailsAreVerified) {
    return refused(notLinked(`${name} has not verified that ${email} is yours.`));
  }
  const address = email.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (emailDomains !== undefined && !emailDomains.includes(domain)) {
    return refused(notLinked(`${name} does not decide who has addresses of ${domain}.`));
  }
  return done(address);
}

function notLinked(message: string) {
  return refusal('NOT_ALLOWED', message, {
    remedies: [{ description: 'Sign in with your login and password, or ask your administrator.' }],
  });
}
