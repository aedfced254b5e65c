import { onJob } from '../../../shared/messaging/handlers.ts';
import { MOVE_EVENTS_QUEUE, moveEvents } from './follow-moves.ts';

/** What is left to do after accounts have moved. */
export const HIERARCHY_JOBS = [onJob(MOVE_EVENTS_QUEUE, 1, moveEvents)];
