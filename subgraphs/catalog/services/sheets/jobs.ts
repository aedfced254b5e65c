import { onJob, type JobHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { IMPORT_QUEUE } from './import-queue.ts';
import { runQueuedImport } from './run-queued-import.ts';

/** The jobs of this area: imports, one at a time in each process. */
export const SHEET_JOBS: readonly JobHandler<WorkContext>[] = [onJob(IMPORT_QUEUE, 1, runQueuedImport)];
