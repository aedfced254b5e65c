import { isTenantDomain, type VendorParameters } from '../../../rules/placing/vendor-parameters.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { MpnProfile, PartnerRelationship } from '../client/partner-center-types.ts';
import { ask, find, type Asked, type NewCall } from './order-checks.ts';
import type { ResellerList } from './reseller-list.ts';

/** What Microsoft says about the location MPN ID of an order. */
export type MpnIdFact =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'unknown'; readonly mpnId: string }
  | {
      readonly kind: 'known';
      readonly mpnId: string;
      readonly profile: MpnProfile;
      readonly isEnrolled: Asked<boolean>;
    };

/** What Microsoft says about the indirect reseller domain of an order. */
export type DomainFact =
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly domain: string }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'unknown'; readonly domain: string }
  | {
      readonly kind: 'known';
      readonly domain: string;
      /** The id of the tenant that holds the domain. */
      readonly tenantId: string;
      /** The resellers of the provider, among which the tenant is looked for. */
      readonly resellers: Asked<readonly PartnerRelationship[]>;
    };

/** What Microsoft says about the reseller of an order. */
export interface PartnerFacts {
  readonly mpnId: MpnIdFact;
  readonly domain: DomainFact;
}

/** Where facts about the reseller come from. */
export interface PartnerSource {
  readonly client: PartnerCenterClient;
  readonly resellers: ResellerList;
}

/** Asks Microsoft about the location MPN ID and the domain at the same time, then for the provider's resellers. */
export async function askAboutPartner(
  { client, resellers }: PartnerSource,
  { locationMpnId, indirectResellerDomain }: VendorParameters,
  newCall: NewCall,
): Promise<PartnerFacts> {
  const [mpnId, holder] = await Promise.all([
    askAboutMpnId(client, locationMpnId, newCall),
    askWhoHolds(client, indirectResellerDomain, newCall),
  ]);
  if (holder.kind !== 'held') return { mpnId, domain: holder };
  const { domain, tenantId } = holder;
  const isActive = (one: PartnerRelationship): boolean =>
    one.isActive && one.tenantId === tenantId && (mpnId.kind !== 'known' || one.mpnId === mpnId.mpnId);
  const list = await ask(() => resellers.read((read) => read.some(isActive)));
  return { mpnId, domain: { kind: 'known', domain, tenantId, resellers: list } };
}

async function askAboutMpnId(
  client: PartnerCenterClient,
  mpnId: string | undefined,
  newCall: NewCall,
): Promise<MpnIdFact> {
  if (mpnId === undefined) return { kind: 'missing' };
  const [profile, isEnrolled] = await Promise.all([
    find(() => client.getMpnProfile(mpnId, newCall())),
    ask(() => client.isEnrolledInCsp(mpnId, newCall())),
  ]);
  switch (profile.kind) {
    case 'unanswered':
      return profile;
    case 'not-found':
      return { kind: 'unknown', mpnId };
    case 'found':
      return { kind: 'known', mpnId, profile: profile.value, isEnrolled };
  }
}

type DomainHolder =
  | Exclude<DomainFact, { readonly kind: 'known' }>
  | { readonly kind: 'held'; readonly domain: string; readonly tenantId: string };

async function askWhoHolds(
  client: PartnerCenterClient,
  domain: string | undefined,
  newCall: NewCall,
): Promise<DomainHolder> {
  if (domain === undefined) return { kind: 'missing' };
  if (!isTenantDomain(domain.toLowerCase())) return { kind: 'malformed', domain };
  const tenantId = await find(() => client.findTenantId(domain, newCall()));
  switch (tenantId.kind) {
    case 'unanswered':
      return tenantId;
    case 'not-found':
      return { kind: 'unknown', domain };
    case 'found':
      return { kind: 'held', domain, tenantId: tenantId.value };
  }
}
