import { onFact, onRequest, type FactHandler } from '../../../shared/messaging/handlers.ts';
import type { WorkContext } from '../../context.ts';
import { announceAgain } from './announce-account.ts';
import { recordFirstOrder, recordPartner, recordTenant } from './record-order-facts.ts';

/** What a fact of the release before counts as, which does not say when a tenant was assigned. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** Facts about accounts that exist. */
export const HIERARCHY_FACTS: readonly FactHandler<WorkContext>[] = [
  onFact('orders.tenant-assigned', ({ assignedAt = LONG_AGO }) => assignedAt, recordTenant),
  onFact('orders.order-placed', ({ placedAt }) => placedAt, recordFirstOrder),
  onFact('orders.partner-confirmed', ({ confirmedAt }) => confirmedAt, recordPartner),
  onRequest('orders.account-wanted', announceAgain),
];
