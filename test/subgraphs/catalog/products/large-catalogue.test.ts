import { execute, parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogConfig } from '../../../../subgraphs/catalog/config.ts';
import type { CatalogContext, CatalogDeps } from '../../../../subgraphs/catalog/context.ts';
import { createCatalogLoaders } from '../../../../subgraphs/catalog/loaders/catalog-loaders.ts';
import { openCatalogDatabase } from '../../../../subgraphs/catalog/main.ts';
import type { Database } from '../../../../subgraphs/shared/database/database.ts';
import { openOutbox } from '../../../../subgraphs/shared/database/outbox.ts';
import {
  DEEP_RESELLER,
  makeCatalogRows,
  PLANS_OF_PRODUCT,
  PRODUCT_FACETS,
  PRODUCT_PAGE,
  PRODUCT_SEARCHES,
} from '../../../support/market/catalog-rows.ts';
import { explainingReader, type Explained } from '../../../support/market/explain.ts';
import { contextToken, readContextFor, userOf } from '../../../support/principals.ts';
import { MONEY, useCatalog } from '../catalog-under-test.ts';

/** Only some have plans, so that the catalogue is filled in seconds. */
const SIZE = { products: 20_000, withPlans: 5_000 };
const FIRST = 50;
/** Pages of 8 kB for a page of products: the ways into the indexes, then each product, plan, period and rule. */
const MOST_FOR_PAGE = 20_000;

interface PageData {
  readonly products: {
    readonly nodes: readonly {
      readonly plans: readonly { readonly price: object | null; readonly available: boolean }[];
    }[];
  };
}

interface ChangesData {
  readonly priceChanges: { readonly nodes: readonly object[]; readonly pageInfo: { readonly hasNextPage: boolean } };
}

const PRICE_CHANGES = `query ($from: Date!, $to: Date!, $first: Int) {
  priceChanges(from: $from, to: $to, first: $first) {
    nodes { effectiveAt percent before { amount } after { amount } plan { id } } pageInfo { hasNextPage }
  }
}`;

describe.skipIf((process.env['TEST_DATABASE_URL'] ?? '') === '')('a large catalogue, on PostgreSQL', () => {
  const { catalog } = useCatalog('postgresql');
  let database: Database | undefined;
  let deps: CatalogDeps | undefined;

  beforeAll(async () => {
    const { database: made, jobs, bus } = catalog();
    await makeCatalogRows(made.sql, SIZE);
    database = await openCatalogDatabase(made.address);
    const outbox = await openOutbox('catalog', { jobs, bus, logger: pino({ level: 'silent' }) });
    const config = readCatalogConfig({ SEALING_KEYS: `test:${Buffer.alloc(32).toString('base64')}` });
    const askGraph = () => Promise.reject(new Error('Nobody answers'));
    deps = { config, jobs, outbox, askGraph, now: database.clock.now };
  }, 60_000);
  afterAll(() => database?.close());

  /** What an operation of the reseller answers, with what the database did for each of its statements. */
  async function explained(
    text: string,
    variables: object,
  ): Promise<{ data: unknown; statements: readonly Explained[] }> {
    if (database === undefined || deps === undefined) throw new Error('The catalogue is made before the first test');
    const principal = await readContextFor('catalog')(contextToken('catalog', userOf(DEEP_RESELLER, MONEY)));
    const begun = database.begin();
    const { reader, explained: statements } = explainingReader(begun.read);
    const unitOfWork = { read: reader, write: begun.write };
    const loaders = createCatalogLoaders({ unitOfWork, principal, contextToken: undefined, deps });
    const contextValue: CatalogContext = { ...unitOfWork, principal, contextToken: '', loaders, deps };
    const { schema } = catalog().subgraph;
    const { data, errors } = await execute({
      schema,
      document: parse(text),
      variableValues: { ...variables },
      contextValue,
    });
    expect(errors).toBeUndefined();
    return { data, statements };
  }

  /** The vendors are a few rows in one page, which is read whole. */
  const scanned = (statements: readonly Explained[]): readonly string[] =>
    statements.flatMap(({ scanned: tables, sql }) =>
      tables.filter((table) => table !== 'vendor').map((table) => `${table}: ${sql}`),
    );

  it('is shown in pages with all plans and prices, at the cost of a page', async () => {
    const { data, statements } = await explained(PRODUCT_PAGE, { first: FIRST });
    const { nodes } = (data as PageData).products;
    const plans = nodes.flatMap((product) => product.plans);
    expect([nodes.length, plans.length]).toEqual([FIRST, FIRST * PLANS_OF_PRODUCT]);
    expect(plans.filter(({ price, available }) => price === null || !available)).toEqual([]);
    expect(scanned(statements)).toEqual([]);
    expect(statements).toHaveLength(5);
    expect(statements.reduce((sum, { buffers }) => sum + buffers, 0)).toBeLessThan(MOST_FOR_PAGE);
  });

  it('tells what becomes dearer at the cost of a page, whatever the number of plans', async () => {
    const variables = { from: '2098-01-01', to: '2100-01-01', first: FIRST };
    const { data, statements } = await explained(PRICE_CHANGES, variables);
    const { nodes, pageInfo } = (data as ChangesData).priceChanges;
    expect([nodes.length, pageInfo.hasNextPage]).toEqual([FIRST, true]);
    expect(scanned(statements)).toEqual([]);
    // The moments, the periods and the rules; plans are looked up by their ids.
    expect(statements).toHaveLength(3);
    expect(statements.reduce((sum, { buffers }) => sum + buffers, 0)).toBeLessThan(MOST_FOR_PAGE);
  });

  it.each(PRODUCT_SEARCHES)(
    'is searched for $title, with facets, without reading a table whole',
    async ({ variables, findsMost }) => {
      const { data, statements } = await explained(PRODUCT_FACETS, variables);
      expect((data as PageData).products.nodes.length).toBeGreaterThan(0);
      const looked = findsMost ? statements.filter(({ sql }) => !sql.includes('count(*)')) : statements;
      expect(scanned(looked)).toEqual([]);
    },
  );
});
