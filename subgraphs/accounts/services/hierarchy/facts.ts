import { onFact, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { announceAgain } from './announce-account.ts';
import { recordFirstOrder, recordPartner, recordTenant } from './record-order-facts.ts';

/** Facts about accounts that exist. */
export const HIERARCHY_FACTS: readonly FactHandler<WorkContext>[] = [
  onFact('orders.tenant-assigned', recordTenant),
  onFact('orders.order-placed', recordFirstOrder),
  onFact('orders.partner-confirmed', recordPartner),
  onFact('orders.account-wanted', announceAgain),
];
