import type { Effect, SimulatedAgreement } from './effects.ts';
import { AGREEMENT_TYPE, FIRST_AGREEMENT_VERSION } from './state.ts';

/** What a tenant did at the vendor before its first order here. */
export interface Beginning {
  readonly customerId: string;
  readonly domain: string;
  readonly resellerTenantIds: readonly string[];
  /** Whether its administrator has accepted the first version of the customer agreement. */
  readonly agreement: boolean;
}

/** The effects that record what a tenant did before. */
export function beginningOf({ customerId, domain, resellerTenantIds, agreement }: Beginning): readonly Effect[] {
  const accepted: SimulatedAgreement = {
    templateId: FIRST_AGREEMENT_VERSION,
    type: AGREEMENT_TYPE,
    dateAgreed: `${FIRST_AGREEMENT_VERSION}-01T00:00:00.000Z`,
    primaryContact: { firstName: 'Tenant', lastName: 'Administrator', email: `admin@${domain}` },
  };
  return [
    ...resellerTenantIds.map((resellerTenantId): Effect => ({
      kind: 'reseller.related',
      customerId,
      resellerTenantId,
    })),
    ...(agreement ? [{ kind: 'agreement.confirmed', customerId, agreement: accepted } as const] : []),
  ];
}
