import { refusal } from '../../../../shared/domain/refusal.ts';
import { isTenantDomain, type VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import { partnerInvitation } from './invitations.ts';
import { ask, at, failed, passed, skipped, unanswered, type Asked, type NewCall } from './order-checks.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { MpnProfile, PartnerRelationship } from '../client/partner-center-types.ts';
import type { ResellerList } from './reseller-list.ts';

const ENROL_URL =
  'https://partner.microsoft.com/en-us/dashboard/account/exp/enrollment/welcome?cloudInstance=Global&accountProgram=valueaddedreseller';
const IDENTIFIERS_URL = 'https://partner.microsoft.com/dashboard/account/v3/organization/identifiers';

/** What the vendor says of the reseller; undefined is what there was nothing to ask about. */
interface PartnerFacts {
  readonly mpnId: string | undefined;
  readonly domain: string | undefined;
  readonly profile: Asked<MpnProfile | null> | undefined;
  readonly isEnrolled: Asked<boolean> | undefined;
  readonly tenantId: Asked<string | null> | undefined;
  readonly resellers: Asked<readonly PartnerRelationship[]> | undefined;
}

/** Who is asked about the reseller. */
export interface PartnerSource {
  readonly client: PartnerCenterClient;
  readonly resellers: ResellerList;
}

/** The ids by which the vendor knows the reseller; empty while it knows none of those that were given. */
export interface ResellerIds {
  readonly mpnId?: string | undefined;
  readonly tenantId?: string | undefined;
}

/** The four checks of the reseller, and by which ids it is found in the vendor's lists. */
export interface PartnerOutcome {
  readonly checks: readonly OrderCheck[];
  readonly ids: ResellerIds;
}

/** What an order of the same reseller verified is not asked for again. */
export function verifiedPartner({ locationMpnId: mpnId }: VendorParameters): PartnerOutcome {
  const codes = ['PARTNER_ID', 'CSP_ENROLMENT', 'RESELLER_DOMAIN', 'PROVIDER_RELATIONSHIP'] as const;
  return { checks: codes.map(passed), ids: { mpnId } };
}

/** Asks the vendor everything about the reseller at once, and judges MPN ID and domain together. */
export async function checkPartner(
  source: PartnerSource,
  parameters: VendorParameters,
  newCall: NewCall,
): Promise<PartnerOutcome> {
  const facts = await askAboutPartner(source, parameters, newCall);
  const checks = [checkMpnId(facts), checkEnrolment(facts), checkDomain(facts)];
  const relationship = await checkRelationship(facts, () => partnerInvitation(source.client, newCall));
  const tenantId = facts.tenantId?.kind === 'answered' ? (facts.tenantId.value ?? undefined) : undefined;
  return { checks: [...checks, relationship], ids: { mpnId: isKnown(facts) ? facts.mpnId : undefined, tenantId } };
}

async function askAboutPartner(
  { client, resellers }: PartnerSource,
  { locationMpnId: mpnId, indirectResellerDomain: domain }: VendorParameters,
  newCall: NewCall,
): Promise<PartnerFacts> {
  const hasDomain = domain !== undefined && isTenantDomain(domain.toLowerCase());
  const [profile, isEnrolled, tenantId] = await Promise.all([
    mpnId === undefined ? undefined : ask(() => client.getMpnProfile(mpnId, newCall())),
    mpnId === undefined ? undefined : ask(() => client.isEnrolledInCsp(mpnId, newCall())),
    hasDomain ? ask(() => client.findTenantId(domain, newCall())) : undefined,
  ]);
  const facts = { mpnId, domain, profile, isEnrolled, tenantId };
  if (tenantId?.kind !== 'answered' || tenantId.value === null) return { ...facts, resellers: undefined };
  const { value } = tenantId;
  const isActive = (one: PartnerRelationship): boolean =>
    one.isActive && one.tenantId === value && (!isKnown(facts) || one.mpnId === mpnId);
  return { ...facts, resellers: await ask(() => resellers.read((list) => list.some(isActive))) };
}

function isKnown({ profile }: Pick<PartnerFacts, 'profile'>): boolean {
  return profile?.kind === 'answered' && profile.value !== null;
}

function checkMpnId({ mpnId, profile }: PartnerFacts): OrderCheck {
  const path = at('locationMpnId');
  if (profile === undefined) {
    return failed('PARTNER_ID', refusal('REQUIRED', 'The location MPN ID is needed.', { path }));
  }
  if (profile.kind === 'unanswered') return unanswered('PARTNER_ID');
  if (profile.value !== null) return passed('PARTNER_ID');
  const remedies = [
    {
      description: 'Take the location (not the global) MPN ID from Partner Center, Identifiers.',
      url: IDENTIFIERS_URL,
    },
  ];
  const message = `Microsoft does not know the location MPN ID ${mpnId}.`;
  return failed('PARTNER_ID', refusal('PARTNER_ID_INVALID', message, { path, remedies }));
}

function checkEnrolment({ profile, isEnrolled }: PartnerFacts): OrderCheck {
  if (profile?.kind !== 'answered' || profile.value === null || isEnrolled === undefined) {
    return skipped('CSP_ENROLMENT');
  }
  if (isEnrolled.kind === 'unanswered') return unanswered('CSP_ENROLMENT');
  if (isEnrolled.value) return passed('CSP_ENROLMENT');
  const remedies = [{ description: 'Enrol as a CSP indirect reseller.', url: ENROL_URL }];
  const message = `${profile.value.partnerName} is not enrolled in CSP.`;
  return failed('CSP_ENROLMENT', refusal('RESELLER_NOT_ENROLLED', message, { path: at('locationMpnId'), remedies }));
}

function checkDomain(facts: PartnerFacts): OrderCheck {
  const { domain, tenantId } = facts;
  const path = at('indirectResellerDomain');
  if (domain === undefined) {
    const message = "The reseller's .onmicrosoft.com domain is needed.";
    return failed('RESELLER_DOMAIN', refusal('REQUIRED', message, { path }));
  }
  if (tenantId === undefined) {
    const message = `${domain} is not a .onmicrosoft.com domain.`;
    return failed('RESELLER_DOMAIN', refusal('RESELLER_DOMAIN_INVALID', message, { path }));
  }
  if (tenantId.kind === 'unanswered') return unanswered('RESELLER_DOMAIN');
  if (tenantId.value === null) {
    const message = `There is no tenant ${domain} at Microsoft.`;
    return failed('RESELLER_DOMAIN', refusal('RESELLER_DOMAIN_INVALID', message, { path }));
  }
  if (!isMismatch(facts)) return passed('RESELLER_DOMAIN');
  const message = `${domain} does not belong to the partner with the MPN ID ${facts.mpnId}.`;
  return failed('RESELLER_DOMAIN', refusal('PARTNER_ID_MISMATCH', message, { path }));
}

/**
 * Whether the list of resellers shows the domain's tenant or the MPN ID, but never both together. An MPN ID that nobody
 * has is told as such, and of a partner that is not in the list the vendor says nothing.
 */
function isMismatch(facts: PartnerFacts): boolean {
  const { mpnId, tenantId, resellers } = facts;
  if (!isKnown(facts) || tenantId?.kind !== 'answered' || resellers?.kind !== 'answered') return false;
  const ofEither = resellers.value.filter((one) => one.tenantId === tenantId.value || one.mpnId === mpnId);
  const ofBoth = ofEither.some((one) => one.tenantId === tenantId.value && one.mpnId === mpnId);
  return ofEither.length > 0 && !ofBoth;
}

async function checkRelationship(
  facts: PartnerFacts,
  invite: () => ReturnType<typeof partnerInvitation>,
): Promise<OrderCheck> {
  const { domain, tenantId, resellers } = facts;
  // Whose relationship is meant can't be told while the domain is nobody's, or another partner's.
  if (tenantId?.kind !== 'answered' || tenantId.value === null || isMismatch(facts)) {
    return skipped('PROVIDER_RELATIONSHIP');
  }
  if (resellers?.kind !== 'answered') return unanswered('PROVIDER_RELATIONSHIP');
  if (resellers.value.some((one) => one.tenantId === tenantId.value && one.isActive)) {
    return passed('PROVIDER_RELATIONSHIP');
  }
  const message = `${domain} has no relationship with the indirect provider.`;
  const remedies = [await invite()];
  const path = at('indirectResellerDomain');
  return failed('PROVIDER_RELATIONSHIP', refusal('RELATIONSHIP_MISSING', message, { path, remedies }));
}
