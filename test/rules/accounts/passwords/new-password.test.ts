import { assert, pre, property, string } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkNewPassword } from '../../../../subgraphs/accounts/rules/passwords/new-password.ts';
import { isLinkUsable, linkExpiry } from '../../../../subgraphs/accounts/rules/passwords/password-link.ts';

const check = (password: string, login?: string) =>
  checkNewPassword(password, 'password', { login, isLeaked: (one) => one === 'qwerty123456' });

describe('a new password', () => {
  it.each([
    ['violet tram', 'INVALID', 'A password has at least 12 characters.'],
    ['x'.repeat(1_025), 'TOO_LONG', 'A password has at most 1024 characters.'],
    ['Champion.Admin', 'INVALID', 'The password must not be the login.'],
    ['qwerty123456', 'INVALID', 'This password was leaked somewhere, so guessers try it first.'],
  ] as const)('is refused: %s', (password, code, message) => {
    const [refused, ...others] = check(password, 'champion.admin');
    expect({ refused, others }).toMatchObject({ refused: { code, message, path: ['password'] }, others: [] });
    expect(refused?.remedies[0]?.description).toBeTruthy();
  });

  it('is taken whatever its characters are, if it has twelve of them', () => {
    assert(
      property(string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 200 }), (password) => {
        pre(password !== 'qwerty123456');
        expect(check(password, 'champion.admin')).toEqual([]);
      }),
    );
    expect(check('aaaaaaaaaaaa')).toEqual([]);
    expect(check('パスワードはとても長いです')).toEqual([]);
  });

  it('counts the characters of the form in which it is compared', () => {
    // One character of NFKC each, typed as a letter with a mark.
    expect(check('é'.normalize('NFD').repeat(11))).toMatchObject([{ code: 'INVALID' }]);
    expect(check('é'.normalize('NFD').repeat(12))).toEqual([]);
  });
});

test('a link works until its hour or its seven days are over, and once', () => {
  const now = new Date('2026-11-27T10:00:00Z');
  expect(linkExpiry('RESET', now)).toEqual(new Date('2026-11-27T11:00:00Z'));
  expect(linkExpiry('ACCESS', now)).toEqual(new Date('2026-12-04T10:00:00Z'));
  const expiresAt = linkExpiry('RESET', now);
  expect(isLinkUsable({ expiresAt, usedAt: null }, new Date('2026-11-27T10:59:59.999Z'))).toBe(true);
  expect(isLinkUsable({ expiresAt, usedAt: null }, expiresAt)).toBe(false);
  expect(isLinkUsable({ expiresAt, usedAt: now }, now)).toBe(false);
});
