import { createHash } from 'node:crypto';

/** A partner that the simulated vendor is to know. */
export interface SeededPartner {
  /** Full domain of the partner's own tenant, for example `championcloud.onmicrosoft.com`. */
  readonly domain: string;
  /** Its location MPN ID, seven digits. */
  readonly mpnId: string;
  /** The first part of the domain unless given. */
  readonly name?: string;
  /** Whether it is enrolled as an indirect reseller; true unless given. */
  readonly enrolledInCsp?: boolean;
  /** What became of its relationship with the provider; `Active` unless given. */
  readonly relationship?: PartnerRelationshipState;
}

/** `None` was never accepted and is not listed; `Inactive` was ended and is listed as such. */
export type PartnerRelationshipState = 'Active' | 'Inactive' | 'None';

/** A partner as the vendor keeps it. */
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

/** The indirect provider in whose name the platform speaks with the vendor. */
export const PROVIDER: DirectoryPartner = {
  domain: 'meridiandistribution.onmicrosoft.com',
  mpnId: '1000001',
  name: 'Meridian Distribution',
  enrolledInCsp: true,
  relationship: 'None',
  tenantId: tenantIdOf('meridiandistribution.onmicrosoft.com'),
};

/** Resellers of nobody here: they fill the first pages of every list, as they do at the vendor. */
const OTHERS: readonly SeededPartner[] = Array.from({ length: 12 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return { domain: `reseller${number}.onmicrosoft.com`, mpnId: `60000${number}`, name: `Reseller ${number}` };
});

/** The partners that every simulator knows: those of the demo, two that may not sell, and a dozen of others. */
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
 * The directory of the default partners and the given ones; a given one takes the place of a default one with its
 * domain or MPN ID. Throws on one that is not well formed.
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

/** The partners that may sell in the provider's name. */
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
