const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_.@-]{4,254}$/;

/** The rule for logins, in words for the person who types one. */
export const LOGIN_RULE =
  'A login has 5 to 255 characters: letters, digits, "_", ".", "@" and "-". It starts with a letter or a digit.';

/** Whether a text follows the rule for logins. */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** The form in which logins are compared: without regard to case. */
export function loginKey(login: string): string {
  return login.toLowerCase();
}
