import { onJob } from '../../../shared/messaging/handlers.ts';
import { abandonPlacement, PLACEMENT_GUARD_QUEUE } from './placements.ts';

/** The jobs of placing orders. */
export const PLACING_JOBS = [onJob(PLACEMENT_GUARD_QUEUE, 1, abandonPlacement)];
