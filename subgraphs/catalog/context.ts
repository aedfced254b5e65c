import type { Outbox } from '../shared/database/outbox.ts';
import type { UnitOfWork } from '../shared/database/transaction.ts';
import type { AskGraph } from '../shared/graphql/ask-graph.ts';
import type { SignedIn } from '../shared/graphql/signed-in.ts';
import type { Jobs } from '../shared/messaging/jobs.ts';
import type { Principal } from '../shared/domain/principal.ts';
import type { CatalogConfig } from './config.ts';
import type { CatalogLoaders } from './loaders/catalog-loaders.ts';

/** What every use case of the catalogue depends on. */
export interface CatalogDeps {
  readonly config: CatalogConfig;
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly askGraph: AskGraph;
  readonly now: () => Date;
}

/** One operation: who asks, their unit of work, and the batches that belong to it. */
export interface CatalogContext extends UnitOfWork {
  readonly principal: Principal;
  /** The signed context, for asking the graph in the caller's name. */
  readonly contextToken: string;
  /** Of the request that is answered, for the audit log; undefined where it is not known. */
  readonly requestId?: string | undefined;
  readonly loaders: CatalogLoaders;
  readonly deps: CatalogDeps;
}

/** An operation of somebody who has signed in. */
export type SignedInContext = SignedIn<CatalogContext>;

/** A job or a fact: each of its uses of the database is a unit of work of its own. */
export interface WorkContext extends UnitOfWork {
  readonly deps: CatalogDeps;
}

/** What an import needs, which the import command and the sample sheets have as well as a job. */
export interface ImportContext extends UnitOfWork {
  readonly deps: Pick<CatalogDeps, 'now'>;
}
