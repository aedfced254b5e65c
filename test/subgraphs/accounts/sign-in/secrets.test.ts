import { describe, expect, test } from 'vitest';
import { newAuthenticatorSecret, newRecoveryCodes } from '../../../../subgraphs/accounts/services/sign-in/secrets.ts';

describe('secrets of a second factor', () => {
  test('are of 160 bits for an authenticator, and new each time', () => {
    const secrets = Array.from({ length: 20 }, newAuthenticatorSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(20);
  });

  test('are ten different recovery codes, in groups, without letters and digits that look alike', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[2-9a-z]{4}(?:-[2-9a-z]{4}){3}$/);
      expect(code).not.toMatch(/[01ilo]/);
    }
  });
});
