import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccountTexts } from '../../../../subgraphs/accounts/rules/hierarchy/account-texts.ts';

describe('the texts of an account', () => {
  it('are refused when they hold only blanks', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\s*$/)), (name) => {
        const codes = checkAccountTexts({ name }).map(({ code }) => code);
        const expected = name.trim() === '' ? ['REQUIRED'] : [];
        expect(codes).toEqual(expected);
      }),
    );
  });

  it('may be left out, and may be empty when they are optional', () => {
    expect(checkAccountTexts({})).toEqual([]);
    expect(checkAccountTexts({ externalId: '', address: { line2: '', region: '' }, contact: { phone: '' } })).toEqual(
      [],
    );
  });
});
