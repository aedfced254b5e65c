import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { importFile, sheet, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { productsOf, many } from './imported-products.ts';

describeOnBothDatabases('the retirement of plans by a price list import', (kind) => {
  const used = useCatalog(kind);
  const products = (vendor: string) => productsOf(used.catalog(), vendor);

  it('includes plans that a newer sheet lacks in the scopes it covers, and ends the sale of empty products', async () => {
    const stays: SheetRow[] = [{ SkuId: '0001' }, ...many(37, 'Kept')];
    const goes: SheetRow[] = [
      { SkuId: '0002', SkuTitle: 'Mail, small' },
      { SkuId: '0002', SkuTitle: 'Mail, small', TermDuration: 'P1M' },
    ];
    const elsewhere: SheetRow[] = [
      { SkuId: '0001', Market: 'GB', Currency: 'GBP' },
      { SkuId: '0001', Segment: 'Charity' },
    ];
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
    const other = many(3, 'Other').map((row) => ({ ...row, Tags: '' }));
    expect(await importFile(used, sheet(other), 'Kinds')).toMatchObject({ rowsAdded: 3, rowsRetired: 0 });
    const after = await products('Kinds');
    expect(after).toHaveLength(before.length + 6);
    expect(after.filter(({ category }) => category === 'Licence-based (NCE)')).toEqual(before);
    const lessSoftware = await importFile(used, sheet(software.slice(1)), 'Kinds');
    expect(lessSoftware).toMatchObject({ status: 'COMPLETED', rowsRetired: 1 });
  });

  it('is refused with a message when it exceeds a twentieth of a kind, market and segment', async () => {
    const rows = [...many(40, 'Sold'), ...many(20, 'Sold').map((row) => ({ ...row, Market: 'GB', Currency: 'GBP' }))];
    await importFile(used, sheet(rows), 'Too short');
    const before = await products('Too short');
    const changed = (from: number, to: number) => rows.slice(from, to).map((row) => ({ ...row, UnitPrice: '1.00' }));
    const outcome = await importFile(
      used,
      sheet([...changed(3, 40), ...changed(41, 60), { SkuId: 'new' }]),
      'Too short',
    );
    expect(outcome).toMatchObject({ status: 'FAILED', rowsRead: 0, rowsAdded: 0, rowsChanged: 0, rowsRetired: 0 });
    expect(outcome.failure).toBe(
      'Nothing was changed: the sheet would retire 3 of 40 plans (Licence-based (NCE), US, COMMERCIAL). A sheet may ' +
        'retire 5 % of the plans of a category, market and segment, and at least one. If the sheet is complete, import ' +
        'it with the command catalog:import and its option --retire-anyway.',
    );
    expect(outcome.rejected).toEqual([{ line: 0, column: null, message: outcome.failure }]);
    expect(await products('Too short')).toEqual(before);
    const allowed = await importFile(used, sheet([...changed(2, 40), ...changed(41, 60)]), 'Too short');
    expect(allowed).toMatchObject({ status: 'COMPLETED', rowsChanged: 57, rowsRetired: 3, failure: null });
  });

  it('includes no plan that a rejected row may have meant', async () => {
    await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002' }, { SkuId: '0003' }]), 'Doubtful');
    const badPrice = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '0002', UnitPrice: 'x' }]), 'Doubtful');
    expect(badPrice).toMatchObject({ rowsRetired: 1, rowsRejected: 1 });
    const unreadable = await importFile(used, sheet([{ SkuId: '0001' }, { SkuId: '?' }]), 'Doubtful');
    expect(unreadable).toMatchObject({ rowsRetired: 0, rowsRejected: 1 });
  });
});
