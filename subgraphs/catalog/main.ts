import { createUnitOfWork } from '../shared/database/transaction.ts';
import { openDatabase, type Database, type DatabaseAddress } from '../shared/database/database.ts';
import { eventsAtOnce } from '../shared/process/event-turns.ts';
import { createExecutor, type ContextRequest } from '../shared/process/executor.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readCatalogConfig } from './config.ts';
import type { CatalogContext, CatalogServices } from './context.ts';
import { AccountEntity } from './entities/account.ts';
import { MarginEntity } from './entities/margin.ts';
import { ListingEntity, MarketplaceEntity } from './entities/marketplace.ts';
import { PlanEntity } from './entities/plan.ts';
import { PriceListImportEntity, RejectedRowEntity } from './entities/price-list-import.ts';
import { ProductEntity } from './entities/product.ts';
import { VendorEntity } from './entities/vendor.ts';
import { createCatalogLoaders } from './loaders/catalog-loaders.ts';
import { M001Catalog } from './migrations/m001-catalog.ts';
import { M002MpnLookup } from './migrations/m002-mpn-lookup.ts';
import { buildCatalogSchema } from './schema.ts';
import { followAccount, type AccountChanged } from './services/hierarchy/follow-accounts.ts';
import type { ImportParts } from './services/sheets/import-price-list.ts';
import { doQueuedImport, IMPORT_QUEUE, type ImportJob } from './services/sheets/request-import.ts';
import { offerSample, seedCatalog } from './services/sheets/seed-catalog.ts';

export { seedCatalog };

/** The catalogue, started; in the embedded mode it can fill a new database with the sample sheets. */
export interface CatalogSubgraph extends Subgraph {
  seed(): Promise<void>;
}

/** The SDL of the catalogue, for the composition. */
export function sdl(): string {
  return buildCatalogSchema().sdl;
}

/** Opens the catalogue's tables and brings them up to date. */
export function openCatalogDatabase(
  address: DatabaseAddress,
  onStatement?: SubgraphResources['onStatement'],
): Promise<Database> {
  return openDatabase(address, {
    schema: 'catalog',
    entities: [
      VendorEntity,
      ProductEntity,
      PlanEntity,
      PriceListImportEntity,
      RejectedRowEntity,
      MarginEntity,
      AccountEntity,
      MarketplaceEntity,
      ListingEntity,
    ],
    migrations: [M001Catalog, M002MpnLookup],
    onStatement,
  });
}

/** Starts the catalogue on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<CatalogSubgraph> {
  const { jobs, bus, logger, readContext, askGraph } = resources;
  const config = readCatalogConfig(resources.environment);
  const database = await openCatalogDatabase(resources.database, resources.onStatement);
  await jobs.createQueues([
    {
      name: IMPORT_QUEUE,
      options: { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 300, expireInSeconds: 3_600 },
    },
  ]);
  const now = (): Date => new Date();
  const services: CatalogServices = { config, jobs, askGraph, now };
  const createContext = ({ principal, contextToken }: ContextRequest): CatalogContext => {
    const em = database.fork();
    const { defaultMargins } = config;
    const loaders = createCatalogLoaders({ em, principal, contextToken, askGraph, defaultMargins, now });
    return { principal, em, ...createUnitOfWork(em), loaders, services, deps: services };
  };
  const parts: ImportParts = { fork: () => database.fork(), now };
  const { schema } = buildCatalogSchema();
  return {
    name: 'catalog',
    schema,
    createContext,
    executor: createExecutor({
      schema,
      readContext,
      createContext,
      logger,
      eventsAtOnce: eventsAtOnce(resources.database),
    }),
    documents: {},
    ready: async () => {
      await database.fork().execute('select 1');
    },
    async work() {
      await jobs.work<ImportJob>(IMPORT_QUEUE, 1, (job) => doQueuedImport(services, parts, job));
      await bus.consume('catalog', 'accounts.account-changed', ({ data }) =>
        followAccount(database.fork(), data as AccountChanged),
      );
    },
    async seed() {
      await offerSample(config.importDir);
      await seedCatalog(parts);
    },
    close: () => database.close(),
  };
}
