import { refusal, type RemedyHint } from '../../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { OrderCheck } from '../../../rules/placing/order-check.ts';
import { partnerInvitation } from './invitations.ts';
import { at, failed, passed, skipped, unanswered, type NewCall } from './order-checks.ts';
import { askAboutPartner, type MpnIdFact, type PartnerFacts, type PartnerSource } from './partner-facts.ts';

const ENROL_URL =
  'https://partner.microsoft.com/en-us/dashboard/account/exp/enrollment/welcome?cloudInstance=Global&accountProgram=valueaddedreseller';
const IDENTIFIERS_URL = 'https://partner.microsoft.com/dashboard/account/v3/organization/identifiers';

/** The ids by which Microsoft knows the reseller; both are undefined when it knows neither the MPN ID nor the domain. */
export interface ResellerIds {
  readonly mpnId?: string | undefined;
  readonly tenantId?: string | undefined;
}

/** The four checks of the reseller, and the ids by which it is found in Microsoft's lists. */
export interface PartnerOutcome {
  readonly checks: readonly OrderCheck[];
  readonly ids: ResellerIds;
}

/** Passes all checks of a reseller without asking Microsoft, because a recent order of the same reseller passed them. */
export function verifiedPartner({ locationMpnId: mpnId }: VendorParameters): PartnerOutcome {
  const codes = ['PARTNER_ID', 'CSP_ENROLMENT', 'RESELLER_DOMAIN', 'PROVIDER_RELATIONSHIP'] as const;
  return { checks: codes.map(passed), ids: { mpnId } };
}

/** Checks the reseller's location MPN ID, enrolment, domain and relationship with the indirect provider. */
export async function checkPartner(
  source: PartnerSource,
  parameters: VendorParameters,
  newCall: NewCall,
): Promise<PartnerOutcome> {
  const facts = await askAboutPartner(source, parameters, newCall);
  const { mpnId, domain } = facts;
  const relationship = await checkRelationship(facts, () => partnerInvitation(source.client, newCall));
  return {
    checks: [checkMpnId(mpnId), checkEnrolment(mpnId), checkDomain(facts), relationship],
    ids: {
      mpnId: mpnId.kind === 'known' ? mpnId.mpnId : undefined,
      tenantId: domain.kind === 'known' ? domain.tenantId : undefined,
    },
  };
}

function checkMpnId(fact: MpnIdFact): OrderCheck {
  const path = at('locationMpnId');
  switch (fact.kind) {
    case 'missing':
      return failed('PARTNER_ID', refusal('REQUIRED', 'The location MPN ID is missing.', { path }));
    case 'unanswered':
      return unanswered('PARTNER_ID');
    case 'known':
      return passed('PARTNER_ID');
    case 'unknown': {
      const description =
        'Copy the location MPN ID, not the global MPN ID, from the Identifiers page in Partner Center.';
      const remedies = [{ description, url: IDENTIFIERS_URL }];
      const message = `Microsoft does not know the location MPN ID ${fact.mpnId}.`;
      return failed('PARTNER_ID', refusal('PARTNER_ID_INVALID', message, { path, remedies }));
    }
  }
}

function checkEnrolment(fact: MpnIdFact): OrderCheck {
  if (fact.kind !== 'known') return skipped('CSP_ENROLMENT');
  const { profile, isEnrolled } = fact;
  if (isEnrolled.kind === 'unanswered') return unanswered('CSP_ENROLMENT');
  if (isEnrolled.value) return passed('CSP_ENROLMENT');
  const remedies = [
    { description: 'Enrol in the Cloud Solution Provider (CSP) program as an indirect reseller.', url: ENROL_URL },
  ];
  const message = `${profile.partnerName} is not enrolled in the Cloud Solution Provider (CSP) program.`;
  return failed('CSP_ENROLMENT', refusal('RESELLER_NOT_ENROLLED', message, { path: at('locationMpnId'), remedies }));
}

function checkDomain({ mpnId, domain: fact }: PartnerFacts): OrderCheck {
  const path = at('indirectResellerDomain');
  switch (fact.kind) {
    case 'missing': {
      const message = "The reseller's .onmicrosoft.com domain is missing.";
      return failed('RESELLER_DOMAIN', refusal('REQUIRED', message, { path }));
    }
    case 'malformed': {
      const message = `${fact.domain} is not a valid .onmicrosoft.com domain.`;
      return failed('RESELLER_DOMAIN', refusal('RESELLER_DOMAIN_INVALID', message, { path }));
    }
    case 'unanswered':
      return unanswered('RESELLER_DOMAIN');
    case 'unknown': {
      const message = `Microsoft has no tenant with the domain ${fact.domain}.`;
      return failed('RESELLER_DOMAIN', refusal('RESELLER_DOMAIN_INVALID', message, { path }));
    }
    case 'known': {
      const foreignMpnId = mismatchedMpnId({ mpnId, domain: fact });
      if (foreignMpnId === undefined) return passed('RESELLER_DOMAIN');
      const message = `${fact.domain} does not belong to the partner with the location MPN ID ${foreignMpnId}.`;
      return failed('RESELLER_DOMAIN', refusal('PARTNER_ID_MISMATCH', message, { path }));
    }
  }
}

/**
 * The MPN ID of the order when it does not belong with the domain: the list of resellers contains the domain's tenant
 * or the MPN ID, but never both in one entry. Undefined when Microsoft does not know the MPN ID, which is an error of
 * its own, and when neither is in the list, because then Microsoft says nothing about the two.
 */
function mismatchedMpnId({ mpnId: fact, domain }: PartnerFacts): string | undefined {
  if (fact.kind !== 'known' || domain.kind !== 'known' || domain.resellers.kind === 'unanswered') return undefined;
  const { mpnId } = fact;
  const ofEither = domain.resellers.value.filter((one) => one.tenantId === domain.tenantId || one.mpnId === mpnId);
  const ofBoth = ofEither.some((one) => one.tenantId === domain.tenantId && one.mpnId === mpnId);
  return ofEither.length > 0 && !ofBoth ? mpnId : undefined;
}

async function checkRelationship(facts: PartnerFacts, invite: () => Promise<RemedyHint>): Promise<OrderCheck> {
  const { domain: fact } = facts;
  // While the domain is unknown or belongs to another partner, it is not clear whose relationship to check.
  if (fact.kind !== 'known' || mismatchedMpnId(facts) !== undefined) return skipped('PROVIDER_RELATIONSHIP');
  const { domain, tenantId, resellers } = fact;
  if (resellers.kind === 'unanswered') return unanswered('PROVIDER_RELATIONSHIP');
  if (resellers.value.some((one) => one.tenantId === tenantId && one.isActive)) return passed('PROVIDER_RELATIONSHIP');
  const message = `${domain} has no active relationship with the indirect provider.`;
  const remedies = [await invite()];
  const path = at('indirectResellerDomain');
  return failed('PROVIDER_RELATIONSHIP', refusal('RELATIONSHIP_MISSING', message, { path, remedies }));
}
