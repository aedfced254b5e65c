import { onJob, type JobHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { NOTICE_QUEUE } from './price-notices.ts';
import { tellOfRises } from './tell-of-rises.ts';

/** The jobs of this area. */
export const PRICE_JOBS: readonly JobHandler<WorkContext>[] = [
  onJob(NOTICE_QUEUE, 1, (context, _, job) => tellOfRises(context, job)),
];
