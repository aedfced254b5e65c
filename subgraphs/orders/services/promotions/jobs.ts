import { onJob } from '../../../shared/messaging/handlers.ts';
import { PROMOTIONS_QUEUE, readPromotions } from './read-promotions.ts';

/** The jobs of promotions. Orders must not wait for them at the vendor, whose limit is for all calls together. */
export const PROMOTION_JOBS = [onJob(PROMOTIONS_QUEUE, 1, readPromotions)];
