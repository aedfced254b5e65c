const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_.@-]{4,254}$/;

/** What a login must look like, in words for the one who types it. */
export const LOGIN_RULE =
  'A login has 5 to 255 characters: letters, digits, "_", ".", "@" and "-", beginning with a letter or digit.';

/** Whether a text can be a login. */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** The form in which logins compare: without case. */
export function loginKey(login: string): string {
  return login.toLowerCase();
}
