import { gzipSync } from 'node:zlib';
import {
  array,
  assert,
  asyncProperty,
  bigInt,
  boolean,
  constantFrom,
  date,
  integer,
  oneof,
  option,
  record,
  shuffledSubarray,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBytes, readPriceList, recordsOf } from './reading.ts';
import { zipArchive } from './zip-archive.ts';

/** How a program writes a sheet. */
const styles = record({
  separator: constantFrom(',', ';', '\t'),
  lineEnd: constantFrom('\r\n', '\n', '\r'),
  quotesAll: boolean(),
  isMarked: boolean(),
  hasSeparatorLine: boolean(),
  endsWithLine: boolean(),
  encoding: constantFrom('utf8', 'utf16le', 'utf16be'),
  packing: constantFrom('plain', 'gzip', 'zip'),
});
interface WritingStyle {
  readonly separator: string;
  readonly lineEnd: string;
  readonly quotesAll: boolean;
  readonly isMarked: boolean;
  readonly hasSeparatorLine: boolean;
  readonly endsWithLine: boolean;
  readonly encoding: string;
  readonly packing: string;
}

function write(rows: readonly (readonly string[])[], style: WritingStyle): Uint8Array {
  const { separator, lineEnd, quotesAll, encoding } = style;
  const needsQuotes = (text: string): boolean => quotesAll || /["\r\n,;\t]/.test(text) || text === '';
  const field = (text: string): string => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => row.map(field).join(separator));
  const text = [...(style.hasSeparatorLine ? [`sep=${separator}`] : []), ...lines].join(lineEnd);
  const isMarked = style.isMarked || encoding !== 'utf8';
  const whole = `${isMarked ? '\u{FEFF}' : ''}${text}${style.endsWithLine ? lineEnd : ''}`;
  const bytes = Buffer.from(whole, encoding === 'utf8' ? 'utf8' : 'utf16le');
  const encoded = encoding === 'utf16be' ? bytes.swap16() : bytes;
  if (style.packing === 'plain') return encoded;
  return style.packing === 'gzip' ? gzipSync(encoded) : zipArchive([{ name: 'sheet.csv', content: encoded }]);
}

describe('a sheet that is written', () => {
  it('is read back field by field, in every style and in pieces of any length', async () => {
    const texts = string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '0'));
    const awkward = constantFrom('"', '""', ',', ';', '\t', '\r\n', '\n', ' a ', 'sep=;', '😀', 'é');
    const rows = integer({ min: 2, max: 6 }).chain((width) =>
      array(array(oneof(texts, awkward), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 6,
      }).map((body) => [Array.from({ length: width }, (_, index) => `Column ${index}`), ...body]),
    );
    await assert(
      asyncProperty(rows, styles, integer({ min: 1, max: 50 }), async (written, style, pieceBytes) => {
        const sheet = openBytes(write(written, style), pieceBytes);
        const read = await recordsOf(sheet);
        expect(read.map(({ fields }) => fields)).toEqual(written);
        expect(sheet.separator()).toBe(style.separator);
        // A line is where its last line break but one ends: quoted ones count as a spreadsheet's editor counts them.
        let line = style.hasSeparatorLine ? 1 : 0;
        for (const [index, fields] of written.entries()) {
          line += 1 + fields.flatMap((field) => field.match(/\r\n|\r|\n/g) ?? []).length;
          expect(read[index]?.line).toBe(line);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the prices and dates that were meant, whatever the order of its columns and the form of its numbers', async () => {
    const names = ['ProductId', 'SkuId', 'SkuTitle', 'TermDuration', 'BillingPlan', 'Market', 'Currency', 'UnitPrice'];
    const columns = [...names, 'EffectiveStartDate', 'EffectiveEndDate', 'ERP Price', 'Segment', 'Tags', 'Publisher'];
    const moment = date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const plans = record({
      // In hundredths: a price with three digits after the point may be unclear beside semicolons or tabs.
      cost: bigInt(0n, 10n ** 14n),
      retail: option(bigInt(0n, 10n ** 14n), { nil: null }),
      from: moment,
      lastsMs: option(integer({ min: 1, max: 2_000_000_000 }), { nil: null }),
      title: string({ minLength: 1, maxLength: 50 }).map((text) => `T ${text}`.trim()),
    });
    const spelling = constantFrom(
      (name: string) => name,
      (name: string) => name.toLowerCase(),
      (name: string) => name.toUpperCase(),
    );
    const orders = shuffledSubarray(columns, { minLength: columns.length });
    const sheets = record({
      plans: array(plans, { minLength: 1, maxLength: 5 }),
      style: styles,
      order: orders,
      spelling,
    });
    await assert(
      asyncProperty(sheets, async ({ plans: written, style, order, spelling: spell }) => {
        const decimal = (hundredths: bigint): string => {
          const digits = hundredths.toString().padStart(3, '0');
          return `${digits.slice(0, -2)}${style.separator === ';' ? ',' : '.'}${digits.slice(-2)}`;
        };
        const rows = written.map(({ cost, retail, from, lastsMs, title }, index) => {
          const fields: Readonly<Record<string, string>> = {
            ProductId: `P${index}`,
            SkuId: '0001',
            SkuTitle: title,
            TermDuration: 'P1Y',
            BillingPlan: 'Monthly',
            Market: 'US',
            Currency: 'USD',
            UnitPrice: decimal(cost),
            EffectiveStartDate: from.toISOString(),
            EffectiveEndDate: lastsMs === null ? '' : notLastSecond(from, lastsMs).toISOString(),
            'ERP Price': retail === null ? '' : decimal(retail),
            Segment: 'Commercial',
            Tags: 'License',
          };
          return order.map((name) => fields[name] ?? 'Example Corporation');
        });
        const { readings } = await readPriceList(write([order.map(spell), ...rows], style));
        const read = readings.map(({ reading }) => (reading.outcome === 'row' ? reading.row : reading));
        expect(read).toMatchObject(
          written.map(({ cost, retail, from, lastsMs, title }, index) => ({
            plan: { mpn: `P${index}:0001` },
            product: { name: title },
            period: {
              unitCost: exact(cost),
              retail: retail === null ? null : exact(retail),
              validFrom: from,
              validTo: lastsMs === null ? null : notLastSecond(from, lastsMs),
            },
          })),
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** A moment after another, outside the last second of a day, which would mean the end of the day. */
function notLastSecond(from: Date, lastsMs: number): Date {
  const end = new Date(from.getTime() + lastsMs);
  return end.toISOString().includes('T23:59:59') ? new Date(end.getTime() + 1_000) : end;
}

function exact(hundredths: bigint): string {
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
}
