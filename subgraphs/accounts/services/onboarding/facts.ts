import { onRequest, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { applyActivation } from './apply-activation.ts';
import { removeAbandoned } from './remove-abandoned.ts';

/** Facts about accounts that are being created. */
export const ONBOARDING_FACTS: readonly FactHandler<WorkContext>[] = [
  onRequest('orders.placement-abandoned', removeAbandoned),
  onRequest('orders.activation-ordered', applyActivation),
];
