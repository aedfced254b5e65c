import { assert, bigInt, boolean, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../../subgraphs/catalog/rules/sheets/rejection.ts';
import type { Separator } from '../../../../subgraphs/catalog/rules/sheets/separator.ts';
import { readCount, readPrice } from '../../../../subgraphs/catalog/rules/sheets/sheet-number.ts';

const reading = (text: string, separator: Separator = ','): string => {
  const price = attempt(() => readPrice('UnitPrice', text, separator));
  if ('value' in price) return price.value;
  expect(price.fault.column).toBe('UnitPrice');
  return price.fault.message;
};

describe('a price', () => {
  it.each([
    ['0', '0'],
    ['0.00', '0'],
    ['000', '0'],
    ['.5', '0.5'],
    ['57.60', '57.6'],
    ['007.50', '7.5'],
    ['1,234.50', '1234.5'],
    ['1,234', '1234'],
    ['1,234,567.000001', '1234567.000001'],
    ['5.1840000000', '5.184'],
    ['1000000000000', '1000000000000'],
    ['1,000,000,000,000.00', '1000000000000'],
  ])('%j is %s', (text, price) => {
    expect(reading(text)).toBe(price);
  });

  it.each([
    ['57,60', '57.6'],
    ['57,6', '57.6'],
    [',5', '0.5'],
    ['1.234,50', '1234.5'],
    ['1.234.567', '1234567'],
    ['1 234,5', '1234.5'],
    ['1\u{A0}234\u{A0}567,5', '1234567.5'],
    ['1\u{202F}234', '1234'],
    ['5,184', '5.184'],
    ['57.60', '57.6'],
    ['5.1840', '5.184'],
    ['1234.567', '1234.567'],
  ])('%j beside semicolons is %s', (text, price) => {
    expect(reading(text, ';')).toBe(price);
  });

  it.each<[string, Separator]>([
    ['5.184', ';'],
    ['5,184', '\t'],
  ])('%j beside %j could be two numbers and is neither', (text, separator) => {
    expect(reading(text, separator)).toContain(`It is not clear whether "${text}" has thousands or decimals`);
  });

  it.each([
    '',
    '$57.60',
    '57,60',
    '1,50',
    '12,34.5',
    '1,2345',
    '5.76E+1',
    'N/A',
    '5.',
    '.',
    '1.2.3',
    '+1',
    '0x10',
    '１',
  ])('%j is no decimal number', (text) => {
    expect(reading(text)).toBe(
      `A price must be a decimal number with a point, such as "12.50"; the value is "${text}".`,
    );
  });

  it.each(['1,2,3', '1.23,4', '1 23', '1,5 EUR', '1.234.56'])('%j beside semicolons is no decimal number', (text) => {
    expect(reading(text, ';')).toBe(
      `A price must be a decimal number with a comma, such as "12,50"; the value is "${text}".`,
    );
  });

  it('is not negative, not absurd, and has at most six digits after the point', () => {
    expect(reading('-1')).toBe('A price cannot be negative; the value is "-1".');
    expect(reading('-1.234,50', ';')).toContain('cannot be negative');
    expect(reading('1000000000000.01')).toBe('A price cannot be above 1000000000000; the value is "1000000000000.01".');
    expect(reading('1000000000001')).toContain('cannot be above');
    expect(reading('9'.repeat(400))).toContain('cannot be above');
    expect(reading('0.1234567')).toBe('A price may have at most 6 digits after the point; the value is "0.1234567".');
    expect(reading('57.59999999999999')).toContain('at most 6 digits');
  });

  it('is read back as it was written, however its thousands and decimals are written', () => {
    const marks = constantFrom(
      { separator: ',', thousands: ',', decimal: '.' } as const,
      { separator: ';', thousands: '.', decimal: ',' } as const,
      { separator: ';', thousands: ' ', decimal: ',' } as const,
    );
    assert(
      property(bigInt(0n, 10n ** 18n), marks, boolean(), (millionths, { separator, thousands, decimal }, isGrouped) => {
        const digits = millionths.toString().padStart(7, '0');
        const [whole, fraction] = [digits.slice(0, -6), digits.slice(-6)];
        const grouped = isGrouped ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, thousands) : whole;
        const shortest = fraction.replace(/0+$/, '');
        const exact = `${whole}${shortest === '' ? '' : `.${shortest}`}`;
        expect(reading(`${grouped}${decimal}${fraction}`, separator)).toBe(exact);
        expect(BigInt(`${whole}${fraction}`)).toBe(millionths);
      }),
    );
  });
});

describe('a count', () => {
  const count = (text: string, from: 0 | 1 = 1): number | string | undefined => {
    const read = attempt(() => readCount('MaxLicenses', text, from));
    return 'value' in read ? read.value : read.fault.message;
  };

  it('is a whole number, with or without thousands separators', () => {
    expect(['1', '300', '10,000', '10.000', '2,147,483,647', ''].map((text) => count(text))).toEqual([
      1,
      300,
      10_000,
      10_000,
      2_147_483_647,
      undefined,
    ]);
    expect(count('0', 0)).toBe(0);
  });

  it.each(['0', '-1', '1.5', '2147483648', '99999999999', 'Unlimited', '1e3', '1,00', '١'])('%j is none', (text) => {
    expect(count(text)).toBe(`The value must be a whole number from 1 to 2147483647; it is "${text}".`);
  });
});
