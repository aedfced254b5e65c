import { fieldsOf, requiredText } from './body-fields.ts';
import type { Effect } from '../vendor/effects.ts';
import { pageOf } from './paging.ts';
import { isMpnId, PROVIDER, type DirectoryPartner } from '../vendor/partners.ts';
import { codes, invalidInput, notFound, Refusal } from './refusal.ts';
import { pathParameter, type Outcome, type RouteRequest, type World } from './route-types.ts';
import { findTenant } from '../vendor/tenants.ts';

/** `GET /v1/profiles/mpn?mpnId=`: the partner with an MPN ID; without the parameter, the provider itself. */
export function getMpnProfile({ settings }: World, request: RouteRequest): Outcome {
  const mpnId = request.query.get('mpnId') ?? PROVIDER.mpnId;
  if (!isMpnId(mpnId)) throw invalidInput('An MPN ID has seven digits.');
  const partner = settings.partners.byMpnId.get(mpnId);
  if (partner === undefined) throw notFound('No partner has this MPN ID.');
  const { name: partnerName } = partner;
  return { status: 200, body: { mpnId, partnerName, attributes: { objectType: 'MpnProfile' } } };
}

/** `GET /v1/compliance/csp/agreementstatus?mpnId=`: whether the partner may sell under the programme. */
export function getAgreementStatus({ settings }: World, request: RouteRequest): Outcome {
  const mpnId = request.query.get('mpnId');
  if (mpnId === null || !/^\d+$/.test(mpnId)) throw invalidInput('MPN Id must be numeric.');
  const partner = settings.partners.byMpnId.get(mpnId);
  if (partner === undefined) throw new Refusal(400, codes.mpnIdInvalid, `MPN Id ${mpnId} is invalid.`);
  if (!partner.enrolledInCsp) {
    throw new Refusal(
      400,
      codes.noCspAccount,
      `MPN Id ${mpnId} is not associated with a CSP indirect reseller account.`,
    );
  }
  return { status: 200, body: { isAgreementSigned: true } };
}

/**
 * `GET /v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf`: all indirect resellers of the provider, page
 * by page. The vendor has no filter by partner.
 */
export function listResellerRelationships({ settings }: World, request: RouteRequest): Outcome {
  if (request.query.get('relationship_type') !== 'IsIndirectCloudSolutionProviderOf') {
    throw invalidInput('relationship_type must be IsIndirectCloudSolutionProviderOf.');
  }
  const listed = settings.partners.all.filter(({ relationship }) => relationship !== 'None');
  return pageOf(
    request,
    listed.map((partner) => relationshipBody(partner, partner.relationship)),
  );
}

/** A relationship between two partners as the vendor lists it. */
export function relationshipBody(partner: DirectoryPartner, state: string): Record<string, unknown> {
  return {
    id: partner.tenantId,
    name: partner.name,
    mpnId: partner.mpnId,
    relationshipType: 'is_indirect_cloud_solution_provider_of',
    state,
    location: 'US',
    attributes: { objectType: 'PartnerRelationship' },
  };
}

/**
 * `GET /{domain}/v2.0/.well-known/openid-configuration` at the token host, without a token: the issuer contains the id of
 * the tenant that has the domain.
 */
export function getOpenIdConfiguration(world: World, request: RouteRequest): Outcome {
  const domain = pathParameter(request, 'domain').toLowerCase();
  const partner = world.settings.partners.byDomain.get(domain);
  const tenant = partner === undefined ? findTenant(world, domain) : null;
  const tenantId = partner?.tenantId ?? tenant?.customer.customerId;
  if (tenantId === undefined) {
    return { status: 400, body: { error: 'invalid_tenant', error_description: `Tenant '${domain}' not found.` } };
  }
  const base = `${world.baseUrl}/${tenantId}`;
  return {
    status: 200,
    body: { issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token` },
    effects: tenant?.effects ?? [],
  };
}

const INVITATION_PATH = '/Adminportal/Home';

/** `GET /v1/customers/relationshiprequests`: the link with which a tenant's administrator accepts the provider. */
export function getRelationshipRequest(world: World): Outcome {
  const query = `invType=ResellerRelationship&partnerId=${PROVIDER.tenantId}&msppId=0&DAP=true`;
  const url = `${world.baseUrl}${INVITATION_PATH}?${query}#/BillingAccounts/partner-invitation`;
  return { status: 200, body: { url, attributes: { objectType: 'CustomerRelationshipRequest' } } };
}

/** The page to which the link leads, for a person who opens it. */
export function showRelationshipRequest(): Outcome {
  return { status: 200, body: { description: 'POST {"domain": "<tenant>.onmicrosoft.com"} here to accept.' } };
}

/** The acceptance that a tenant's administrator sends to the provider's or a reseller's link; needs no token. */
export function acceptRelationship(world: World, request: RouteRequest): Outcome {
  const reseller = invitingReseller(world, request.query);
  const domain = requiredText(fieldsOf(request.body, 'body'), 'domain');
  const found = findTenant(world, domain);
  if (found === null) throw notFound('No tenant holds this domain.');
  const customer = { ...found.customer, related: true };
  const { customerId } = customer;
  const accepted: Effect = { kind: 'relationship.accepted', customer };
  const related: readonly Effect[] =
    reseller === null ? [] : [{ kind: 'reseller.related', customerId, resellerTenantId: reseller.tenantId }];
  return {
    status: 200,
    body: { id: customerId, relationshipToPartner: 'reseller' },
    effects: [...found.effects, accepted, ...related],
  };
}

/** The reseller that invites the tenant together with the provider; null when the provider invites it alone. */
function invitingReseller({ settings }: World, query: URLSearchParams): DirectoryPartner | null {
  const inviter = query.get('partnerId');
  const kind = query.get('invType');
  if (kind === 'ResellerRelationship' && inviter === PROVIDER.tenantId) return null;
  const reseller = inviter === null ? undefined : settings.partners.byTenantId.get(inviter);
  const invitesWithProvider =
    kind === 'IndirectResellerRelationship' && query.get('indirectCSPId') === PROVIDER.tenantId;
  if (invitesWithProvider && reseller?.relationship === 'Active') return reseller;
  throw invalidInput('The link does not name a partner that may invite.');
}
