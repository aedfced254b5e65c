import { iso31661 } from 'iso-3166';
import { describe, expect, it } from 'vitest';
import { countryFault, marketCurrency } from '../../../../subgraphs/shared/domain/places/countries.ts';
import { currencyFault } from '../../../../subgraphs/shared/domain/places/currencies.ts';

describe('a country', () => {
  it('may be every assigned code of ISO 3166-1, and has a market currency that is in use', () => {
    expect(iso31661.filter(({ alpha2 }) => countryFault(alpha2) !== undefined)).toEqual([]);
    const without = iso31661.filter(({ alpha2 }) => currencyFault(marketCurrency(alpha2) ?? '') !== undefined);
    expect(without).toEqual([]);
  });

  it.each([
    ['UK', 'Great Britain is GB.'],
    ['EL', 'Greece is GR.'],
    ['DEU', 'Germany is DE.'],
    ['germany', 'Germany is DE.'],
    ['us', 'The United States is US.'],
    ['ZZ', 'an assigned ISO 3166-1 code'],
    ['AN', 'an assigned ISO 3166-1 code'],
    ['XK', 'an assigned ISO 3166-1 code'],
    ['EU', 'an assigned ISO 3166-1 code'],
    ['', 'an assigned ISO 3166-1 code'],
  ])('is not read from %j: %s', (text, reason) => {
    expect(countryFault(text)).toContain(reason);
    expect(marketCurrency(text)).toBeUndefined();
  });

  it('is billed in euros in the euro area, Croatia and Bulgaria included', () => {
    const euro = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');
    expect(euro.filter((country) => marketCurrency(country) !== 'EUR')).toEqual([]);
    const others = {
      GB: 'GBP',
      CH: 'CHF',
      PL: 'PLN',
      SE: 'SEK',
      RO: 'RON',
      JP: 'JPY',
      US: 'USD',
      CW: 'XCG',
      KW: 'KWD',
    };
    for (const [country, currency] of Object.entries(others)) expect(marketCurrency(country)).toBe(currency);
  });
});
