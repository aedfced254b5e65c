import type { RemedyHint } from '../../../../shared/domain/refusal.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import { ask, find, type Found, type NewCall } from './order-checks.ts';

const PARTNER_LINK = 'https://partnercenter.microsoft.com/pcv/valueaddedresellers/relationshiprequest/';

/** Says how a reseller gets its relationship with the indirect provider; without a link when Microsoft gives none. */
export async function partnerInvitation(client: PartnerCenterClient, newCall: NewCall): Promise<RemedyHint> {
  const description =
    'A global administrator of the reseller must accept the relationship with the indirect provider in Partner Center.';
  const url = await ask(() => client.getInvitationUrl(newCall()));
  const providerId = url.kind === 'answered' ? providerOf(url.value) : undefined;
  return providerId === undefined ? { description } : { description, url: `${PARTNER_LINK}${providerId}` };
}

/**
 * Says how an existing tenant gets its relationship with a reseller. The link names the reseller beside the provider,
 * so that the tenant accepts both at once. It names only the provider when the reseller is not known, and is left out
 * when Microsoft gives none.
 */
export async function customerInvitation(
  client: PartnerCenterClient,
  resellerDomain: string | undefined,
  newCall: NewCall,
): Promise<RemedyHint> {
  const description = 'A global administrator of the tenant must accept the relationship with the reseller.';
  const [url, reseller] = await Promise.all([
    ask(() => client.getInvitationUrl(newCall())),
    findReseller(client, resellerDomain, newCall),
  ]);
  if (url.kind === 'unanswered') return { description };
  return { description, url: reseller.kind === 'found' ? withReseller(url.value, reseller.value) : url.value };
}

async function findReseller(
  client: PartnerCenterClient,
  domain: string | undefined,
  newCall: NewCall,
): Promise<Found<string>> {
  return domain === undefined ? { kind: 'not-found' } : find(() => client.findTenantId(domain, newCall()));
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

/** The tenant id of the indirect provider, which is part of its invitation. */
function providerOf(invitation: string): string | undefined {
  return URL.canParse(invitation) ? (new URL(invitation).searchParams.get('partnerId') ?? undefined) : undefined;
}
