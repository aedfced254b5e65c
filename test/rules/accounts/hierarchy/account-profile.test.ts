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
    expect(checkProfile({ taxId })).toMatchObject({ value: { taxId: stored }, errors: [] });
  });

  test.each(['', ' ', '123', '-1234', '12--34', `1${'2'.repeat(30)}`, 'DE123\n456', '１２３４５'])(
    '%j is refused',
    (taxId) => {
      expect(checkProfile({ taxId }).errors).toMatchObject([{ code: 'INVALID', path: ['taxId'] }]);
    },
  );

  test('is removed by null, and left alone when it is left out', () => {
    expect(checkProfile({ taxId: null }).value).toEqual({ taxId: null, language: undefined });
    expect(checkProfile({})).toEqual({ value: { taxId: undefined, language: undefined }, errors: [] });
  });
});

describe('the language of an account', () => {
  test.each([
    ['en', 'en'],
    ['DE-at', 'de-AT'],
    ['zh-hant', 'zh-Hant'],
  ])('%s is stored as %s', (language, stored) => {
    expect(checkProfile({ language })).toMatchObject({ value: { language: stored }, errors: [] });
  });

  test.each(['', 'x', 'english language', 'de_AT'])('%j is refused', (language) => {
    expect(checkProfile({ language }).errors).toMatchObject([{ code: 'INVALID', path: ['language'] }]);
  });
});
