import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfirmPriceListImportDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { confirm, importFile, providerUser, sheet, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { productsOf, many } from './imported-products.ts';

describeOnBothDatabases('the retirement of plans by a price list import', (kind) => {
  const used = useCatalog(kind);
  const products = (vendor: string) => productsOf(used.catalog(), vendor);
  /** What is left of a sheet that was taken back. */
  const leftOf = async (importId: string) => {
    const [row] = await used.catalog().database.sql<object>(
      `select
         (select count(*)::int from catalog.price_period as period join catalog.plan on plan.id = period.plan_id
          join catalog.product on product.id = plan.product_id join catalog.vendor on vendor.id = product.vendor_id
          where period.since_version > vendor.price_version or period.until_version > vendor.price_version) as periods,
         (select count(*)::int from catalog.plan where not exists (
            select 1 from catalog.price_period where plan_id = plan.id)) as plans,
         (select count(*)::int from catalog.product where mpn = 'MAIL:new') as products,
         (select count(*)::int from catalog.sheet_row where import_id = $1) as staged`,
      [importId],
    );
    return row;
  };

  it('includes plans that a newer sheet lacks in its markets, and ends the sale of empty products', async () => {
    const stays: SheetRow[] = [{ SkuId: '0001' }, { SkuId: '0001', Segment: 'Charity' }, ...many(37, 'Kept')];
    const goes: SheetRow[] = [
      { SkuId: '0002', SkuTitle: 'Mail, small' },
      { SkuId: '0002', SkuTitle: 'Mail, small', TermDuration: 'P1M' },
    ];
    const elsewhere: SheetRow[] = [{ SkuId: '0001', Market: 'GB', Currency: 'GBP' }];
    await importFile(used, sheet([...stays, ...goes, ...elsewhere]), 'Retiring');
    const outcome = await importFile(used, sheet(stays), 'Retiring');
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsAdded: 0, rowsChanged: 0, rowsRetired: 2 });
    const mail = async () => (await products('Retiring')).filter(({ mpn }) => mpn.startsWith('MAIL'));
    expect((await mail()).map(({ mpn, plans }) => [mpn, plans.length])).toEqual([['MAIL:0001', 3]]);
    const back = await importFile(used, sheet([...stays, ...goes.slice(0, 1)]), 'Retiring');
    expect(back).toMatchObject({ rowsAdded: 0, rowsChanged: 1, rowsRetired: 0 });
    expect((await mail()).map(({ mpn }) => mpn)).toEqual(['MAIL:0001', 'MAIL:0002']);
  });

  it('includes no plans of another kind than the sheet has', async () => {
    await importFile(used, sheet([{ SkuId: '0001' }, ...many(40, 'Licence')]), 'Kinds');
    const before = await products('Kinds');
    const software = many(3, 'Soft').map((row) => ({ ...row, Tags: 'Software' }));
    expect(await importFile(used, sheet(software), 'Kinds')).toMatchObject({
      status: 'COMPLETED',
      rowsAdded: 3,
      rowsChanged: 0,
      rowsRetired: 0,
    });
    const after = await products('Kinds');
    expect(after).toHaveLength(before.length + 3);
    expect(after.filter(({ category }) => category === 'Licence-based (NCE)')).toEqual(before);
    const lessSoftware = await importFile(used, sheet(software.slice(1)), 'Kinds');
    expect(lessSoftware).toMatchObject({ status: 'COMPLETED', rowsRetired: 1 });
  });

  it('waits for a confirmation when it exceeds a twentieth of a kind and market, and changes nothing before', async () => {
    const rows = [...many(40, 'Sold'), ...many(20, 'Sold').map((row) => ({ ...row, Market: 'GB', Currency: 'GBP' }))];
    await importFile(used, sheet(rows), 'Too short');
    const before = await products('Too short');
    const changed = (from: number, to: number) => rows.slice(from, to).map((row) => ({ ...row, UnitPrice: '90.00' }));
    const content = sheet([...changed(3, 40), ...changed(41, 60), { SkuId: 'new' }]);
    const outcome = await importFile(used, content, 'Too short');
    expect(outcome).toMatchObject({ status: 'NEEDS_CONFIRMATION', rowsAdded: 1, rowsChanged: 56, rowsRetired: 4 });
    expect(outcome.warnings).toEqual(['The sheet lacks, and would retire, 3 of 40 plans (licence, US).']);
    expect(await products('Too short')).toEqual(before);
    expect(await leftOf(outcome.id)).toEqual({ periods: 0, plans: 0, products: 0, staged: 0 });
    const confirmed = await confirm(used.catalog(), outcome.id);
    expect(confirmed).toMatchObject({ status: 'COMPLETED', rowsAdded: 1, rowsChanged: 56, rowsRetired: 4 });
    const after = await products('Too short');
    expect(after.map(({ mpn }) => mpn)).toContain('MAIL:new');
    expect(after.flatMap(({ plans }) => plans)).toHaveLength(57);
  });

  it('is confirmed for one file only, and once', async () => {
    const rows = many(40, 'Exchanged');
    await importFile(used, sheet(rows), 'Exchanged');
    const { id } = await importFile(used, sheet(rows.slice(3)), 'Exchanged');
    await writeFile(join(used.importDir, 'sheet.csv'), sheet(rows.slice(4)));
    expect(await confirm(used.catalog(), id)).toMatchObject({
      status: 'FAILED',
      failure: 'The file is not the one that was confirmed. Import it again.',
    });
    const again = await used.catalog().ask(ConfirmPriceListImportDocument, { input: { importId: id } }, providerUser);
    expect(again.data.confirmPriceListImport.userErrors).toMatchObject([
      { code: 'STATE_CONFLICT', path: ['importId'] },
    ]);
    expect((await products('Exchanged')).flatMap(({ plans }) => plans)).toHaveLength(40);
  });

  it('includes no plan that a rejected row may have meant', async () => {
    await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002' }, { SkuId: '0003' }]), 'Doubtful');
    const badPrice = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002', UnitPrice: 'x' }]), 'Doubtful');
    expect(badPrice).toMatchObject({ rowsRetired: 1, rowsRejected: 1, warnings: [] });
    const unreadable = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '?' }]), 'Doubtful');
    expect(unreadable).toMatchObject({
      rowsRetired: 0,
      rowsRejected: 1,
      warnings: ['Nothing is retired in US, because the product of a rejected row cannot be read.'],
    });
  });
});
