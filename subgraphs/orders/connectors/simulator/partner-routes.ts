import { createHash } from 'node:crypto';

import { fieldsOf, requiredText } from './body-fields.ts';
import { invalidInput, notFound } from './refusal.ts';
import type { Outcome, RouteRequest, World } from './route-types.ts';
import { mpnIds, unrelatedResellerPrefix } from './scripts.ts';
import { findTenant } from './tenants.ts';

/** Whether the vendor knows the MPN ID and lets its partner sell under the programme. */
export function mpnStanding(mpnId: string): 'malformed' | 'unknown' | 'not-enrolled' | 'enrolled' {
  if (!mpnIds.format.test(mpnId)) return 'malformed';
  if (mpnId.startsWith(mpnIds.unknownPrefix)) return 'unknown';
  return mpnId.startsWith(mpnIds.notEnrolledPrefix) ? 'not-enrolled' : 'enrolled';
}

/** `GET /v1/profiles/mpn?mpnId=`: the partner of an MPN ID, the provider itself without one. */
export function getMpnProfile(_world: World, request: RouteRequest): Outcome {
  const mpnId = request.query.get('mpnId') ?? mpnIds.own;
  const standing = mpnStanding(mpnId);
  if (standing === 'malformed') throw invalidInput('An MPN ID has seven digits.');
  if (standing === 'unknown') throw notFound('No partner has this MPN ID.');
  return {
    status: 200,
    body: { mpnId, partnerName: `Partner ${mpnId}`, enrolledInCsp: standing === 'enrolled' },
  };
}

/**
 * `GET /v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf`. The vendor lists every reseller and
 * leaves the search to the caller; the simulator, for which every reseller exists, takes `domain` and `mpnId` instead
 * and lists that one when it is related.
 */
export function listResellerRelationships(_world: World, request: RouteRequest): Outcome {
  if (request.query.get('relationship_type') !== 'IsIndirectCloudSolutionProviderOf') {
    throw invalidInput('relationship_type must be IsIndirectCloudSolutionProviderOf.');
  }
  const domain = (request.query.get('domain') ?? '').toLowerCase();
  const mpnId = request.query.get('mpnId') ?? '';
  if (!/^[a-z0-9-]+\.onmicrosoft\.com$/.test(domain)) {
    throw invalidInput('The reseller domain must end in .onmicrosoft.com.');
  }
  const standing = mpnStanding(mpnId);
  const related = !domain.startsWith(unrelatedResellerPrefix) && standing !== 'unknown' && standing !== 'malformed';
  const items = related ? [resellerBody(domain, mpnId)] : [];
  return { status: 200, body: { totalCount: items.length, items } };
}

function resellerBody(domain: string, mpnId: string): Record<string, unknown> {
  const digest = createHash('sha256').update(domain).digest('hex');
  const id = digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return {
    id,
    relationshipType: 'IsIndirectCloudSolutionProviderOf',
    name: domain.slice(0, domain.indexOf('.')),
    mpnId,
    location: 'US',
    state: 'Active',
  };
}

/** `GET /v1/customers/relationshiprequests`: the link with which a tenant's administrator accepts the provider. */
export function getRelationshipRequest(world: World): Outcome {
  const url = `${world.baseUrl}/relationships/accept?partner=${mpnIds.own}`;
  return { status: 200, body: { url, attributes: { objectType: 'CustomerRelationshipRequest' } } };
}

/** The page behind the link, for a person who follows it. */
export function showRelationshipRequest(): Outcome {
  return { status: 200, body: { description: 'POST {"domain": "<tenant>.onmicrosoft.com"} here to accept.' } };
}

/** What the tenant's administrator does behind the link; needs no token of the provider. */
export function acceptRelationship(world: World, request: RouteRequest): Outcome {
  const domain = requiredText(fieldsOf(request.body, 'body'), 'domain');
  const found = findTenant(world, domain);
  if (found === null) throw notFound('No tenant holds this domain.');
  const customer = { ...found.customer, related: true };
  return {
    status: 200,
    body: { id: customer.customerId, relationshipToPartner: 'reseller' },
    effects: [{ kind: 'relationship.accepted', customer }],
  };
}
