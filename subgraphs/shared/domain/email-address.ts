/** An e-mail address as the platform takes it: no quoted names, no comments, and a domain that can be looked up. */
export const EMAIL_ADDRESS =
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** The most characters of an e-mail address. Source: RFC 5321, 4.5.3.1.3. */
export const MAX_EMAIL_LENGTH = 254;

/** Whether a text is an e-mail address. */
export function isEmailAddress(text: string): boolean {
  return text.length <= MAX_EMAIL_LENGTH && EMAIL_ADDRESS.test(text);
}
