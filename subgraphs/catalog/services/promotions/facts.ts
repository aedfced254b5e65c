import { onFact, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { followPromotions } from './follow-promotions.ts';

/** What orders has read from the vendors. */
export const PROMOTION_FACTS: readonly FactHandler<WorkContext>[] = [
  onFact('orders.promotions-read', ({ readAt }) => readAt, followPromotions),
];
