import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  CreateMarketplaceDocument,
  ExportPriceListDocument,
  PublishListingDocument,
  SetMarginDocument,
  type ExportPriceListInput,
} from '../../../operations/generated/graphql.ts';
import { callEndpoint } from '../../../../subgraphs/shared/process/endpoint.ts';
import { describeOnBothDatabases, type DatabaseKind } from '../../../support/databases.ts';
import { bodyOf } from '../../../support/endpoint-body.ts';
import { userOf, type ContextClaims } from '../../../support/principals.ts';
import {
  announce,
  askingFor,
  GOOD_ROW,
  importFile,
  MONEY,
  providerUser,
  resellerUser,
  sheet,
  subResellerUser,
  tree,
  useCatalog,
  type Catalog,
  type SheetRow,
} from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

/** Follows a link as the gateway passes it on. */
async function download(catalog: Catalog, csvUrl: string | null | undefined, method = 'GET') {
  const endpoint = catalog.subgraph.endpoints['/files/'];
  if (endpoint === undefined || typeof csvUrl !== 'string') throw new Error('There is no file');
  const answer = await callEndpoint(endpoint, {
    method,
    path: new URL(csvUrl).pathname,
    query: new URLSearchParams(),
    contentType: undefined,
    authorization: undefined,
    cookie: undefined,
    body: '',
    principal: { kind: 'anonymous', clientAddress: '192.0.2.7' },
  });
  return { status: answer.status, headers: answer.headers, text: await bodyOf(answer) };
}

const rowsOf = (text: string): readonly Record<string, string>[] =>
  parse(text, { bom: true, columns: true }) as Record<string, string>[];

/** What a catalogue has of a market, without its own ids. */
async function contentOf(catalog: Catalog, market: string): Promise<readonly object[]> {
  return catalog.database.sql(
    `select product.mpn, product.name, product.description, product.category, plan.segment, plan.term, plan.billing_cycle,
       plan.currency, plan.kind, plan.sheet, period.valid_from, period.valid_to, period.end_of_sale, period.min_quantity,
       period.max_quantity, period.retail
     from catalog.price_period as period join catalog.plan on plan.id = period.plan_id
     join catalog.product on product.id = plan.product_id
     where plan.market = $1 and period.until_version is null
     order by mpn, segment, term, billing_cycle, plan.currency, valid_from, min_quantity`,
    [market],
  );
}

