import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '../../../shared/refusal.ts';
import { isTenantDomain, type VendorParameters } from '../../rules/vendor-parameters.ts';
import type { OrderCheck, ValidationRequest } from '../vendor-connector.ts';
import type { PartnerCenterClient } from './partner-center-client.ts';
import { PartnerCenterError } from './partner-center-errors.ts';

const ENROL_URL =
  'https://partner.microsoft.com/en-us/dashboard/account/exp/enrollment/welcome?cloudInstance=Global&accountProgram=valueaddedreseller';
const IDENTIFIERS_URL = 'https://partner.microsoft.com/dashboard/account/v3/organization/identifiers';
const EDUCATION_URL = 'https://www.microsoft.com/en-us/microsoft-365/academic/compare-office-365-education-plans';
const NONPROFIT_URL = 'https://signup.nonprofit.microsoft.com/en-us/welcome-policies';

const LABELS = {
  PARTNER_ID: 'Valid location MPN ID',
  CSP_ENROLMENT: 'Reseller enrolled in CSP',
  RESELLER_DOMAIN: 'Valid indirect-reseller domain',
  PROVIDER_RELATIONSHIP: 'Relationship with the indirect provider',
  ATTESTATION: 'Partner-on-record attestation signed',
  TENANT: "The customer's tenant",
  QUALIFICATION: 'Customer verified for its segment',
} as const;

type CheckCode = keyof typeof LABELS;

const passed = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'PASSED' });
const skipped = (code: CheckCode): OrderCheck => ({ code, label: LABELS[code], status: 'SKIPPED' });
const failed = (code: CheckCode, error: Refusal): OrderCheck => ({
  code,
  label: LABELS[code],
  status: 'FAILED',
  error,
});

const at = (field: keyof VendorParameters | 'attestedBy'): readonly string[] => ['vendorParameters', field];
const call = () => ({ requestId: randomUUID(), correlationId: randomUUID() });

/** Runs every check of the Microsoft order at once, so that the caller learns all obstacles from one answer. */
export async function validateAtMicrosoft(
  client: PartnerCenterClient,
  request: ValidationRequest,
): Promise<readonly OrderCheck[]> {
  const groups = await Promise.all([
    guard(['PARTNER_ID', 'CSP_ENROLMENT'], () => checkPartner(client, request.parameters)),
    guard(['RESELLER_DOMAIN', 'PROVIDER_RELATIONSHIP'], () => checkReseller(client, request.parameters)),
    Promise.resolve([checkAttestation(request.parameters)]),
    guard(['TENANT', 'QUALIFICATION'], () => checkTenant(client, request)),
  ]);
  return withoutConsequences(groups.flat());
}

/** The vendor looks for a reseller by domain and MPN ID together: with a wrong MPN ID its answer says nothing. */
function withoutConsequences(checks: readonly OrderCheck[]): readonly OrderCheck[] {
  const isPartnerKnown = checks.some(({ code, status }) => code === 'PARTNER_ID' && status === 'PASSED');
  return isPartnerKnown
    ? checks
    : checks.map((check) => (check.code === 'PROVIDER_RELATIONSHIP' ? skipped('PROVIDER_RELATIONSHIP') : check));
}

/** A vendor that does not answer fails the check as such, instead of the whole request. */
async function guard(
  codes: readonly [CheckCode, CheckCode],
  check: () => Promise<readonly OrderCheck[]>,
): Promise<readonly OrderCheck[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof PartnerCenterError)) throw error;
    const [first, second] = codes;
    const message = 'Microsoft does not answer at the moment, so this could not be checked.';
    return [failed(first, refusal('VENDOR_UNAVAILABLE', message, { retryable: true })), skipped(second)];
  }
}

async function checkPartner(
  client: PartnerCenterClient,
  { locationMpnId }: VendorParameters,
): Promise<readonly OrderCheck[]> {
  const path = at('locationMpnId');
  if (locationMpnId === undefined) {
    return [
      failed('PARTNER_ID', refusal('REQUIRED', 'The location MPN ID is needed.', { path })),
      skipped('CSP_ENROLMENT'),
    ];
  }
  const profile = await client.getMpnProfile(locationMpnId, call());
  if (profile === null) {
    const remedies = [
      {
        description: 'Take the location (not the global) MPN ID from Partner Center, Identifiers.',
        url: IDENTIFIERS_URL,
      },
    ];
    const error = refusal('PARTNER_ID_INVALID', `Microsoft does not know the location MPN ID ${locationMpnId}.`, {
      path,
      remedies,
    });
    return [failed('PARTNER_ID', error), skipped('CSP_ENROLMENT')];
  }
  if (profile.enrolledInCsp) return [passed('PARTNER_ID'), passed('CSP_ENROLMENT')];
  const remedies = [{ description: 'Enrol as a CSP indirect reseller.', url: ENROL_URL }];
  const error = refusal('RESELLER_NOT_ENROLLED', `${profile.partnerName} is not enrolled in CSP.`, { path, remedies });
  return [passed('PARTNER_ID'), failed('CSP_ENROLMENT', error)];
}

