import { createHash } from 'node:crypto';

/** A partner that the simulated vendor knows from the start. */
export interface SeededPartner {
  /** The full domain of the partner's own tenant, for example `championcloud.onmicrosoft.com`. */
  readonly domain: string;
  /** Its location MPN ID, seven digits. */
  readonly mpnId: string;
  /** The name; by default the first part of the domain. */
  readonly name?: string;
  /** Whether it is enrolled as an indirect reseller; true by default. */
  readonly enrolledInCsp?: boolean;
  /** The state of its relationship with the provider; `Active` by default. */
  readonly relationship?: PartnerRelationshipState;
}

/** `None`: never accepted, and not listed. `Inactive`: ended, and listed with this state. */
export type PartnerRelationshipState = 'Active' | 'Inactive' | 'None';

/** A partner in the vendor's directory. */
export interface DirectoryPartner extends Required<SeededPartner> {
  /** The id of the partner's own tenant, the same for the same domain in every simulator. */
  readonly tenantId: string;
}

/** All partners of the vendor, by each of their ids. */
export interface PartnerDirectory {
  readonly all: readonly DirectoryPartner[];
  readonly byMpnId: ReadonlyMap<string, DirectoryPartner>;
  readonly byDomain: ReadonlyMap<string, DirectoryPartner>;
  readonly byTenantId: ReadonlyMap<string, DirectoryPartner>;
}

/** The indirect provider for which the platform calls the vendor. */
export const PROVIDER: DirectoryPartner = {
  domain: 'meridiandistribution.onmicrosoft.com',
  mpnId: '1000001',
  name: 'Meridian Distribution',
  enrolledInCsp: true,
  relationship: 'None',
  tenantId: tenantIdOf('meridiandistribution.onmicrosoft.com'),
};

/** Resellers that the demo does not use. They fill the first pages of every list, as at the real vendor. */
const OTHERS: readonly SeededPartner[] = Array.from({ length: 12 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return { domain: `reseller${number}.onmicrosoft.com`, mpnId: `60000${number}`, name: `Reseller ${number}` };
});

/** The partners that every simulator knows: those of the demo, two that may not sell, and a dozen others. */
export const DEFAULT_PARTNERS: readonly SeededPartner[] = [
  ...OTHERS,
  { domain: 'championcloud.onmicrosoft.com', mpnId: '1234567', name: 'Champion Cloud' },
  { domain: 'summitresale.onmicrosoft.com', mpnId: '2345678', name: 'Summit Resale' },
  { domain: 'harborit.onmicrosoft.com', mpnId: '3456789', name: 'Harbor IT' },
  { domain: 'newleafpartners.onmicrosoft.com', mpnId: '4567890', name: 'Newleaf Partners' },
  { domain: 'unrelatedone.onmicrosoft.com', mpnId: '5678901', name: 'Unrelated One', relationship: 'None' },
  { domain: 'notenrolled.onmicrosoft.com', mpnId: '8123456', name: 'Not Enrolled', enrolledInCsp: false },
];

const MPN_ID = /^[1-9]\d{6}$/;
const PARTNER_DOMAIN = /^[a-z0-9-]+\.onmicrosoft\.com$/;

/** Whether a text has the form of an MPN ID. */
export function isMpnId(text: string): boolean {
  return MPN_ID.test(text);
}

/**
 * The directory of the default partners and the given ones. A given partner replaces a default one with the same domain or
 * MPN ID. Throws for a partner that is not well formed.
 */
export function directoryOf(given: readonly SeededPartner[] = []): PartnerDirectory {
  const added = given.map(toPartner);
  const replaced = (partner: DirectoryPartner): boolean =>
    added.some(({ domain, mpnId }) => domain === partner.domain || mpnId === partner.mpnId);
  const all = [...DEFAULT_PARTNERS.map(toPartner).filter((partner) => !replaced(partner)), ...added];
  const known = [PROVIDER, ...all];
  return {
    all,
    byMpnId: new Map(known.map((partner) => [partner.mpnId, partner])),
    byDomain: new Map(known.map((partner) => [partner.domain, partner])),
    byTenantId: new Map(known.map((partner) => [partner.tenantId, partner])),
  };
}

/** The partners that may sell for the provider. */
export function activePartners({ all }: PartnerDirectory): readonly DirectoryPartner[] {
  return all.filter(({ relationship }) => relationship === 'Active');
}

function toPartner(seeded: SeededPartner): DirectoryPartner {
  const domain = seeded.domain.toLowerCase();
  if (!PARTNER_DOMAIN.test(domain) || !isMpnId(seeded.mpnId)) {
    throw new Error(`The partner ${seeded.domain}:${seeded.mpnId} is not a .onmicrosoft.com domain with an MPN ID.`);
  }
  return {
    domain,
    mpnId: seeded.mpnId,
    name: seeded.name ?? domain.slice(0, domain.indexOf('.')),
    enrolledInCsp: seeded.enrolledInCsp ?? true,
    relationship: seeded.relationship ?? 'Active',
    tenantId: tenantIdOf(domain),
  };
}

/** The same id for the same domain, so that an id in an older log still means the same partner. */
function tenantIdOf(domain: string): string {
  const digest = createHash('sha256').update(domain).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
