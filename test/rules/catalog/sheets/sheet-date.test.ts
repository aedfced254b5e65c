import { assert, constantFrom, date, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../../subgraphs/catalog/rules/sheets/rejection.ts';
import { readEnd, readEndOfSale, readStart } from '../../../../subgraphs/catalog/rules/sheets/sheet-date.ts';

const start = (text: string): string => {
  const read = attempt(() => readStart('EffectiveStartDate', text));
  return 'value' in read ? read.value.toISOString() : read.fault.message;
};
const end = (text: string): string | null => {
  const read = attempt(() => readEnd('EffectiveEndDate', text));
  return 'value' in read ? (read.value?.toISOString() ?? null) : read.fault.message;
};

describe('the start of a period', () => {
  it.each([
    ['2024-05-01T00:00:00.0000000Z', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T06:57:30.0682597Z', '2024-05-01T06:57:30.068Z'],
    ['2024-05-01T02:00:00+02:00', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T02:00:00-0530', '2024-05-01T07:30:00.000Z'],
    ['2024-05-01T10:20', '2024-05-01T10:20:00.000Z'],
    ['2024-05-01 10:20:30', '2024-05-01T10:20:30.000Z'],
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2/1/2023 0:00', '2023-02-01T00:00:00.000Z'],
    ['02/01/2023', '2023-02-01T00:00:00.000Z'],
    ['3/1/2018 12:00:00 AM', '2018-03-01T00:00:00.000Z'],
    ['3/1/2018 12:30:00 PM', '2018-03-01T12:30:00.000Z'],
    ['12/31/2018 1:05 pm', '2018-12-31T13:05:00.000Z'],
    ['31.12.2018 13:05', '2018-12-31T13:05:00.000Z'],
    ['1.2.2023', '2023-02-01T00:00:00.000Z'],
    ['1753-01-01T00:00:00.0000000Z', '1753-01-01T00:00:00.000Z'],
    ['1/1/0001 12:00:00 AM', '0001-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%j is %s', (text, moment) => {
    expect(start(text)).toBe(moment);
  });

  it.each([
    '',
    'N/A',
    '2026-02-30',
    '2023-02-29T00:00:00Z',
    '2026-13-01',
    '2026-00-10',
    '13/1/2026',
    '2/30/2026',
    '2026-11-01T24:00:00Z',
    '2026-11-01T10:60:00Z',
    '2026-11-01T10:00:00+15:00',
    '3/1/2018 13:00:00 PM',
    '3/1/2018 0:00:00 AM',
    '0000-01-01',
    '46327',
    '1/2/23',
    '2026-11-01T00:00:00Z ; drop',
  ])('%j is none', (text) => {
    expect(start(text)).toBe(`A date must be an existing day, such as "2026-11-01T00:00:00Z"; the value is "${text}".`);
  });

  it('is the same moment in every form in which it can be written', () => {
    const two = (value: number): string => String(value).padStart(2, '0');
    const forms = constantFrom(
      (moment: Date) => moment.toISOString(),
      (moment: Date) => moment.toISOString().replace(/\.(\d+)Z$/, '.$19999Z'),
      (moment: Date) => new Date(moment.getTime() + 3_600_000).toISOString().replace('Z', '+01:00'),
      (moment: Date) => {
        const hour = moment.getUTCHours();
        const day = `${moment.getUTCMonth() + 1}/${moment.getUTCDate()}/${String(moment.getUTCFullYear()).padStart(4, '0')}`;
        const time = `${hour % 12 || 12}:${two(moment.getUTCMinutes())}:${two(moment.getUTCSeconds())}`;
        return `${day} ${time}.${String(moment.getUTCMilliseconds()).padStart(3, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
      },
      (moment: Date) => {
        const [day = '', time = ''] = moment.toISOString().slice(0, -1).split('T');
        return `${day.split('-').toReversed().join('.')} ${time}`;
      },
    );
    const moments = date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    assert(
      property(moments, forms, (moment, write) => {
        expect(start(write(moment))).toBe(moment.toISOString());
      }),
    );
  });
});

describe('the end of a period', () => {
  it.each([
    ['', null],
    ['9999-12-31', null],
    ['9999-11-30T23:59:59.0000000Z', null],
    ['11/30/9999 23:59', null],
    ['11/30/9999 11:59:59 PM', null],
    ['30.11.9999', null],
  ])('%j means that there is none', (text, none) => {
    expect(end(text)).toBe(none);
  });

  it.each([
    ['2027-03-31T23:59:59Z', '2027-04-01T00:00:00.000Z'],
    ['2027-03-31T23:59:59.9999999Z', '2027-04-01T00:00:00.000Z'],
    ['3/31/2027 23:59', '2027-04-01T00:00:00.000Z'],
    ['3/31/2027 11:59:59 PM', '2027-04-01T00:00:00.000Z'],
    ['2027-03-31', '2027-04-01T00:00:00.000Z'],
    ['2027-12-31T23:59:59-05:00', '2028-01-01T05:00:00.000Z'],
  ])('%j is the last moment of its day, and the midnight after it is the first without it', (text, moment) => {
    expect(end(text)).toBe(moment);
  });

  it.each([
    ['2027-04-01T00:00:00Z', '2027-04-01T00:00:00.000Z'],
    ['4/1/2027 0:00', '2027-04-01T00:00:00.000Z'],
    ['2026-11-25T06:57:30.0682597Z', '2026-11-25T06:57:30.068Z'],
    ['2027-03-31T23:59:58.999Z', '2027-03-31T23:59:58.999Z'],
    ['2027-03-31T23:59:00Z', '2027-03-31T23:59:00.000Z'],
  ])('%j is that moment', (text, moment) => {
    expect(end(text)).toBe(moment);
  });

  it('is an existing day', () => {
    expect(end('2027-02-29')).toContain('must be an existing day');
    expect(end('9999-02-30')).toContain('must be an existing day');
  });
});

describe('the end of sale', () => {
  it('is absent where the sheet has a placeholder', () => {
    const read = (text: string) => readEndOfSale('EndofSaleDate', text);
    for (const text of ['', '1753-01-01T00:00:00Z', '1/1/0001 12:00:00 AM', '12/31/9999'])
      expect(read(text)).toBeNull();
    expect(read('12/31/2026')).toEqual(new Date('2027-01-01T00:00:00Z'));
  });
});
