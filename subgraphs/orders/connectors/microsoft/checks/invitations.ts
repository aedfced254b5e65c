import type { RemedyHint } from '../../../../shared/domain/refusal.ts';
import { ask, type NewCall } from './order-checks.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';

const PARTNER_LINK = 'https://partnercenter.microsoft.com/pcv/valueaddedresellers/relationshiprequest/';

/** How a reseller gets its relationship with the provider. */
export async function partnerInvitation(client: PartnerCenterClient, newCall: NewCall): Promise<RemedyHint> {
  const description = 'A global administrator of the reseller accepts the relationship with the indirect provider.';
  const url = await ask(() => client.getInvitationUrl(newCall()));
  const providerId = url.kind === 'answered' ? providerOf(url.value) : undefined;
  return providerId === undefined ? { description } : { description, url: `${PARTNER_LINK}${providerId}` };
}

/**
 * How an existing tenant gets its relationship with a reseller: the provider's link, in the form that names the reseller
 * beside the provider, so that both are accepted at once; the provider's alone where the reseller is not known.
 */
export async function customerInvitation(
  client: PartnerCenterClient,
  resellerDomain: string | undefined,
  newCall: NewCall,
): Promise<RemedyHint> {
  const description = 'A global administrator of the tenant accepts the relationship with the reseller.';
  const [url, reseller] = await Promise.all([
    ask(() => client.getInvitationUrl(newCall())),
    ask(async () => (resellerDomain === undefined ? null : client.findTenantId(resellerDomain, newCall()))),
  ]);
  if (url.kind === 'unanswered') return { description };
  const resellerId = reseller.kind === 'answered' ? reseller.value : null;
  return { description, url: resellerId === null ? url.value : withReseller(url.value, resellerId) };
}

function withReseller(invitation: string, resellerId: string): string {
  const providerId = providerOf(invitation);
  if (providerId === undefined) return invitation;
  const url = new URL(invitation);
  url.searchParams.set('invType', 'IndirectResellerRelationship');
  url.searchParams.set('partnerId', resellerId);
  url.searchParams.set('indirectCSPId', providerId);
  return url.href;
}

/** The provider's own tenant id, which its invitation carries. */
function providerOf(invitation: string): string | undefined {
  return URL.canParse(invitation) ? (new URL(invitation).searchParams.get('partnerId') ?? undefined) : undefined;
}
