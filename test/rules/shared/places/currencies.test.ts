import { code as isoCurrency, data } from 'currency-codes';
import { describe, expect, it } from 'vitest';
import { currencyDigits, currencyFault } from '../../../../subgraphs/shared/domain/places/currencies.ts';

describe('a currency', () => {
  it.each(['USD', 'EUR', 'JPY', 'KWD', 'CLF', 'UYW', 'XCG', 'XOF'])('may be %s', (code) => {
    expect(currencyFault(code)).toBeUndefined();
  });

  it.each([
    ['ZZZ', 'ZZZ is not the ISO 4217 code of a currency'],
    ['XXX', 'XXX is not the ISO 4217 code of a currency'],
    ['XAU', 'XAU is not the ISO 4217 code of a currency'],
    ['BGN', 'BGN is no longer in use'],
    ['ANG', 'ANG is no longer in use'],
    ['HRK', 'HRK is not the ISO 4217 code of a currency'],
    ['usd', 'capital letters: USD'],
    ['euro', 'three capital letters'],
    ['', 'three capital letters'],
  ])('may not be %j: %s', (code, reason) => {
    expect(currencyFault(code)).toContain(reason);
  });

  it('has the number of decimal places that ISO 4217 gives', () => {
    const differing = data.filter(
      ({ code, digits }) => currencyDigits(code) !== undefined && currencyDigits(code) !== digits,
    );
    expect(differing).toEqual([]);
    expect(['USD', 'JPY', 'KWD', 'BHD', 'CLF', 'UYW', 'XCG'].map(currencyDigits)).toEqual([2, 0, 3, 3, 4, 4, 2]);
    expect(isoCurrency('CLF')?.digits).toBe(4);
  });
});
