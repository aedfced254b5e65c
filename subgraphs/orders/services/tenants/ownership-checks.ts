import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { customerIdOf, type OrderDraft } from '../placing/order-draft.ts';
import type { PartnerField, VerifiedPartner } from './partner-profiles.ts';
import { tenantInUse, type TenantOwner } from './tenants.ts';

/** Refuses an order for a tenant that belongs to another customer. */
export function checkTenantOwner(
  viewer: SignedInPrincipal,
  draft: OrderDraft,
  owner: TenantOwner | undefined,
): readonly Refusal[] {
  const { tenantDomain } = draft.parameters;
  if (tenantDomain === undefined || owner === undefined || owner.customerId === customerIdOf(draft)) return [];
  return [tenantInUse(viewer, tenantDomain, owner)];
}

/**
 * Refuses an order with the partner identity of another reseller. A reseller is one partner at the vendor: its confirmed
 * domain stays, unless an account above orders with another. Which of the partner's locations an order names is the
 * reseller's choice.
 *
 * @param foreign the parts of the identity that are another reseller's
 */
export function checkPartnerOwner(
  viewer: SignedInPrincipal,
  { reseller, parameters, partnerProblem, sides: { partner } }: OrderDraft,
  foreign: readonly PartnerField[],
): readonly Refusal[] {
  if (partnerProblem !== undefined) return [partnerProblem];
  const isOwn = viewer.accountId === reseller.id;
  const domain = parameters.indirectResellerDomain?.toLowerCase();
  if (isOwn && partner !== undefined && domain !== partner.indirectResellerDomain) {
    return [...foreign.filter((field) => field === 'locationMpnId').map(ofAnotherReseller), confirmedAs(partner)];
  }
  return foreign.map(ofAnotherReseller);
}

function ofAnotherReseller(field: PartnerField): Refusal {
  const message = `This ${field === 'locationMpnId' ? 'MPN ID' : 'domain'} belongs to another reseller.`;
  return refusal('PARTNER_ID_MISMATCH', message, { path: ['vendorParameters', field] });
}

function confirmedAs({ indirectResellerDomain }: VerifiedPartner): Refusal {
  return refusal('PARTNER_ID_MISMATCH', `The confirmed domain of this reseller is ${indirectResellerDomain}.`, {
    path: ['vendorParameters', 'indirectResellerDomain'],
    remedies: [
      { description: 'Leave the domain out, or ask the account above the reseller to order with another domain.' },
    ],
  });
}
