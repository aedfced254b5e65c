import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateMarketplaceOfDocument,
  ImportPriceListDocument,
  ListProductDocument,
  SetMarginDocument,
} from '../../schema/operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startProcess } from '../support/processes.ts';
import { startDistributedProcesses, type DistributedProcesses } from './distributed-processes.ts';
import { READY } from './embedded-process.ts';
import type { GraphClient } from './graph-client.ts';
import { signIn } from './platform.ts';

const natsUrl = process.env['TEST_NATS_URL'] ?? '';
const isPossible = natsUrl !== '' && (process.env['TEST_DATABASE_URL'] ?? '') !== '';

if (isPossible) {
  describe('two processes of the catalogue on one database', describeTwo);
} else {
  test.skip('two processes of the catalogue are not tried: TEST_DATABASE_URL or TEST_NATS_URL is not set');
}

const MPN = 'CFQ7TTC0LH18:0001';

/** A sheet of one row: the monthly plan of the product for the United States at another cost. */
const SHEET = `ProductId,SkuId,SkuTitle,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment
CFQ7TTC0LH18,0001,Microsoft 365 Business Basic,P1M,Monthly,US,USD,6.00,2026-11-01T00:00:00Z,9999-12-31T00:00:00Z,License,7.20,Commercial
`;

interface Priced {
  readonly viewer: { readonly account: { readonly id: string; readonly parent: { readonly id: string } | null } };
  readonly products: { readonly totalCount: number };
  readonly product: {
    readonly id: string;
    readonly plans: readonly { readonly price: { readonly amount: string } | null }[];
  };
}

const PRICE = `query ($mpn: String!, $plan: PlanFilter) {
  viewer { account { id parent { id } } }
  products { totalCount }
  product(mpn: $mpn) { id plans(filter: $plan) { price { amount } } }
}`;

function describeTwo(): void {
  const resources = new AsyncDisposableStack();
  let distributed: DistributedProcesses;
  /** The graph whose gateway asks the second process. */
  let second: { readonly url: string; readonly password: string };
  beforeAll(async () => {
    distributed = resources.use(await startDistributedProcesses(natsUrl));
    await distributed.startWorker();
    const { environment, platform } = distributed;
    const port = String(await freePort());
    const file = 'dist/subgraphs/shared/process/start.js';
    const other = { ...environment, CATALOG_PORT: port };
    await resources.use(startProcess({ file, args: ['catalog'], environment: other })).says(/ is ready at /);
    const behind = { ...environment, PORT: '0', CATALOG_URL: `http://127.0.0.1:${port}` };
    const gateway = resources.use(startProcess({ file: 'dist/gateway/main.js', environment: behind }));
    second = { url: await gateway.says(READY), password: platform.password };
  });
  afterAll(() => resources.disposeAsync());

  const first = (login: string) => signIn(distributed.platform, login);
  const ask = (client: GraphClient) =>
    client.data<Priced>(PRICE, { mpn: MPN, plan: { segment: 'COMMERCIAL', market: 'US', term: 'P1M' } });
  const priceOf = async (client: GraphClient) => (await ask(client)).product.plans[0]?.price?.amount;

  // Each question to the second process follows the answer of the first one at once: nothing is waited for.
  test('show a rule for prices in the next answer', async () => {
    const [seller, reader] = [await first('meridian.admin'), await signIn(second, 'summit.admin')];
    expect(await priceOf(reader)).toBe('6.2208');
    const { viewer } = await ask(reader);
    const { viewer: provider } = await ask(seller);
    const sale = { sellerId: provider.account.id, accountId: viewer.account.id };
    for (const [percent, price] of [
      ['25', '7.20'],
      ['50', '8.64'],
    ] as const) {
      const { setMargin } = await seller.data(SetMarginDocument, { input: { ...sale, percent } });
      expect(setMargin.userErrors).toEqual([]);
      expect(await priceOf(reader)).toBe(price);
    }
  });

  test('show a listing in the next answer', async () => {
    const [seller, buyer] = [await first('summit.admin'), await signIn(second, 'alpine.admin')];
    const { viewer, product, products } = await ask(seller);
    expect((await ask(buyer)).products.totalCount).toBe(products.totalCount);
    const input = { ownerId: viewer.account.id, name: 'Two', market: 'US', currency: 'USD' };
    const { createMarketplace } = await seller.data(CreateMarketplaceOfDocument, { input });
    const marketplaceId = createMarketplace.marketplace?.id ?? '';
    const none = await buyer.data<{ products: { totalCount: number } }>('{ products { totalCount } }');
    expect(none.products.totalCount).toBe(0);
    await seller.data(ListProductDocument, { input: { marketplaceId, productId: product.id } });
    expect((await ask(buyer)).products.totalCount).toBe(1);
  });

  test('show the whole of an import as soon as one of them says that it is there', async () => {
    const [provider, reader] = [await first('meridian.admin'), await signIn(second, 'meridian.admin')];
    const folder = join(distributed.environment['DATA_DIR'] ?? '', 'import');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'change.csv'), SHEET);
    expect(await priceOf(reader)).toBe('5.76');
    const input = { vendor: 'Microsoft Corporation', source: 'change.csv', partial: true };
    const { importPriceList } = await provider.data(ImportPriceListDocument, { input });
    const id = importPriceList.priceListImport?.id ?? '';
    await eventually(async () => {
      const { priceListImport } = await provider.data<{ priceListImport: { status: string } }>(
        'query ($id: ID!) { priceListImport(id: $id) { status } }',
        { id },
      );
      expect(priceListImport.status).toBe('COMPLETED');
    });
    expect(await priceOf(reader)).toBe('6.00');
  });
}
