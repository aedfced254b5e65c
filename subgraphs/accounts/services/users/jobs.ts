import { onJob } from '../../../shared/messaging/handlers.ts';
import { eraseTraces } from './erase-traces.ts';
import { ERASURE_QUEUE } from './erasure-queue.ts';

/** The jobs about users: one erasure at a time in each process. */
export const USER_JOBS = [onJob(ERASURE_QUEUE, 1, eraseTraces)];
