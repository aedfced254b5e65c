import {
  openDatabase,
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
} from '../shared/database/database.ts';
import { auditedUnit } from '../shared/database/record-change.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import { workWith } from '../shared/database/transaction.ts';
import { assembleSubgraph } from '../shared/process/assemble-subgraph.ts';
import type { ContextRequest } from '../shared/process/executor.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readCatalogConfig } from './config.ts';
import type { CatalogContext, CatalogDeps } from './context.ts';
import { createFiles } from './endpoints/files.ts';
import { ENTITIES } from './entities/entities.ts';
import { INDEXES } from './entities/indexes.ts';
import { createCatalogLoaders } from './loaders/catalog-loaders.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { buildCatalogSchema } from './schema.ts';
import { COPIES } from './services/hierarchy/copies.ts';
import { HIERARCHY_FACTS } from './services/hierarchy/facts.ts';
import { FILES } from './services/prices/file-links.ts';
import { PRICE_JOBS } from './services/prices/jobs.ts';
import { NOTICE_QUEUE, startLookingForNotices } from './services/prices/price-notices.ts';
import { askNightly, ASK_QUEUE, startAskingNightly } from './services/promotions/ask-for-promotions.ts';
import { PROMOTION_FACTS } from './services/promotions/facts.ts';
import { PROMOTION_JOBS } from './services/promotions/jobs.ts';
import { IMPORT_QUEUE } from './services/sheets/import-queue.ts';
import { SHEET_JOBS } from './services/sheets/jobs.ts';
import { copySamples, seedCatalog } from './services/sheets/seed-catalog.ts';

/**
 * The started catalogue. In the embedded mode it can fill a new database with the sample sheets, also with that of a vendor
 * whose price list has a layout of its own.
 */
export interface CatalogSubgraph extends Subgraph {
  seed(samples?: { readonly withOwnLayout: boolean }): Promise<void>;
}

/** The SDL of the catalogue, for the composition. */
export function sdl(): string {
  return buildCatalogSchema().sdl;
}

/** Opens the catalogue's tables and brings them up to date. */
export function openCatalogDatabase(
  address: DatabaseAddress,
  given: Pick<DatabaseOptions, 'clock' | 'onStatement'> = {},
): Promise<Database> {
  return openDatabase(address, {
    schema: 'catalog',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    indexes: INDEXES,
    ...given,
  });
}

/** Starts the catalogue on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<CatalogSubgraph> {
  const { jobs, askGraph, environment, clock, onStatement } = resources;
  const config = readCatalogConfig(environment);
  const database = await openCatalogDatabase(resources.database, { clock, onStatement });
  await jobs.createQueues([IMPORT_QUEUE, ASK_QUEUE, NOTICE_QUEUE]);
  const outbox = await openOutbox('catalog', resources);
  const deps: CatalogDeps = { config, jobs, outbox, askGraph, now: database.clock.now };
  const work = workWith(database.fresh, deps);
  const subgraph = assembleSubgraph(resources, {
    name: 'catalog',
    schema: buildCatalogSchema().schema,
    database,
    createContext: (request) => operationContext(database, deps, request),
    work: {
      context: work,
      facts: [...HIERARCHY_FACTS, ...PROMOTION_FACTS],
      jobs: [...SHEET_JOBS, ...PROMOTION_JOBS, ...PRICE_JOBS],
    },
    outbox,
    copies: COPIES,
    endpoints: { [FILES]: createFiles(work) },
  });
  let timers: readonly (() => void)[] = [];
  return {
    ...subgraph,
    async work() {
      await subgraph.work();
      timers = [startAskingNightly(jobs), startLookingForNotices(jobs)];
    },
    async close() {
      for (const stop of timers) stop();
      await subgraph.close();
    },
    async seed(samples = { withOwnLayout: false }) {
      await copySamples(config);
      await seedCatalog(work, samples);
      await askNightly(work);
    },
  };
}

function operationContext(
  database: Database,
  deps: CatalogDeps,
  { principal, contextToken, requestId }: ContextRequest,
): CatalogContext {
  const unitOfWork = auditedUnit(database.begin());
  const loaders = createCatalogLoaders({ unitOfWork, principal, contextToken, deps });
  return { ...unitOfWork, principal, contextToken: contextToken ?? '', requestId, loaders, deps };
}
