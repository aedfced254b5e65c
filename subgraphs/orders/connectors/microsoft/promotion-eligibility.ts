import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { PartnerCenterClient } from './client/partner-center-client.ts';
import type { PartnerCenterCall } from './client/partner-center-types.ts';
import { toVendorItem, type VendorPlan } from './vendor-item.ts';

/** A line that is bought with a promotion. */
export interface PromotedLine extends VendorPlan {
  readonly quantity: number;
  /** Microsoft's id of the promotion. */
  readonly promotionKey: string;
  /** The path of the line in the input. */
  readonly path: readonly (string | number)[];
}

/**
 * Asks Microsoft whether a customer can buy lines with their promotions, and answers a refusal for each that it cannot.
 * Rejects with a `PartnerCenterError`.
 */
export async function promotionRefusals(
  client: PartnerCenterClient,
  { customerId, lines }: { readonly customerId: string; readonly lines: readonly PromotedLine[] },
  call: PartnerCenterCall,
): Promise<readonly Refusal[]> {
  if (lines.length === 0) return [];
  const items = lines.map((line) => ({
    ...toVendorItem(line),
    quantity: line.quantity,
    promotionId: line.promotionKey,
  }));
  const answers = await client.checkPromotions(customerId, items, call);
  return lines.flatMap(({ path }, index) => {
    const answer = answers[index];
    if (answer?.isEligible === true) return [];
    const [reason] = answer?.reasons ?? [];
    return [
      refusal('NOT_ELIGIBLE', 'Microsoft does not give this promotion to this customer.', {
        path: [...path, 'promotionId'],
        remedies: [
          { description: 'Leave `promotionId` out to order at the regular price, or choose another promotion.' },
        ],
        ...(reason === undefined ? {} : { vendorCode: reason.code, vendorMessage: reason.description }),
      }),
    ];
  });
}