describeOnBothDatabases('an exported price list', (kind) => {
  const { catalog, ask, productId } = useSampleCatalog(kind);
  const exported = async (input: Partial<ExportPriceListInput> = {}, by: ContextClaims = resellerUser) =>
    (await ask(ExportPriceListDocument, { input: { market: 'US', currency: 'USD', ...input } }, by)).exportPriceList;
  const fileOf = async (input: Partial<ExportPriceListInput> = {}, by: ContextClaims = resellerUser) =>
    (await download(catalog(), (await exported(input, by)).csvUrl)).text;

  describe('imported into another catalogue', () => {
    const other = useOtherCatalog(kind);

    it('has the same content, and its costs are the prices that were exported', async () => {
      const file = await fileOf();
      const { rowsAdded, rejected, warnings } = await importFile(other, file, 'Microsoft Corporation');
      expect([rowsAdded, rejected, warnings]).toEqual([rowsOf(file).length, [], []]);
      expect(await contentOf(other.catalog(), 'US')).toEqual(await contentOf(catalog(), 'US'));
      const { exportPriceList } = await askingFor(other.catalog)(
        ExportPriceListDocument,
        { input: { market: 'US', currency: 'USD' } },
        providerUser,
      );
      const again = await download(other.catalog(), exportPriceList.csvUrl);
      expect(rowsOf(again.text).toSorted(byPlan)).toEqual(rowsOf(file).toSorted(byPlan));
    });
  });

  it('has what the account pays: its own price for the viewer, the selling price for a child', async () => {
    await ask(
      SetMarginDocument,
      { input: { sellerId: tree.provider.id, accountId: tree.reseller.id, percent: '10' } },
      providerUser,
    );
    const price = (text: string): string | undefined =>
      rowsOf(text).find(
        ({ ProductId, SkuId, TermDuration, Segment }) =>
          [ProductId, SkuId, TermDuration, Segment].join() === 'CFQ7TTC0LH18,0001,P1M,Commercial',
      )?.['UnitPrice'];
    // 5.76, with ten percent of the provider's, and twelve more for who buys from the reseller.
    expect(price(await fileOf({}, providerUser))).toBe('5.76');
    expect(price(await fileOf())).toBe('6.336');
    expect(price(await fileOf({ accountId: tree.directCustomer.id }))).toBe('7.09632');
    expect(price(await fileOf({ accountId: tree.reseller.id }, providerUser))).toBe('6.336');
    // The price of the next tier has eight digits after the point: a sheet has six.
    expect(price(await fileOf({ accountId: tree.customer.id }, subResellerUser))).toBe('7.947878');
  });

  it('is that of the own account or of a direct child, for those who may see money', async () => {
    const errors = async (input: Partial<ExportPriceListInput>, by = resellerUser) =>
      (await exported(input, by)).userErrors;
    expect(await errors({ accountId: tree.customer.id })).toEqual([{ code: 'NOT_ALLOWED', path: ['accountId'] }]);
    expect(await errors({ accountId: tree.otherReseller.id })).toEqual([{ code: 'NOT_FOUND', path: ['accountId'] }]);
    expect(await errors({ accountId: tree.provider.id })).toEqual([{ code: 'NOT_FOUND', path: ['accountId'] }]);
    expect(await errors({ market: 'AQ' })).toEqual([{ code: 'NOT_FOUND', path: ['market'] }]);
    const poor = userOf(tree.reseller, ['MANAGE_PRICES']);
    const asked = await catalog().ask(ExportPriceListDocument, { input: { market: 'US', currency: 'USD' } }, poor);
    expect(asked.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is behind a link that nobody can make or change, and that tells nothing', async () => {
    const { csvUrl } = await exported();
    expect(csvUrl).toMatch(/^http:\/\/localhost:4000\/files\/test\.[\w-]+=*$/);
    const { status, headers } = await download(catalog(), csvUrl);
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="price-list-US-USD-\d{4}-\d\d-\d\d\.csv"$/);
    const link = csvUrl ?? '';
    const changed = `${link.slice(0, -20)}${link.at(-20) === 'A' ? 'B' : 'A'}${link.slice(-19)}`;
    for (const wrong of [
      changed,
      link.slice(0, -8),
      'http://localhost:4000/files/',
      'http://localhost:4000/files/none',
    ]) {
      expect((await download(catalog(), wrong)).status).toBe(404);
    }
    expect((await download(catalog(), link, 'POST')).status).toBe(405);
    const deeper = (await exported({}, userOf(tree.customer, MONEY))).csvUrl ?? '';
    expect(deeper.length).toBe(link.length);
  });

  it('is over after an hour, and when the account has moved', async () => {
    const { csvUrl } = await exported({}, subResellerUser);
    await catalog().database.sql('update catalog.account set path = $2 where id = $1', [
      tree.subReseller.id,
      `${tree.otherReseller.path}.${tree.subReseller.id.slice(4)}`,
    ]);
    expect((await download(catalog(), csvUrl)).status).toBe(404);
    await catalog().database.sql('update catalog.account set path = $2 where id = $1', [
      tree.subReseller.id,
      tree.subReseller.path,
    ]);
    expect((await download(catalog(), csvUrl)).status).toBe(200);
  });

  it('has for a customer what its seller lists', async () => {
    await announce(catalog(), tree.directCustomer, 2, { country: 'US' });
    const market = { ownerId: tree.reseller.id, name: 'Listed', market: 'US', currency: 'USD' };
    const { createMarketplace } = await ask(CreateMarketplaceDocument, { input: market });
    const listed = {
      marketplaceId: createMarketplace.marketplace?.id ?? '',
      productId: await productId('CFQ7TTC0LH18:0001'),
    };
    await ask(PublishListingDocument, { input: listed });
    const customer = userOf(tree.directCustomer, MONEY);
    for (const text of [await fileOf({}, customer), await fileOf({ accountId: tree.directCustomer.id })]) {
      expect(new Set(rowsOf(text).map(({ ProductId }) => ProductId))).toEqual(new Set(['CFQ7TTC0LH18']));
    }
    expect((await exported({ market: 'DE', currency: 'EUR' }, customer)).userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['market'] },
    ]);
  });
});

