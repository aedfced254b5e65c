import { onJob } from '../../../shared/messaging/handlers.ts';
import { ATTENTION_QUEUE } from './open-item.ts';
import { tellOperators } from './tell-operators.ts';

/** The jobs of the needs-attention list. */
export const ATTENTION_JOBS = [onJob(ATTENTION_QUEUE, 1, tellOperators)];
