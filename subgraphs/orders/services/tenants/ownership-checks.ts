import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInContext } from '../../context.ts';
import { customerIdOf, type OrderDraft } from '../placing/order-draft.ts';
import { foreignPartnerFields, type PartnerField, type VerifiedPartner } from './partner-profiles.ts';
import { readTenantOwner, tenantInUse } from './tenants.ts';

/** Refuses an order for a tenant that belongs to another customer. */
export async function checkTenantOwner(
  { read, viewer }: SignedInContext,
  draft: OrderDraft,
): Promise<readonly Refusal[]> {
  const { tenantDomain } = draft.parameters;
  if (tenantDomain === undefined) return [];
  const owner = await readTenantOwner(read, tenantDomain);
  return owner === undefined || owner.customerId === customerIdOf(draft)
    ? []
    : [tenantInUse(viewer, tenantDomain, owner)];
}

/**
 * Refuses an order with the partner identity of another reseller. A reseller is one partner at the vendor: its confirmed
 * domain stays, unless an account above orders with another. Which of the partner's locations an order names is the
 * reseller's choice.
 */
export async function checkPartnerOwner(
  { read, loaders, viewer }: SignedInContext,
  { reseller, parameters, partnerProblem }: OrderDraft,
): Promise<readonly Refusal[]> {
  if (partnerProblem !== undefined) return [partnerProblem];
  const { locationMpnId, indirectResellerDomain } = parameters;
  const foreign = await foreignPartnerFields(read, { resellerId: reseller.id, locationMpnId, indirectResellerDomain });
  const known = await loaders.partner.load(reseller.id);
  const isOwn = viewer.accountId === reseller.id;
  if (isOwn && known !== null && indirectResellerDomain?.toLowerCase() !== known.indirectResellerDomain) {
    return [...foreign.filter((field) => field === 'locationMpnId').map(ofAnotherReseller), confirmedAs(known)];
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
