import type { Id } from '../../../shared/domain/ids.ts';
import type { JobQueue } from '../../../shared/messaging/jobs.ts';

/** The queue of imports. */
export const IMPORT_QUEUE: JobQueue = {
  name: 'catalog.import',
  options: { retryLimit: 20, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 },
};

/** A job of the queue: an import that was recorded as running. */
export interface ImportJob {
  readonly importId: Id<'imp'>;
}
