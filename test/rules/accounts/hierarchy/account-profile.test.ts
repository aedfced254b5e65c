import { describe, expect, test } from 'vitest';
import { checkProfile } from '../../../../subgraphs/accounts/rules/hierarchy/account-profile.ts';

describe('the tax id of an account', () => {
  test.each([
    ['DE123456789', 'DE123456789'],
    [' de 123 456 789 ', 'DE 123 456 789'],
    ['12-3456789', '12-3456789'],
    ['ATU12345678', 'ATU12345678'],
    ['FR12345678901', 'FR12345678901'],
  ])('%s is stored as %s', (taxId, stored) => {
    expect(checkProfile({ taxId }, undefined)).toMatchObject({ value: { taxId: stored }, errors: [] });
  });

  test.each(['', ' ', '123', '-1234', '12--34', `1${'2'.repeat(30)}`, 'DE123\n456', '１２３４５'])(
    '%j is refused',
    (taxId) => {
      expect(checkProfile({ taxId }, undefined).errors).toMatchObject([{ code: 'INVALID', path: ['taxId'] }]);
    },
  );

  test.each([
    ['DE', 'DE 136695976'],
    ['DE', '151/815/08156'],
    ['AT', 'ATU13585627'],
    ['CH', 'CHE-107.787.577'],
    ['FR', 'FR40303265045'],
    ['GB', 'GB 980 7806 84'],
    ['US', '04-2103594'],
    // Nothing is known of these.
    ['AE', '100123456700003'],
    [undefined, 'DE123456789'],
  ])('in %s may be %s', (country, taxId) => {
    expect(checkProfile({ taxId }, country).errors).toEqual([]);
  });

  test.each([
    ['DE', 'DE123456789', 'USt'],
    ['AT', 'DE136695976', 'UID'],
    ['FR', 'FR40303265046', 'TVA'],
    ['US', '00-0000000', 'EIN'],
  ])('in %s is not %s', (country, taxId, kind) => {
    const { errors } = checkProfile({ taxId }, country);
    expect(errors).toMatchObject([{ code: 'INVALID', path: ['taxId'] }]);
    expect(errors[0]?.message).toContain(country);
    expect(errors[0]?.remedies[0]?.description).toContain(kind);
  });

  test('is removed by null, and left alone when it is left out', () => {
    expect(checkProfile({ taxId: null }, undefined).value).toEqual({ taxId: null, language: undefined });
    expect(checkProfile({}, undefined)).toEqual({ value: { taxId: undefined, language: undefined }, errors: [] });
  });
});

describe('the language of an account', () => {
  test.each([
    ['en', 'en'],
    ['DE-at', 'de-AT'],
    ['zh-hant', 'zh-Hant'],
  ])('%s is stored as %s', (language, stored) => {
    expect(checkProfile({ language }, undefined)).toMatchObject({ value: { language: stored }, errors: [] });
  });

  test.each(['', 'x', 'english language', 'de_AT'])('%j is refused', (language) => {
    expect(checkProfile({ language }, undefined).errors).toMatchObject([{ code: 'INVALID', path: ['language'] }]);
  });
});
