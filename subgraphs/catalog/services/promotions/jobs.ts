import { onJob, type JobHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { ASK_QUEUE, askNightly } from './ask-for-promotions.ts';

/** The jobs of this area. */
export const PROMOTION_JOBS: readonly JobHandler<WorkContext>[] = [onJob(ASK_QUEUE, 1, askNightly)];
