import {
  openDatabase,
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
} from '../shared/database/database.ts';
import { openOutbox } from '../shared/database/outbox.ts';
import { workWith } from '../shared/database/transaction.ts';
import { assembleSubgraph } from '../shared/process/assemble-subgraph.ts';
import type { ContextRequest } from '../shared/process/executor.ts';
import type { Subgraph, SubgraphResources } from '../shared/process/subgraph.ts';
import { readCatalogConfig } from './config.ts';
import type { CatalogContext, CatalogDeps } from './context.ts';
import { ENTITIES } from './entities/entities.ts';
import { createCatalogLoaders } from './loaders/catalog-loaders.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { buildCatalogSchema } from './schema.ts';
import { COPIES } from './services/hierarchy/copies.ts';
import { HIERARCHY_FACTS } from './services/hierarchy/facts.ts';
import { IMPORT_QUEUE } from './services/sheets/import-queue.ts';
import { SHEET_JOBS } from './services/sheets/jobs.ts';
import { copySampleSheet, seedCatalog } from './services/sheets/seed-catalog.ts';

/** The started catalogue; in the embedded mode it can fill a new database with the sample sheets. */
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
  given: Pick<DatabaseOptions, 'clock' | 'onStatement'> = {},
): Promise<Database> {
  return openDatabase(address, { schema: 'catalog', entities: ENTITIES, migrations: MIGRATIONS, ...given });
}

/** Starts the catalogue on its resources. Throws a ConfigError when its configuration is not usable. */
export async function createSubgraph(resources: SubgraphResources): Promise<CatalogSubgraph> {
  const { jobs, askGraph, environment, clock, onStatement } = resources;
  const config = readCatalogConfig(environment);
  const database = await openCatalogDatabase(resources.database, { clock, onStatement });
  await jobs.createQueues([IMPORT_QUEUE]);
  const deps: CatalogDeps = { config, jobs, askGraph, now: database.clock.now };
  const work = workWith(database.fresh, deps);
  const subgraph = assembleSubgraph(resources, {
    name: 'catalog',
    schema: buildCatalogSchema().schema,
    database,
    createContext: (request) => operationContext(database, deps, request),
    work: { context: work, facts: HIERARCHY_FACTS, jobs: SHEET_JOBS },
    outbox: await openOutbox('catalog', resources),
    copies: COPIES,
  });
  return {
    ...subgraph,
    async seed() {
      await copySampleSheet(config.importDir);
      await seedCatalog(work);
    },
  };
}

function operationContext(
  database: Database,
  deps: CatalogDeps,
  { principal, contextToken }: ContextRequest,
): CatalogContext {
  const unitOfWork = database.begin();
  const loaders = createCatalogLoaders({ unitOfWork, principal, contextToken, deps });
  return { ...unitOfWork, principal, loaders, deps };
}
