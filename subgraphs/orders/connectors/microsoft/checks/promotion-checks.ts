import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import type { ValidationRequest } from '../../vendor-connector.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import { promotionRefusals } from '../promotion-eligibility.ts';
import { ask, failed, passed, skipped, unanswered, type NewCall } from './order-checks.ts';
import type { TenantFound } from './tenant-checks.ts';

interface PromotionQuestion {
  readonly client: PartnerCenterClient;
  readonly newCall: NewCall;
  readonly tenant: TenantFound;
}

/**
 * Checks whether the customer can have the promotions of the order; no check when there are none. A tenant that is yet to be
 * created is asked about once it is there, before anything is bought.
 */
export async function checkPromotionsAtMicrosoft(
  { client, newCall, tenant }: PromotionQuestion,
  promoted: ValidationRequest['promoted'],
): Promise<readonly OrderCheck[]> {
  if (promoted.length === 0) return [];
  if (tenant.kind !== 'existing') return [skipped('PROMOTION')];
  const { customerId } = tenant;
  const refusals = await ask(() => promotionRefusals(client, { customerId, lines: promoted }, newCall()));
  if (refusals.kind === 'unanswered') return [unanswered('PROMOTION')];
  return refusals.value.length === 0
    ? [passed('PROMOTION')]
    : refusals.value.map((refused) => failed('PROMOTION', refused));
}
