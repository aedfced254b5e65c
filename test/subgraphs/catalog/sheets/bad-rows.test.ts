import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { importFile, sheet, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { productsOf } from './imported-products.ts';

describeOnBothDatabases('a price list import with bad rows or a damaged file', (kind) => {
  const used = useCatalog(kind);
  const products = (vendor: string) => productsOf(used.catalog(), vendor);
  const damaged: readonly [string, (good: string) => string | Buffer, string][] = [
    [
      'is cut off inside a quoted field',
      (good) => good.slice(0, -4),
      'The file ends inside a quoted field; it seems to be cut off.',
    ],
    ['has a stray quote', (good) => `${good}"a"b"`, 'A quoted field is not followed by a separator.'],
    [
      'is not UTF-8',
      (good) => Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])]),
      'The file is not text in UTF-8; save the sheet as "CSV UTF-8" and import it again.',
    ],
    ['is empty', () => '', 'The file is empty.'],
    ['lacks a column', (good) => good.replace('"UnitPrice"', '"Preis"'), 'The sheet lacks the column UnitPrice.'],
    ['is not a sheet', () => '<!doctype html>\n<p>Sign in</p>', 'The sheet lacks the columns '],
    ['has a column twice', (good) => good.replace('"Tags"', '"Market"'), 'The sheet has the column Market twice.'],
  ];

  it('rejects a bad row with its line, column and reason, and takes the others', async () => {
    const bad: readonly [SheetRow, string | null, string][] = [
      [{ UnitPrice: '-1' }, 'UnitPrice', 'A price cannot be negative; the value is "-1".'],
      [
        { 'ERP Price': '1,50' },
        'ERP Price',
        'A price must be a decimal number with a point, such as "12.50"; the value is "1,50".',
      ],
      [
        { EffectiveStartDate: '2026-02-30' },
        'EffectiveStartDate',
        'A date must be an existing day, such as "2026-11-01T00:00:00Z"; the value is "2026-02-30".',
      ],
      [{ EffectiveEndDate: '2025-01-01' }, 'EffectiveEndDate', 'The end of the sale must be after its start.'],
      [
        { Segment: 'Military' },
        'Segment',
        'The value must be one of commercial, education, charity; it is "Military".',
      ],
      [{ TermDuration: 'P2Y' }, 'TermDuration', 'The value must be one of p1m, p1y, p3y, onetime; it is "P2Y".'],
      [
        { TermDuration: 'P1M', BillingPlan: 'Annual' },
        'BillingPlan',
        'A plan with the term "P1M" cannot be billed "Annual".',
      ],
      [
        { Market: 'Germany' },
        'Market',
        'A country must be given as its two-letter ISO 3166-1 code: Germany is DE. The value is "Germany".',
      ],
      [
        { Market: 'UK' },
        'Market',
        'A country must be given as its two-letter ISO 3166-1 code: Great Britain is GB. The value is "UK".',
      ],
      [
        { Market: 'ZZ' },
        'Market',
        'A country must be an assigned ISO 3166-1 code of two capital letters, such as "US", "DE" or "GB". The value is "ZZ".',
      ],
      [
        { Currency: 'ZZZ' },
        'Currency',
        'ZZZ is not the ISO 4217 code of a currency. Use a code such as "USD", "EUR" or "JPY". The value is "ZZZ".',
      ],
      [
        { ProductId: '' },
        'ProductId',
        'An id must have 1 to 40 letters, digits, hyphens or underscores; the value is "".',
      ],
      [{ SkuTitle: '' }, 'SkuTitle', 'A title must have 1 to 300 characters; it has 0.'],
    ];
    const rows = bad.map(([row], index) => ({ SkuId: `1${index}`, SkuDescription: 'one line', ...row }));
    const outcome = await importFile(used, sheet([...rows, { SkuDescription: 'good' }]), 'Partly bad');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRead: 14, rowsAdded: 1, rowsRejected: 13 });
    expect(outcome.rejected).toEqual(bad.map(([, column, message], index) => ({ line: index + 2, column, message })));
  });

  it('rejects a row with too few fields and the second of two contradictory rows, but not a repeated one', async () => {
    const content = sheet([{ SkuDescription: '' }, { SkuDescription: '' }, { SkuDescription: '', UnitPrice: '99' }]);
    const outcome = await importFile(used, `${content}"a","b"\r\n`, 'Doubled');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRead: 4, rowsAdded: 1, rowsRejected: 2 });
    expect(outcome.rejected).toEqual([
      {
        line: 4,
        column: null,
        message: 'Line 2 has the same plan for the same time with other values; that line was taken.',
      },
      { line: 5, column: null, message: 'The row has 2 fields, but the header has 17.' },
    ]);
  });

  it.each(damaged)('fails with a clear reason when the file %s, and retires nothing', async (title, damage, reason) => {
    const vendor = `Damaged: ${title}`;
    await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002' }]), vendor);
    const before = await products(vendor);
    const outcome = await importFile(used, damage(sheet([{ SkuId: '0001' }])), vendor);
    expect(outcome).toMatchObject({ status: 'FAILED', rowsRetired: 0, sha256: null });
    expect(outcome.failure).toContain(reason);
    expect(outcome.rejected.at(-1)?.message).toContain(reason);
    expect(outcome.finishedAt).not.toBeNull();
    expect(await products(vendor)).toEqual(before);
  });

  it('keeps the first thousand rejected rows and counts all', async () => {
    const outcome = await importFile(used, sheet(Array.from({ length: 1_200 }, () => ({ UnitPrice: 'x' }))), 'All bad');
    expect(outcome).toMatchObject({ status: 'NEEDS_CONFIRMATION', rowsRead: 1_200, rowsAdded: 0, rowsRejected: 1_200 });
    expect(outcome.rejected).toHaveLength(1_000);
  });
});
