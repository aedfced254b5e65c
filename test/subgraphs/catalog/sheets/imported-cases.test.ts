import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { importEnd, importFile, sheet, startImport, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { many, productsOf } from './imported-products.ts';

const CASES = new URL('cases/', import.meta.url).pathname;

describeOnBothDatabases('the sheets of real life, imported', (kind) => {
  const used = useCatalog(kind);
  const importCase = async (name: string, vendor: string) => {
    await copyFile(join(CASES, name), join(used.importDir, name));
    const { priceListImport } = await startImport(used.catalog(), name, vendor);
    return importEnd(used.catalog(), priceListImport?.id ?? '');
  };
  const plansOf = async (vendor: string) =>
    (await productsOf(used.catalog(), vendor)).flatMap(({ mpn, plans }) => plans.map((plan) => ({ mpn, ...plan })));

  it.each([
    ['01-nce-real-dates.csv', { rowsAdded: 2 }],
    ['02-doc-dates-us.csv', { rowsAdded: 1 }],
    ['03-api-dates-am-pm.csv', { rowsAdded: 1 }],
    ['05-zero-price-sku.csv', { rowsAdded: 2 }],
    ['09-placeholder-1753.csv', { rowsAdded: 1 }],
    ['10-thousands-and-money-formats.csv', { rowsAdded: 6, rowsRejected: 4 }],
    ['12-utf16le.csv', { rowsAdded: 1 }],
    ['13-semicolon-decimal-comma.csv', { rowsAdded: 1 }],
    ['14-tabs.tsv', { rowsAdded: 1 }],
    ['15-zipped.csv.gz', { rowsAdded: 1 }],
    ['16-zipped.zip', { rowsAdded: 1 }],
    ['24-erp-column-variants.csv', { rowsAdded: 1 }],
    ['27-embedded-newline-and-quotes.csv', { rowsAdded: 1 }],
    ['30-same-sku-two-segments.csv', { rowsAdded: 3 }],
    ['32-duplicate-identical.csv', { rowsAdded: 1, rowsUnchanged: 1 }],
    ['34-total-footer.csv', { rowsAdded: 1 }],
    ['36-de-all-european-currencies.csv', { rowsAdded: 6 }],
  ])('take %s', async (name, counts) => {
    expect(await importCase(name, name)).toMatchObject({
      status: 'COMPLETED',
      failure: null,
      rowsRejected: 0,
      ...counts,
    });
  });

  it.each([
    ['17-windows1252.csv', /UTF-8/],
    ['21-azure-reservations.csv', /Azure reservations/],
    ['22-azure-consumption.csv', /Azure consumption/],
    ['23-legacy-license-based.csv', /legacy licence-based/],
  ])('refuse %s as a whole, in words', async (name, reason) => {
    expect(await importCase(name, name)).toMatchObject({
      status: 'FAILED',
      failure: expect.stringMatching(reason) as string,
    });
    expect(await plansOf(name)).toEqual([]);
  });

  it('have trials', async () => {
    await importCase('04-trial-none.csv', 'Trials');
    expect(await plansOf('Trials')).toMatchObject([{ kind: 'TRIAL', price: { amount: '0.00' }, available: true }]);
  });

  it('skip governments, with a count', async () => {
    const outcome = await importCase('06-government-segment.csv', 'Governments');
    expect(outcome.rowsSkipped).toBeGreaterThan(0);
    expect(outcome.rowsRejected).toBe(0);
    expect((await plansOf('Governments')).map(({ segment }) => segment)).toContain('NONPROFIT');
  });

  it('have two periods of a plan that overlap: the earlier one holds until it ends', async () => {
    expect(await importCase('07-overlap-effective-dates.csv', 'Overlap')).toMatchObject({ rowsAdded: 2 });
    const [plan, ...others] = await plansOf('Overlap');
    expect(others).toEqual([]);
    expect(plan?.prices).toMatchObject([
      { from: '2026-10-01T00:00:00.000Z', to: '2026-11-25T06:57:30.068Z', price: { amount: '40.00' } },
      { from: '2026-11-25T06:57:30.068Z', to: null, price: { amount: '44.00' } },
    ]);
  });

  it('keep costs with more digits than the currency has', async () => {
    await importCase('11-jpy-kwd-etc.csv', 'Exact');
    const amounts = (await plansOf('Exact')).map(({ price }) => `${price?.amount} ${price?.currency}`);
    expect(amounts).toEqual(expect.arrayContaining(['8990.5 JPY', '17.6255 KWD', '1.1234 CLF']));
  });

  it('sell nothing that was deleted', async () => {
    expect(await importCase('19-change-indicator-delete.csv', 'Deleted')).toMatchObject({ rowsAdded: 4 });
    expect((await plansOf('Deleted')).map(({ mpn }) => mpn).toSorted()).toEqual([
      'CFQ7TTC0ADDD:0001',
      'CFQ7TTC0UPDT:0001',
    ]);
    expect(await importCase('19-change-indicator-delete.csv', 'Deleted')).toMatchObject({
      rowsChanged: 0,
      rowsAdded: 0,
    });
  });

  it('take a sheet without segments for commercial, with one warning', async () => {
    expect(await importCase('25-no-segment-column.csv', 'Segments')).toMatchObject({
      rowsAdded: 1,
      warnings: ['The sheet has no column Segment: all of its plans are taken as commercial.'],
    });
    expect(await plansOf('Segments')).toMatchObject([{ segment: 'COMMERCIAL' }]);
  });

  it('know a product again whose number a spreadsheet cut', async () => {
    await importCase('24-erp-column-variants.csv', 'Cut');
    await importCase('26-excel-lost-zeros.csv', 'Cut');
    expect((await productsOf(used.catalog(), 'Cut')).map(({ mpn }) => mpn)).toEqual(['CFQ7TTC0LH18:0001']);
  });

  it('sell a plan until its end years ahead, and one that begins later not before', async () => {
    await importCase('28-future-end-date.csv', 'Ends');
    expect(await plansOf('Ends')).toMatchObject([{ available: true, validTo: '2027-04-01T00:00:00.000Z' }]);
    const begins = { EffectiveStartDate: '2999-12-01T00:00:00Z' };
    await importFile(used, sheet([begins]), 'Begins');
    expect(await plansOf('Begins')).toMatchObject([
      { available: false, price: null, validFrom: null, prices: [{ from: '2999-12-01T00:00:00.000Z', to: null }] },
    ]);
  });

  it('reject the second of two prices for the same time, and name the first', async () => {
    const outcome = await importCase('31-duplicate-rows-same-key-different-price.csv', 'Twice');
    expect(outcome).toMatchObject({ rowsAdded: 1, rowsRejected: 1 });
    expect(outcome.rejected[0]?.message).toMatch(/^Line 2 has the same plan for the same time with other values/);
  });
});

describeOnBothDatabases('a price list by its kind', (kind) => {
  const used = useCatalog(kind);
  const availableOf = async (vendor: string) =>
    (await productsOf(used.catalog(), vendor)).flatMap(({ plans }) => plans).filter(({ available }) => available)
      .length;

  it('says what a dry run would change, and changes nothing', async () => {
    const rows = many(40, 'Dry');
    await importFile(used, sheet(rows), 'Dry');
    const before = await productsOf(used.catalog(), 'Dry');
    const changed = [{ ...rows[0], UnitPrice: '110.00' }, ...rows.slice(2), { SkuId: 'new' }];
    const outcome = await importFile(used, sheet(changed), 'Dry', { dryRun: true });
    expect(outcome).toMatchObject({
      status: 'COMPLETED',
      rowsAdded: 1,
      rowsChanged: 1,
      rowsUnchanged: 38,
      rowsRetired: 1,
    });
    expect(await productsOf(used.catalog(), 'Dry')).toEqual(before);
  });

  it.each([['nextMonth'], ['partial']] as const)('retires nothing as one with %s', async (told) => {
    const rows = many(40, told);
    await importFile(used, sheet(rows), told);
    const outcome = await importFile(used, sheet([{ ...rows[0], UnitPrice: '110.00' }]), told, { [told]: true });
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsChanged: 1, rowsRetired: 0, warnings: [] });
    expect(await availableOf(told)).toBe(40);
  });

  it('of the next month ends what it lacks with the month before, and keeps it on sale until then', async () => {
    const rows = many(40, 'Month');
    const now = new Date();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
    await importFile(used, sheet(rows), 'Month');
    const later: SheetRow[] = rows
      .slice(1)
      .map((row) => ({ ...row, UnitPrice: '101.00', EffectiveStartDate: next.toISOString() }));
    const outcome = await importFile(used, sheet(later), 'Month', { month: next.toISOString().slice(0, 7) });
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsChanged: 39, rowsRetired: 1 });
    expect(await availableOf('Month')).toBe(40);
    const plans = (await productsOf(used.catalog(), 'Month')).flatMap((product) => product.plans);
    const dearer = plans.filter(({ prices }) => prices.length === 2);
    expect(dearer).toHaveLength(39);
    expect(dearer[0]?.prices).toMatchObject([
      { to: next.toISOString(), price: { amount: '100.00' } },
      { from: next.toISOString(), to: null, price: { amount: '101.00' } },
    ]);
    expect(plans.filter(({ validTo, prices }) => validTo === next.toISOString() && prices.length === 1)).toHaveLength(
      1,
    );
  });

  it('of an earlier month waits for a confirmation', async () => {
    await importFile(used, sheet(many(3, 'Late')), 'Late', { month: '2026-11' });
    const outcome = await importFile(used, sheet(many(3, 'Late')), 'Late', { month: '2026-10' });
    expect(outcome).toMatchObject({
      status: 'NEEDS_CONFIRMATION',
      warnings: ['The sheet is of 2026-10, but that of 2026-11 has been imported already.'],
    });
  });

  it('that doubles a cost waits for a confirmation', async () => {
    await importFile(used, sheet([{}]), 'Double');
    const outcome = await importFile(used, sheet([{ UnitPrice: '200.00' }]), 'Double');
    expect(outcome).toMatchObject({
      status: 'NEEDS_CONFIRMATION',
      warnings: ['The cost of 1 plan doubles or halves, or more.'],
    });
  });

  it('is refused when it is told to be an offer matrix', async () => {
    const outcome = await importFile(used, sheet([{}]), 'Told', { kind: 'OFFER_MATRIX' });
    expect(outcome).toMatchObject({
      status: 'FAILED',
      failure: 'The file is a price list. Import it with another kind, or without one.',
    });
  });
});
