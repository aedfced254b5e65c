import { iso31661 } from 'iso-3166';
import { postcodeValidatorExistsForCountry } from 'postcode-validator';
import { describe, expect, it } from 'vitest';
import { checkAddress, checkPhone, normalisePhone } from '../../../../subgraphs/shared/domain/places/addresses.ts';
import { normalisePostalCode, postalCodeExample } from '../../../../subgraphs/shared/domain/places/postal-codes.ts';

const place = (country: string, postalCode?: string | null, region?: string | null) => ({
  line1: '1 Road',
  city: 'Town',
  country,
  postalCode,
  region,
});

describe('an address', () => {
  it.each([
    [place('US', '98101', 'WA'), '98101', 'WA'],
    [place('US', ' 98101-1234 ', 'washington'), '98101-1234', 'WA'],
    [place('US', '09012', 'ae'), '09012', 'AE'],
    [place('CA', 'k1a0b1', 'ontario'), 'K1A 0B1', 'ON'],
    [place('CA', 'H2X 1Y4', 'Québec'), 'H2X 1Y4', 'QC'],
    [place('AU', '2000', 'New South Wales'), '2000', 'NSW'],
    [place('BR', '01310100', 'Sao Paulo'), '01310-100', 'SP'],
    [place('IN', '560001', 'karnataka'), '560001', 'KA'],
    [place('IN', '751001', 'Orissa'), '751001', 'OD'],
    [place('MX', '91000', 'Veracruz'), '91000', 'VER'],
    [place('CN', '100000', 'Beijing'), '100000', 'BJ'],
    [place('JP', '1000001', 'Tokyo'), '100-0001', 'Tokyo'],
    [place('JP', '260-0001', 'Chiba'), '260-0001', 'Chiba'],
    [place('JP', '100-0001', '13'), '100-0001', 'Tokyo'],
    [place('GB', 'sw1a1aa'), 'SW1A 1AA', null],
    [place('DE', '53111', 'NRW'), '53111', 'NRW'],
    [place('NL', '1012js', ''), '1012 JS', null],
    [place('PT', '1100'), '1100', null],
    [place('SE', 'SE-111 22'), 'SE-111 22', null],
    [place('PL', '00950'), '00-950', null],
    [place('HK'), null, null],
    [place('AE', '', 'Dubai'), null, 'Dubai'],
    [place('NG'), null, null],
  ])('is kept for %j with the postal code %s and the region %s', (address, postalCode, region) => {
    expect(checkAddress(address)).toEqual({ value: { ...address, postalCode, region }, errors: [] });
  });

  it.each([
    [place('US', null, 'CO'), ['postalCode'], '"98101"'],
    [place('US', '9810', 'CO'), ['postalCode'], '"98101"'],
    [place('DE', undefined), ['postalCode'], '"53111"'],
    [place('DE', '5311'), ['postalCode'], '"53111"'],
    [place('GB', '12345'), ['postalCode'], '"SW1A 1AA"'],
    [place('US', '98101', 'ZZ'), ['region'], '"CO" or "Colorado"'],
    [place('US', '98101', ' '), ['region'], '"CO" or "Colorado"'],
    [place('CA', 'K1A 0B1', 'Bavaria'), ['region'], '"ON" or "Ontario"'],
    [place('AU', '2000'), ['region'], '"NSW" or "New South Wales"'],
    [place('US', 'x', 'ZZ'), ['postalCode', 'region'], '"98101"'],
  ])('is refused for %j at %j, with an example', (address, fields, example) => {
    const { value, errors } = checkAddress(address, ['newCustomer', 'address']);
    expect(value).toBe(address);
    expect(errors.map(({ code, path }) => [code, path])).toEqual(
      fields.map((field) => ['ADDRESS_INVALID', ['newCustomer', 'address', field]]),
    );
    expect(errors[0]?.remedies[0]?.description).toContain(example);
  });

  it('has a valid example of a postal code for every country that has postal codes', () => {
    const countries = iso31661.map(({ alpha2 }) => alpha2);
    expect(countries.filter((country) => postalCodeExample(country) !== undefined)).toEqual(
      countries.filter((country) => postcodeValidatorExistsForCountry(country)),
    );
    const wrong = countries.filter((country) => {
      const example = postalCodeExample(country);
      return example !== undefined && normalisePostalCode(example, country) !== example;
    });
    expect(wrong).toEqual([]);
  });
});

describe('a telephone number', () => {
  it.each([
    ['(206) 555-0100', 'US', '+12065550100'],
    ['+1 206 555 0100', 'DE', '+12065550100'],
    ['0228 123456', 'DE', '+49228123456'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['+41 44 668 18 00', 'AQ', '+41446681800'],
  ])('is kept for %s in %s as %s', (phone, country, e164) => {
    expect(normalisePhone(phone, country)).toBe(e164);
    expect(checkPhone({ phone }, country)).toEqual({ value: { phone: e164 }, errors: [] });
  });

  it.each([
    ['call me', 'US'],
    ['123', 'US'],
    ['+49 228 1', 'DE'],
    ['999 999 9999', 'US'],
    ['+1 206 155 0100', 'US'],
    ['206 555 0100 ext. 5', 'US'],
    ['call 206 555 0100 now', 'US'],
    ['0228 123456', 'AQ'],
    ['5'.repeat(41), 'US'],
  ])('is not read from %s in %s', (phone, country) => {
    expect(checkPhone({ phone }, country, ['newCustomer', 'contact'])).toMatchObject({
      value: { phone },
      errors: [{ code: 'ADDRESS_INVALID', path: ['newCustomer', 'contact', 'phone'] }],
    });
  });

  it('may be left out', () => {
    for (const phone of [undefined, null, '', ' ']) {
      expect(checkPhone({ phone }, 'US')).toEqual({ value: { phone: null }, errors: [] });
    }
  });
});
