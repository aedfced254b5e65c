import { describe, expect, test } from 'vitest';
import {
  authenticatorUri,
  normaliseRecoveryCode,
  stepOfCode,
} from '../../../../subgraphs/accounts/rules/sign-in/second-factor.ts';

/** The secret of RFC 6238, appendix B: the text 12345678901234567890. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of an authenticator', () => {
  // The last six digits of the eight in the appendix.
  test.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('is that of RFC 6238 at %i seconds: %s', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, new Date(seconds * 1_000))).toBe(step);
  });

  test('is accepted one period before and after its own, and not beyond', () => {
    const at = (seconds: number) => stepOfCode(SECRET, '287082', new Date(seconds * 1_000));
    expect([0, 29, 30, 59, 60, 89].map(at)).toEqual([1, 1, 1, 1, 1, 1]);
    expect([90, 120].map(at)).toEqual([undefined, undefined]);
  });

  test('may have blanks, and is nothing but six digits', () => {
    const now = new Date(59_000);
    expect(stepOfCode(SECRET, ' 287 082 ', now)).toBe(1);
    for (const text of ['', '28708', '2870820', '28708a', '٢٨٧٠٨٢']) {
      expect(stepOfCode(SECRET, text, now), text).toBeUndefined();
    }
  });

  test('is known to an authenticator by an address with its secret, its login and its issuer', () => {
    const uri = new URL(authenticatorUri(SECRET, { issuer: 'Tiergraph', login: 'falk.admin' }));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Tiergraph:falk.admin',
    ]);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Tiergraph',
      secret: SECRET,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('a recovery code', () => {
  test('is the same in any letter case, with and without its groups', () => {
    expect(normaliseRecoveryCode(' ABCD abcd-2345 ')).toBe('abcdabcd2345');
  });
});
