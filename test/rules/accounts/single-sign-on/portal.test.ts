import { describe, expect, test } from 'vitest';
import {
  portalParameters,
  readPortal,
  returnAddress,
} from '../../../../subgraphs/accounts/rules/single-sign-on/portal.ts';

const ALLOWED = ['https://portal.example/in?tab=1', 'https://portal.example/'];
const GOOD = {
  redirect_uri: 'https://portal.example/in?tab=1',
  state: 'a b&c',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

function read(change: Partial<typeof GOOD>) {
  return readPortal(new URLSearchParams({ ...GOOD, ...change }), ALLOWED);
}

describe('what a portal says', () => {
  test('is read, passed on, and brought back', () => {
    const portal = read({});
    if (!portal.ok) throw new Error('refused');
    expect(portalParameters(portal.value)).toEqual(GOOD);
    expect(returnAddress(portal.value, 'x/y')).toBe('https://portal.example/in?tab=1&code=x%2Fy&state=a+b%26c');
  });

  test('says in which languages people are spoken to, and is taken without one where that is no language', () => {
    const told = (uiLocales: string) => {
      const portal = readPortal(new URLSearchParams({ ...GOOD, ui_locales: uiLocales }), ALLOWED);
      return portal.ok ? portalParameters(portal.value)['ui_locales'] : 'refused';
    };
    expect(told('de-CH fr en')).toBe('de-CH fr en');
    expect(told('<script>')).toBeUndefined();
    expect(told('a'.repeat(200))).toBeUndefined();
  });

  test.each([
    ['another path', 'https://portal.example/other'],
    ['the address with more behind it', 'https://portal.example/in?tab=1&next=//evil.example'],
    ['another host that begins alike', 'https://portal.example.evil.example/'],
    ['another scheme', 'http://portal.example/'],
    ['nothing', ''],
  ])('is refused with %s to return to', (_, address) => {
    expect(read({ redirect_uri: address })).toMatchObject({ ok: false, errors: [{ path: ['redirect_uri'] }] });
  });

  test('needs a challenge by S256', () => {
    for (const change of [{ code_challenge: 'short' }, { code_challenge_method: 'plain' }]) {
      expect(read(change)).toMatchObject({ ok: false, errors: [{ path: ['code_challenge'] }] });
    }
  });

  test('is refused with all its faults at once', () => {
    const refused = read({ redirect_uri: 'x', code_challenge: '', state: 's'.repeat(513) });
    expect(refused).toMatchObject({
      ok: false,
      errors: [{ path: ['redirect_uri'] }, { path: ['code_challenge'] }, { path: ['state'] }],
    });
  });
});