/** A second catalogue, empty. */
function useOtherCatalog(kind: DatabaseKind) {
  return useCatalog(kind, { askGraph: () => Promise.resolve({ data: { account: null } }) });
}

const byPlan = (a: Record<string, string>, b: Record<string, string>): number =>
  Object.values(a).join('|') < Object.values(b).join('|') ? -1 : 1;

describeOnBothDatabases('a price list of every kind of row', (kind) => {
  const first = useCatalog(kind);
  const second = useCatalog(kind);

  const ROWS: readonly SheetRow[] = [
    { ProductId: 'CFQ1', UnitPrice: '100', 'ERP Price': '' },
    { ProductId: 'CFQ1', Segment: 'Charity', EffectiveEndDate: '2099-06-30T23:59:59Z' },
    { ProductId: 'CFQ1', Segment: 'Education', EffectiveStartDate: '2099-01-01T00:00:00Z' },
    { ProductId: 'CFQ2', TermDuration: 'P1Y', BillingPlan: 'None', UnitPrice: '0', Tags: 'License,Trial' },
    { ProductId: 'CFQ3', TermDuration: 'P1Y', BillingPlan: 'None', UnitPrice: '0', Tags: 'License' },
    { ProductId: 'DG7A', TermDuration: 'P3Y', BillingPlan: 'OneTime', Tags: 'Software' },
    { ProductId: 'DG7B', TermDuration: 'OneTime', BillingPlan: 'OneTime', Tags: 'Software' },
    { ProductId: 'CFQ4', Tags: 'Other', SkuTitle: 'Name with "quotes", commas', SkuDescription: 'Two\r\nlines' },
    { ProductId: 'CFQ5', TermDuration: 'P1M', BillingPlan: 'Monthly', UnitPrice: '0.123456' },
  ];

  it('is imported with the same content as it was exported with', async () => {
    const imported = await importFile(first, sheet(ROWS));
    expect([imported.rowsAdded, imported.rejected]).toEqual([ROWS.length, []]);
    const export1 = await exportOf(first.catalog());
    const again = await importFile(second, export1);
    expect([again.rowsAdded, again.rejected]).toEqual([ROWS.length, []]);
    expect(await contentOf(second.catalog(), 'US')).toEqual(await contentOf(first.catalog(), 'US'));
    expect(rowsOf(await exportOf(second.catalog())).toSorted(byPlan)).toEqual(rowsOf(export1).toSorted(byPlan));
  });

  it('has no cell that a spreadsheet would run', async () => {
    // The importer refuses such texts: these are from before it did.
    await first
      .catalog()
      .database.sql(`update catalog.product set name = '=cmd|''/c calc''!A1', description = '@SUM(1)'`);
    const cells = rowsOf(await exportOf(first.catalog())).flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([]);
    expect(cells).toContain(`'=cmd|'/c calc'!A1`);
  });

  async function exportOf(catalog: Catalog): Promise<string> {
    const input = { market: GOOD_ROW.Market, currency: GOOD_ROW.Currency };
    const { data, errors } = await catalog.ask(ExportPriceListDocument, { input }, providerUser);
    expect(errors).toEqual([]);
    return (await download(catalog, data.exportPriceList.csvUrl)).text;
  }
});
