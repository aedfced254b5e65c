import { execute, parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogConfig } from '../../../../subgraphs/catalog/config.ts';
import type { CatalogContext, CatalogDeps } from '../../../../subgraphs/catalog/context.ts';
import { createCatalogLoaders } from '../../../../subgraphs/catalog/loaders/catalog-loaders.ts';
import { openCatalogDatabase } from '../../../../subgraphs/catalog/main.ts';
import type { Database } from '../../../../subgraphs/shared/database/database.ts';
import { openOutbox } from '../../../../subgraphs/shared/database/outbox.ts';
import { DEEP_RESELLER, makeCatalogRows } from '../../../support/market/catalog-rows.ts';
import { explainingReader, type Explained } from '../../../support/market/explain.ts';
import { contextToken, readContextFor, userOf, type PrincipalAccount } from '../../../support/principals.ts';
import { EVERYTHING, useCatalog } from '../catalog-under-test.ts';

const SIZE = { products: 4_000, withPlans: 500 };
const MARKETPLACES = 50;
/** Pages of 8 kB for a page of a list. */
const MOST_FOR_PAGE = 2_000;

const idOf = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`;
const customer: PrincipalAccount = {
  id: idOf('acc', 77),
  type: 'CUSTOMER',
  path: `${DEEP_RESELLER.path}.${idOf('acc', 77).slice(4)}`,
};
const seller = userOf(DEEP_RESELLER, EVERYTHING);
const buyer = userOf(customer, EVERYTHING);

describe.skipIf((process.env['TEST_DATABASE_URL'] ?? '') === '')(
  'marketplaces with many listings, on PostgreSQL',
  () => {
    const { catalog } = useCatalog('postgresql');
    let database: Database | undefined;
    let deps: CatalogDeps | undefined;

    beforeAll(async () => {
      const { database: made, jobs, bus } = catalog();
      await makeCatalogRows(made.sql, SIZE);
      await made.sql(
        `insert into catalog.marketplace (id, owner_id, name, market, currency, created_at)
       select 'mkt_' || lpad(n::text, 26, '0'), case when n = 1 then '${DEEP_RESELLER.id}' else 'acc_' || lpad(n::text, 26, '0') end,
         'Window ' || n, 'US', 'USD', now() from generate_series(1, ${MARKETPLACES}) as n`,
      );
      // Of every twenty listings of a marketplace fourteen are retired, and one waits for the deep reseller.
      await made.sql(
        `insert into catalog.listing (id, marketplace_id, product_id, status, published_at, retired_at, asked_id)
       select 'lst_' || lpad((n * 100000 + place)::text, 26, '0'), 'mkt_' || lpad(n::text, 26, '0'), id,
         case when place % 20 < 14 then 'RETIRED' when place % 20 = 14 then 'REQUESTED' else 'PUBLISHED' end,
         case when place % 20 = 14 then null else now() end, case when place % 20 < 14 then now() end,
         case when place % 20 = 14 then '${DEEP_RESELLER.id}' end
       from generate_series(1, ${MARKETPLACES}) as n
       cross join (select id, row_number() over (order by id) as place from catalog.product) as product`,
      );
      await made.sql(
        `insert into catalog.account (id, type, path, status, segment, currency, country, parent_id, version)
       values ('${customer.id}', 'CUSTOMER', '${customer.path}', 'ACTIVE', 'COMMERCIAL', 'USD', 'US', '${DEEP_RESELLER.id}', 1)`,
      );
      await made.sql('analyze');
      database = await openCatalogDatabase(made.address);
      const outbox = await openOutbox('catalog', { jobs, bus, logger: pino({ level: 'silent' }) });
      const config = readCatalogConfig({ SEALING_KEYS: `test:${Buffer.alloc(32).toString('base64')}` });
      const askGraph = () => Promise.reject(new Error('Nobody answers'));
      deps = { config, jobs, outbox, askGraph, now: database.clock.now };
    }, 120_000);
    afterAll(() => database?.close());

    /** What an operation answers, with what the database did for each of its statements. */
    async function explained(
      text: string,
      user: typeof seller,
    ): Promise<{ data: unknown; statements: readonly Explained[] }> {
      if (database === undefined || deps === undefined) throw new Error('The catalogue is made before the first test');
      const principal = await readContextFor('catalog')(contextToken('catalog', user));
      const begun = database.begin();
      const { reader, explained: statements } = explainingReader(begun.read);
      const unitOfWork = { read: reader, write: begun.write };
      const loaders = createCatalogLoaders({ unitOfWork, principal, contextToken: undefined, deps });
      const contextValue: CatalogContext = { ...unitOfWork, principal, contextToken: '', loaders, deps };
      const { data, errors } = await execute({
        schema: catalog().subgraph.schema,
        document: parse(text),
        contextValue,
      });
      expect(errors).toBeUndefined();
      return { data, statements };
    }

    const small = new Set(['vendor', 'marketplace', 'account', 'listing_consent']);
    const scanned = (statements: readonly Explained[]): readonly string[] =>
      statements.flatMap(({ scanned: tables, sql }) =>
        tables.filter((one) => !small.has(one)).map((one) => `${one}: ${sql}`),
      );
    const buffers = (statements: readonly Explained[]): number => statements.reduce((sum, one) => sum + one.buffers, 0);

    it.each([
      ['its current listings', `{ marketplace(id: "${idOf('mkt', 1)}") { listings(first: 20) { nodes { id } } } }`],
      [
        'those of one status',
        `{ marketplace(id: "${idOf('mkt', 1)}") { listings(status: [REQUESTED]) { nodes { id } } } }`,
      ],
      ['what waits for an account', '{ listingRequests(first: 20) { nodes { id } } }'],
    ])('are read a page at a time: %s', async (_, text) => {
      const { data, statements } = await explained(text, seller);
      expect(JSON.stringify(data).match(/lst_/g)).toHaveLength(20);
      expect(scanned(statements)).toEqual([]);
      expect(buffers(statements)).toBeLessThan(MOST_FOR_PAGE);
    });

    it('narrow the page of a customer by the index of what is on sale', async () => {
      const { data, statements } = await explained('{ products(first: 20) { nodes { mpn plans { id } } } }', buyer);
      expect((data as { products: { nodes: readonly object[] } }).products.nodes).toHaveLength(20);
      // All products are few enough to be read whole; listings are not.
      expect(scanned(statements).filter((one) => one.startsWith('listing:'))).toEqual([]);
      expect(statements.length).toBeLessThanOrEqual(4);
    });
  },
);
