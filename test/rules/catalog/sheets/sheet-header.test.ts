import { assert, array, constantFrom, integer, property, shuffledSubarray, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasColumn,
  isFooter,
  readHeader,
  widthFault,
} from '../../../../subgraphs/catalog/rules/sheets/sheet-header.ts';

const COLUMNS = ['UnitPrice', 'ERP Price', 'Tags'] as const;
type Column = (typeof COLUMNS)[number];
const NAMES = {
  required: ['UnitPrice', 'ERP Price'],
  optional: ['Tags'],
  aliases: { 'ERP Price': 'ERP' },
} as const;
const header = (...record: readonly string[]) => {
  const read = readHeader<Column>(record, NAMES);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

describe('the header of a sheet', () => {
  it('finds its columns in any order, case and spelling, among others', () => {
    const variants = constantFrom(
      (name: string) => name,
      (name: string) => name.toUpperCase(),
      (name: string) => ` ${name.toLowerCase()} `,
      (name: string) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
      (name: string) => `\u{FEFF}${name.replaceAll(' ', '_')}`,
    );
    const names = [...COLUMNS, 'Other', 'Publisher'];
    const orders = shuffledSubarray(names, { minLength: names.length });
    assert(
      property(orders, array(variants, { minLength: 5, maxLength: 5 }), (order, spell) => {
        const read = header(...order.map((name, index) => spell[index]?.(name) ?? name));
        for (const column of COLUMNS) expect(read.read(order, column)).toBe(column);
      }),
    );
  });

  it('knows a column by its other name', () => {
    const read = header('ERP', 'UnitPrice');
    expect(read.read([' 72 ', '57'], 'ERP Price')).toBe('72');
    expect([read.has('ERP Price'), read.has('Tags')]).toEqual([true, false]);
    expect(read.read(['72', '57'], 'Tags')).toBe('');
  });

  it('may lack no required column and have none twice, not even under another name', () => {
    expect(() => header('Preis')).toThrow('The sheet lacks the columns UnitPrice, ERP Price.');
    expect(() => header('UnitPrice')).toThrow('The sheet lacks the column ERP Price.');
    expect(() => header('UnitPrice', 'ERP', 'unit price')).toThrow('The sheet has the column UnitPrice twice.');
    expect(() => header('UnitPrice', 'ERP', 'ERP Price')).toThrow('The sheet has the column ERP Price twice.');
  });

  it('does not count empty columns at its end', () => {
    expect(header('UnitPrice', 'ERP', '').width).toBe(2);
    expect(hasColumn(['Unit Price', ''], 'UnitPrice')).toBe(true);
  });
});

describe('the width of a row', () => {
  it('is that of the header; empty fields at the end are free', () => {
    const fits = (...fields: readonly string[]) => widthFault({ width: 2 }, fields) === undefined;
    expect([fits('1', '2'), fits('1', '2', ''), fits('', '', '', ''), fits('1', '')]).toEqual([true, true, true, true]);
    expect([fits('1'), fits(), fits('1', '2', '3'), fits('1', '2', '', '4')]).toEqual([false, false, false, false]);
    expect(widthFault({ width: 2 }, ['1'])?.message).toBe('The row has 1 fields, but the header has 2.');
  });

  it('never depends on how many empty fields follow', () => {
    assert(
      property(tuple(integer({ min: 0, max: 5 }), integer({ min: 1, max: 5 })), ([extra, width]) => {
        const fields = [...Array.from({ length: width }, () => 'x'), ...Array.from({ length: extra }, () => '')];
        expect(widthFault({ width }, fields)).toBeUndefined();
      }),
    );
  });
});

describe('a footer', () => {
  it.each([
    [['Rows: 1']],
    [['Total', '', '1204']],
    [['Anzahl Zeilen: 3', '', '']],
    [['Generated 2026-11-01 by Partner Center']],
    [['', '', ' ']],
    [[]],
  ])('is %j', (fields) => {
    expect(isFooter(fields)).toBe(true);
  });

  it.each([[['a', 'b']], [['x']], [['Total', '1', '2']], [['', 'Total']], [['Rowsley Ltd']]])('is not %j', (fields) => {
    expect(isFooter(fields)).toBe(false);
  });
});