async function checkReseller(
  client: PartnerCenterClient,
  parameters: VendorParameters,
): Promise<readonly OrderCheck[]> {
  const { indirectResellerDomain: domain, locationMpnId: mpnId } = parameters;
  const path = at('indirectResellerDomain');
  if (domain === undefined) {
    const error = refusal('REQUIRED', "The reseller's .onmicrosoft.com domain is needed.", { path });
    return [failed('RESELLER_DOMAIN', error), skipped('PROVIDER_RELATIONSHIP')];
  }
  if (!isTenantDomain(domain)) {
    const error = refusal('RESELLER_DOMAIN_INVALID', `${domain} is not a .onmicrosoft.com domain.`, { path });
    return [failed('RESELLER_DOMAIN', error), skipped('PROVIDER_RELATIONSHIP')];
  }
  const { related } = await client.getResellerRelationship({ domain, mpnId: mpnId ?? '' }, call());
  if (related) return [passed('RESELLER_DOMAIN'), passed('PROVIDER_RELATIONSHIP')];
  const { authorizationUrl } = await client.getCustomerRelationship(domain, call());
  const error = refusal('RELATIONSHIP_MISSING', `${domain} has no relationship with the indirect provider.`, {
    path,
    remedies: [
      { description: 'A global administrator of the reseller accepts the relationship.', url: authorizationUrl },
    ],
  });
  return [passed('RESELLER_DOMAIN'), failed('PROVIDER_RELATIONSHIP', error)];
}

function checkAttestation({ attestation }: VendorParameters): OrderCheck {
  if (attestation !== undefined && attestation.signedBy.trim() !== '') return passed('ATTESTATION');
  const message = 'The partner-on-record attestation must be signed: give the name of the one who signs.';
  return failed('ATTESTATION', refusal('ATTESTATION_MISSING', message, { path: at('attestedBy') }));
}

async function checkTenant(client: PartnerCenterClient, request: ValidationRequest): Promise<readonly OrderCheck[]> {
  const { tenantMode, tenantDomain } = request.parameters;
  if (tenantMode === undefined || tenantDomain === undefined) {
    const field = tenantMode === undefined ? 'tenantMode' : 'tenantDomain';
    const message = 'Say whether the licences go to a new or an existing tenant, and which.';
    return [failed('TENANT', refusal('REQUIRED', message, { path: at(field) })), skipped('QUALIFICATION')];
  }
  if (!isTenantDomain(tenantDomain)) {
    const message = 'A tenant name has 1 to 27 letters and digits, nothing else.';
    return [
      failed('TENANT', refusal('TENANT_DOMAIN_INVALID', message, { path: at('tenantDomain') })),
      skipped('QUALIFICATION'),
    ];
  }
  return tenantMode === 'NEW'
    ? checkNewTenant(client, request, tenantDomain)
    : checkExistingTenant(client, request, tenantDomain);
}

async function checkNewTenant(
  client: PartnerCenterClient,
  { segment }: ValidationRequest,
  domain: string,
): Promise<readonly OrderCheck[]> {
  if (segment === 'EDUCATION' || segment === 'NONPROFIT') {
    const remedies = [
      {
        description: 'The customer has Microsoft create and verify its tenant first.',
        url: segment === 'EDUCATION' ? EDUCATION_URL : NONPROFIT_URL,
      },
    ];
    const message = 'Education and nonprofit customers must bring an existing, verified tenant.';
    const error = refusal('NEW_TENANT_NOT_ALLOWED', message, { path: at('tenantMode'), remedies });
    return [failed('TENANT', error), skipped('QUALIFICATION')];
  }
  if (await client.isDomainTaken(domain, call())) {
    const remedies = [{ description: 'Choose another name, or order for the existing tenant.' }];
    const error = refusal('TENANT_DOMAIN_TAKEN', `${domain} belongs to somebody already.`, {
      path: at('tenantDomain'),
      remedies,
    });
    return [failed('TENANT', error), skipped('QUALIFICATION')];
  }
  return [passed('TENANT'), passed('QUALIFICATION')];
}

async function checkExistingTenant(
  client: PartnerCenterClient,
  { segment, knownTenantDomain }: ValidationRequest,
  domain: string,
): Promise<readonly OrderCheck[]> {
  const path = at('tenantDomain');
  if (segment === 'GOVERNMENT' && domain !== knownTenantDomain) {
    const message = 'Commercial plans cannot be put into an existing government tenant.';
    const remedies = [{ description: 'Order with a new tenant.' }];
    return [
      failed('TENANT', refusal('NOT_ELIGIBLE', message, { path: at('tenantMode'), remedies })),
      skipped('QUALIFICATION'),
    ];
  }
  const customer = await client.findCustomerByDomain(domain, call());
  if (customer === null) {
    if (!(await client.isDomainTaken(domain, call()))) {
      const error = refusal('TENANT_DOMAIN_UNKNOWN', `There is no tenant ${domain} at Microsoft.`, { path });
      return [failed('TENANT', error), skipped('QUALIFICATION')];
    }
    const { authorizationUrl } = await client.getCustomerRelationship(domain, call());
    const remedies = [
      { description: 'A global administrator of the tenant accepts the invitation.', url: authorizationUrl },
    ];
    const message = `${domain} has not accepted the relationship with the indirect provider.`;
    return [failed('TENANT', refusal('RELATIONSHIP_MISSING', message, { path, remedies })), skipped('QUALIFICATION')];
  }
  const needed = segment === 'EDUCATION' ? 'Education' : segment === 'NONPROFIT' ? 'Nonprofit' : undefined;
  if (needed === undefined) return [passed('TENANT'), passed('QUALIFICATION')];
  const qualifications = await client.getQualifications(customer.customerId, call());
  if (qualifications.includes(needed)) return [passed('TENANT'), passed('QUALIFICATION')];
  const remedies = [
    {
      description: 'The customer has Microsoft verify it.',
      url: needed === 'Education' ? EDUCATION_URL : NONPROFIT_URL,
    },
  ];
  const message = `Microsoft has not verified ${domain} for this segment.`;
  return [passed('TENANT'), failed('QUALIFICATION', refusal('NOT_ELIGIBLE', message, { path, remedies }))];
}
