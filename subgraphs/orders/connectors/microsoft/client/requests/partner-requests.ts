import { object, text } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { MpnProfile } from '../partner-center-types.ts';

/** Reads the partner that has an MPN ID. */
export function getMpnProfile(mpnId: string): PartnerCenterRequest<MpnProfile> {
  return {
    operation: 'getMpnProfile',
    method: 'GET',
    path: `/v1/profiles/mpn?mpnId=${encodeURIComponent(mpnId)}`,
    parse: parseMpnProfile,
  };
}

function parseMpnProfile(body: unknown): MpnProfile {
  const from = object(body, 'profile');
  return { mpnId: text(from, 'mpnId'), partnerName: text(from, 'partnerName') };
}

/** Reads whether the partner that has an MPN ID signed the CSP agreement. */
export function isEnrolledInCsp(mpnId: string): PartnerCenterRequest<boolean> {
  return {
    operation: 'isEnrolledInCsp',
    method: 'GET',
    path: `/v1/compliance/csp/agreementstatus?mpnId=${encodeURIComponent(mpnId)}`,
    parse: (body) => object(body, 'status')['isAgreementSigned'] === true,
  };
}
