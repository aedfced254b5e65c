import { describe, expect, it } from 'vitest';
import { isLogin, loginKey } from '../../../../subgraphs/accounts/rules/users/login.ts';

describe('a login', () => {
  it.each(['a.b.c', 'A1234', 'jo@example.com', '0_-.@', `a${'b'.repeat(254)}`])('may be %j', (login) => {
    expect(isLogin(login)).toBe(true);
  });

  it.each([
    '',
    'abcd',
    '.abcd',
    '@abcd',
    'ab cd',
    'abcdé',
    'abcde\n',
    'a\u0000bcd',
    `a${'b'.repeat(255)}`,
    'ａｂｃｄｅ',
  ])('may not be %j', (login) => {
    expect(isLogin(login)).toBe(false);
  });

  it('is compared without regard to case', () => {
    expect(loginKey('Jo@Example.COM')).toBe(loginKey('jo@example.com'));
  });
});
