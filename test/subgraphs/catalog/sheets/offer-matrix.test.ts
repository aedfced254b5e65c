import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OffersOfProductDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { confirm, importFile, providerUser, sheet, useCatalog, type SheetRow } from '../catalog-under-test.ts';
import { productsOf } from './imported-products.ts';

const COLUMNS =
  'ProductId,SkuId,MinLicenses,MaxLicenses,AssetOwnershipLimit,AssetOwnershipLimitType,ProductSkuPreRequisites,' +
  'ProductSkuConversion,AllowedCountries';

/** An offer matrix: each row is an id of a product with the values of the columns after the SKU. */
function matrix(rows: Readonly<Record<string, string>>): string {
  return [COLUMNS, ...Object.entries(rows).map(([id, values]) => `${id},0001,${values}`), ''].join('\r\n');
}

const PLAIN = '1,300,,,,,';
const products = (...ids: readonly string[]): SheetRow[] =>
  ids.map((ProductId) => ({ ProductId, SkuTitle: ProductId }));
const plain = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, PLAIN]));

describeOnBothDatabases('an offer matrix', (kind) => {
  const used = useCatalog(kind);
  const importMatrix = (
    vendor: string,
    rows: Readonly<Record<string, string>>,
    told: Parameters<typeof importFile>[3] = {},
  ) => importFile(used, matrix(rows), vendor, told);
  const available = async (vendor: string) =>
    Object.fromEntries(
      (await productsOf(used.catalog(), vendor)).map(({ mpn, plans }) => [
        mpn.split(':')[0],
        plans.map((plan) => plan.available),
      ]),
    );
  const offers = async (mpn: string) =>
    (await used.catalog().ask(OffersOfProductDocument, { mpn }, providerUser)).data.product;
  /** The rows of the vendor that belong to no version that readers see, or to none any more. */
  const unseen = async (vendor: string) => {
    const [row] = await used.catalog().database.sql<{ rows: number }>(
      `select count(*)::int as rows from catalog.offer join catalog.vendor on vendor.id = offer.vendor_id
       where vendor.name = $1 and (offer.since_version > vendor.matrix_version or offer.until_version is not null)`,
      [vendor],
    );
    return row?.rows;
  };

  it('says which licences can be ordered, once there is one; software needs no row', async () => {
    await importFile(used, sheet([...products('A1', 'A2'), { ProductId: 'SOFT', Tags: 'Software' }]), 'Rows');
    expect(await available('Rows')).toEqual({ A1: [true], A2: [true], SOFT: [true] });
    const outcome = await importMatrix('Rows', { A1: PLAIN });
    expect(outcome).toMatchObject({ status: 'COMPLETED', kind: 'OFFER_MATRIX', rowsRead: 1, rowsAdded: 1 });
    expect(outcome.warnings).toEqual(['1 licence SKU has no row in the offer matrix and cannot be ordered: A2:0001.']);
    expect(await available('Rows')).toEqual({ A1: [true], A2: [false], SOFT: [true] });
  });

  it('that is the first waits when it takes many licences from sale, a part of one as well', async () => {
    await importFile(used, sheet(products('K1', 'K2', 'K3')), 'First');
    for (const partial of [false, true]) {
      const doubted = await importMatrix('First', { K1: PLAIN }, { partial });
      expect(doubted).toMatchObject({ status: 'NEEDS_CONFIRMATION' });
      expect(doubted.warnings).toEqual([
        'It would be the first offer matrix, and has no row for 2 of 3 licences on sale, which could not be ordered any more.',
        '2 licence SKUs have no row in the offer matrix and cannot be ordered: K2:0001, K3:0001.',
      ]);
    }
    expect([await unseen('First'), await available('First')]).toEqual([0, { K1: [true], K2: [true], K3: [true] }]);
  });

  it('may come before the price list, which then says what the matrix lacks', async () => {
    await importMatrix('Before', { B1: '5,9,,,,,', B2: PLAIN });
    const outcome = await importFile(used, sheet(products('B1', 'B3')), 'Before');
    expect(outcome.warnings).toEqual(['1 licence SKU has no row in the offer matrix and cannot be ordered: B3:0001.']);
    expect(await available('Before')).toEqual({ B1: [true], B3: [false] });
    expect(await offers('B1:0001')).toMatchObject({ minQuantity: 5, maxQuantity: 9 });
  });

  it('allows a product in its countries only', async () => {
    const inGermany = { Market: 'DE', Currency: 'EUR' };
    await importFile(used, sheet([...products('C1'), { ...products('C1')[0], ...inGermany }]), 'Countries');
    expect(await importMatrix('Countries', { C1: '1,300,,,,,US;GB' })).toMatchObject({ status: 'COMPLETED' });
    // Sorted by market: Germany before the United States.
    expect(await available('Countries')).toEqual({ C1: [false, true] });
  });

  it('is compared with the one before: what is the same, what changes, what it lacks', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `D${index}`);
    await importFile(used, sheet(products(...ids)), 'Compared');
    await importMatrix('Compared', plain(ids));
    const next = { ...plain(ids.slice(2)), D3: '1,500,,,D4/0001,D5/0001,', NEW: PLAIN };
    const outcome = await importMatrix('Compared', next);
    expect(outcome).toMatchObject({
      status: 'COMPLETED',
      rowsRead: 39,
      rowsAdded: 1,
      rowsChanged: 1,
      rowsUnchanged: 37,
      rowsRetired: 2,
      warnings: ['2 licence SKUs have no row in the offer matrix and cannot be ordered: D0:0001, D1:0001.'],
    });
    expect(await offers('D3:0001')).toEqual({
      minQuantity: 1,
      maxQuantity: 500,
      prerequisites: [{ mpn: 'D4:0001' }],
      conversions: [{ mpn: 'D5:0001' }],
    });
    expect(await available('Compared')).toMatchObject({ D0: [false], D1: [false], D2: [true] });
    expect(await unseen('Compared')).toBe(0);
  });

  it('that lacks too much waits, and nothing changes before it is confirmed', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `E${index}`);
    await importFile(used, sheet(products(...ids)), 'Doubted');
    await importMatrix('Doubted', plain(ids));
    const doubted = await importMatrix('Doubted', plain(ids.slice(3)));
    expect(doubted).toMatchObject({ status: 'NEEDS_CONFIRMATION', rowsRetired: 3 });
    expect(doubted.warnings[0]).toBe(
      'The sheet lacks 3 of 40 products that the offer matrix has, and licences without a row cannot be ordered.',
    );
    expect([await unseen('Doubted'), await available('Doubted')]).toMatchObject([0, { E0: [true], E2: [true] }]);
    expect(await confirm(used.catalog(), doubted.id)).toMatchObject({ status: 'COMPLETED', rowsRetired: 3 });
    expect(await available('Doubted')).toMatchObject({ E0: [false], E2: [false], E3: [true] });
  });

  it('that is partial, or has a row whose product cannot be read, retires nothing', async () => {
    const ids = ['F1', 'F2', 'F3'];
    await importFile(used, sheet(products(...ids)), 'Partial');
    await importMatrix('Partial', plain(ids));
    expect(await importMatrix('Partial', { F1: '1,7,,,,,' }, { partial: true })).toMatchObject({ rowsRetired: 0 });
    const unreadable = await importMatrix('Partial', { F1: '1,8,,,,,', '!': PLAIN });
    expect(unreadable).toMatchObject({ status: 'COMPLETED', rowsChanged: 1, rowsRetired: 0 });
    expect(unreadable.warnings).toEqual(['No row is retired, because the product of a rejected row cannot be read.']);
    expect(await available('Partial')).toEqual({ F1: [true], F2: [true], F3: [true] });
  });

  it('keeps the row of a product whose new row is rejected', async () => {
    await importFile(used, sheet(products('G1', 'G2')), 'Kept');
    await importMatrix('Kept', plain(['G1', 'G2']));
    const outcome = await importMatrix('Kept', { G1: '1,Unlimited,,,,,', G2: PLAIN });
    expect(outcome).toMatchObject({ status: 'COMPLETED', rowsRetired: 0, rowsRejected: 1, warnings: [] });
    expect(await offers('G1:0001')).toMatchObject({ maxQuantity: 300 });
  });

  it('changes nothing in a dry run, and leaves nothing when it breaks off', async () => {
    await importFile(used, sheet(products('H1', 'H2')), 'Dry');
    await importMatrix('Dry', plain(['H1', 'H2']));
    const dry = await importMatrix('Dry', { H1: '1,9,,,,,', H2: PLAIN }, { dryRun: true });
    expect(dry).toMatchObject({ status: 'COMPLETED', rowsChanged: 1, rowsUnchanged: 1 });
    await writeFile(join(used.importDir, 'sheet.csv'), '');
    const cut = `${matrix({ H1: '1,9,,,,,', H2: PLAIN })}H3,0001,"1`;
    expect(await importFile(used, cut, 'Dry')).toMatchObject({ status: 'FAILED' });
    expect([await unseen('Dry'), (await offers('H1:0001'))?.maxQuantity]).toEqual([0, 300]);
  });

  it('with several rows of a product takes the last one', async () => {
    await importFile(used, sheet(products('I1')), 'Twice');
    const twice = `${matrix({ I1: '1,10,,,,,' })}I1,0001,1,20,,,,,\r\nI1,1,1,20,,,,,\r\n`;
    expect(await importFile(used, twice, 'Twice')).toMatchObject({ rowsRead: 3, rowsAdded: 2, rowsChanged: 1 });
    expect((await offers('I1:0001'))?.maxQuantity).toBe(20);
  });

  it('says what an import of thousands of rows would have to say, in pages', async () => {
    const ids = Array.from({ length: 1_250 }, (_, index) => `J${index}`);
    expect(await importMatrix('Large', plain(ids))).toMatchObject({ status: 'COMPLETED', rowsAdded: 1_250 });
    const again = await importMatrix('Large', plain(ids));
    expect(again).toMatchObject({ status: 'COMPLETED', rowsAdded: 0, rowsUnchanged: 1_250, rowsRetired: 0 });
  });
});
