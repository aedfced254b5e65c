import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { GOOD_ROW, importFile, sheet, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { productsOf } from './imported-products.ts';

describeOnBothDatabases('a price list import', (kind) => {
  const used = useCatalog(kind);
  const products = (vendor: string) => productsOf(used.catalog(), vendor);

  it('takes every row, including quotes and line breaks in fields, and counts them', async () => {
    const content = sheet([{}, { Market: 'DE', Currency: 'EUR', UnitPrice: '90', 'ERP Price': '110.5' }]);
    const outcome = await importFile(used, content, 'First');
    expect(outcome).toMatchObject({
      status: 'COMPLETED',
      rowsRead: 2,
      rowsAdded: 2,
      rowsChanged: 0,
      rowsRetired: 0,
      rowsRejected: 0,
      rejected: [],
      failure: null,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    const [product] = await products('First');
    expect(product).toMatchObject({
      mpn: 'MAIL:0001',
      name: 'Mail, large',
      description: GOOD_ROW.SkuDescription,
      category: 'Licence-based (NCE)',
      status: 'PUBLISHED',
      plans: [
        { market: 'DE', price: { amount: '90.00' }, retailPrice: { amount: '110.50' }, validTo: null },
        { market: 'US', price: { amount: '100.00' }, validFrom: '2026-01-01T00:00:00.000Z' },
      ],
    });
  });

  it('changes nothing when the same sheet comes again with its columns in another order', async () => {
    const rows = [{}, { SkuId: '0002', SkuTitle: 'Mail, small' }];
    await importFile(used, sheet(rows), 'Twice');
    const before = await products('Twice');
    const columns = (Object.keys(GOOD_ROW) as (keyof SheetRow)[]).toReversed();
    const again = await importFile(used, sheet(rows, columns), 'Twice');
    expect(again).toMatchObject({ status: 'COMPLETED', rowsRead: 2, rowsAdded: 0, rowsChanged: 0, rowsRetired: 0 });
    expect(await products('Twice')).toEqual(before);
  });

  it('counts a list in another order of rows as unchanged, rejected rows included, and one with a row twice as another', async () => {
    const rows: SheetRow[] = [{}, { SkuId: '0002' }, { SkuId: '0003', UnitPrice: 'x' }];
    await importFile(used, sheet(rows), 'Ordered');
    const versions = () =>
      used
        .catalog()
        .database.sql(
          `select version from catalog.price_version join catalog.vendor on vendor.id = vendor_id where name = 'Ordered'`,
        );
    const again = await importFile(used, sheet(rows.toReversed()), 'Ordered');
    expect(again).toMatchObject({ status: 'COMPLETED', rowsRead: 3, rowsAdded: 0, rowsUnchanged: 2, rowsRejected: 1 });
    expect(again.rejected).toHaveLength(1);
    expect(await versions()).toHaveLength(1);
    const twice = await importFile(used, sheet([...rows, rows[0] ?? {}]), 'Ordered');
    expect(twice).toMatchObject({ status: 'COMPLETED', rowsRead: 4, rowsUnchanged: 3, rowsRejected: 1 });
    expect(await versions()).toHaveLength(2);
  });

  it('compares values whatever the change indicator says, and keeps the id of the plan', async () => {
    await importFile(used, sheet([{}]), 'Changed');
    const [before] = await products('Changed');
    const outcome = await importFile(used, sheet([{ UnitPrice: '101.00', ChangeIndicator: 'Unchanged' }]), 'Changed');
    expect(outcome).toMatchObject({ rowsAdded: 0, rowsChanged: 1, rowsRetired: 0 });
    const [after] = await products('Changed');
    expect(after?.plans).toMatchObject([{ id: before?.plans[0]?.id, price: { amount: '101.00' } }]);
  });

  it('keeps the current price until an announced one begins', async () => {
    await importFile(used, sheet([{}]), 'Announced');
    const next: SheetRow = { UnitPrice: '150.00', EffectiveStartDate: '2999-01-01T00:00:00Z' };
    expect(await importFile(used, sheet([next]), 'Announced')).toMatchObject({ rowsChanged: 1 });
    expect(await importFile(used, sheet([next]), 'Announced')).toMatchObject({ rowsChanged: 0 });
    const [product] = await products('Announced');
    expect(product?.plans).toMatchObject([{ price: { amount: '100.00' }, validFrom: '2026-01-01T00:00:00.000Z' }]);
    await used
      .catalog()
      .database.sql(`update catalog.price_period set valid_from = '2026-02-01Z' where valid_from = '2999-01-01Z'`);
    const [later] = await products('Announced');
    expect(later?.plans).toMatchObject([{ price: { amount: '150.00' }, validFrom: '2026-02-01T00:00:00.000Z' }]);
  });

  it('takes 20,000 rows, and changes nothing for the same file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      ProductId: `P${Math.floor(index / 20)}`,
      SkuTitle: `Product ${Math.floor(index / 20)}`,
      Market: ['US', 'DE', 'GB', 'JP', 'FR', 'NL', 'BE', 'AT', 'CH', 'IT'][index % 10] ?? 'US',
      Segment: index % 20 < 10 ? 'Commercial' : 'Education',
    }));
    const content = sheet(rows);
    expect(await importFile(used, content, 'Large')).toMatchObject({ status: 'COMPLETED', rowsAdded: 20_000 });
    expect(await importFile(used, content, 'Large')).toMatchObject({ rowsRead: 20_000, rowsAdded: 0, rowsChanged: 0 });
    const shorter = await importFile(used, sheet(rows.slice(0, 19_000)), 'Large');
    expect(shorter).toMatchObject({ rowsAdded: 0, rowsChanged: 0, rowsRetired: 1_000 });
    const tooShort = await importFile(used, sheet(rows.slice(0, 18_000)), 'Large');
    expect(tooShort).toMatchObject({ status: 'NEEDS_CONFIRMATION', rowsChanged: 0, rowsRetired: 1_000 });
    expect(tooShort.warnings).toEqual([expect.stringMatching(/would retire, 100 of 1900 plans .* 7 other markets\./)]);
  }, 120_000);
});
