import { describe, expect, it } from 'vitest';
import { containsRecord, recogniseSeparator } from '../../../../subgraphs/catalog/rules/sheets/separator.ts';

describe('the separator of a sheet', () => {
  it.each([
    ['a,b,c\n1;2;3;4;5', ','],
    ['a;b;c\n1,2,3,4,5', ';'],
    ['a\tb\tc', '\t'],
    ['"a;b;c;d",e,f\n', ','],
    ['"a\nb";c\n', ';'],
    ['\r\n\r\na;b\r\n', ';'],
    ['single', ','],
    ['', ','],
  ])('of %j is recognised in the header: %j', (text, separator) => {
    expect(recogniseSeparator(text)).toEqual({ separator, skip: 0 });
  });

  it.each([
    ['sep=;\r\na,b,c', ';', 7],
    ['sep=,\na;b;c', ',', 6],
    ['sep=\t\na;b', '\t', 6],
    ['"sep=;"\na,b', ';', 8],
    ['SEP=; \na,b', ';', 7],
    ['sep=;', ';', 5],
  ])('is what the line of %j says', (text, separator, skip) => {
    expect(recogniseSeparator(text)).toEqual({ separator, skip });
  });

  it('may be no other, and a column called "sep" is no such line', () => {
    expect(recogniseSeparator('sep=|\na|b')).toContain('other than comma, semicolon and tab');
    expect(recogniseSeparator('sep=\na')).toContain('other than comma, semicolon and tab');
    expect(recogniseSeparator('sep;b,c\n')).toEqual({ separator: ',', skip: 0 });
  });

  it('is looked for in a whole record, which ends outside quotes', () => {
    expect(containsRecord('a,b\nc')).toBe(true);
    expect(containsRecord('a,b\r\nc')).toBe(true);
    // The line break may be the first half of a CRLF.
    expect(containsRecord('a,b\r')).toBe(false);
    expect(containsRecord('a,"b\nc')).toBe(false);
    expect(containsRecord('a,"b\nc"\nd')).toBe(true);
    expect(containsRecord('\n\n')).toBe(false);
    expect(containsRecord('')).toBe(false);
  });
});
