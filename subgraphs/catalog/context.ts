import type { EntityManager } from '@mikro-orm/postgresql';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { AskGraph } from '../shared/graphql/ask-graph.ts';
import type { Jobs } from '../shared/messaging/jobs.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { CatalogConfig } from './config.ts';
import type { CatalogLoaders } from './loaders/catalog-loaders.ts';

/** What every use case of the catalogue works with. */
export interface CatalogServices {
  readonly config: CatalogConfig;
  readonly jobs: Jobs;
  readonly askGraph: AskGraph;
  readonly now: () => Date;
}

/** One operation: who asks, their unit of work, and the batches that belong to it. */
export interface CatalogContext extends UnitOfWork {
  readonly principal: Principal;
  readonly em: EntityManager;
  readonly loaders: CatalogLoaders;
  readonly services: CatalogServices;
  readonly deps: CatalogServices;
}
