import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../../shared/domain/access.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';

/** A reseller's identity at the vendor, as it was verified. */
export interface PartnerProfile {
  readonly resellerId: string;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly confirmedAt: string;
  /** The order by which it was verified; none where it was set otherwise. */
  readonly orderId?: string | undefined;
}

/** A verified identity is not asked of the vendor again for so many hours. */
export const VERIFIED_FOR_HOURS = 24;

/**
 * Remembers a verified identity for the reseller's next order. An older one does not replace a newer one, and the identity
 * of one reseller never becomes another's. An order for which the vendor was not asked anew leaves it as it is. Answers
 * whether it is remembered now.
 */
export async function rememberPartner(em: EntityManager, profile: PartnerProfile): Promise<boolean> {
  const { resellerId, locationMpnId, indirectResellerDomain, confirmedAt, orderId = null } = profile;
  const rows = await em.execute<object[]>(
    `insert into orders.partner_profile as known
       (account_id, location_mpn_id, indirect_reseller_domain, verified_at, verified_by)
     select ?, ?, lower(?), ?::timestamptz, ?
     where not exists (
       select 1 from orders.partner_profile as other
       where other.account_id <> ? and (other.location_mpn_id = ? or lower(other.indirect_reseller_domain) = lower(?)))
     on conflict (account_id) do update set location_mpn_id = excluded.location_mpn_id,
       indirect_reseller_domain = excluded.indirect_reseller_domain, verified_at = excluded.verified_at,
       verified_by = excluded.verified_by
     where known.verified_at < excluded.verified_at
       and (known.location_mpn_id <> excluded.location_mpn_id
         or known.indirect_reseller_domain <> excluded.indirect_reseller_domain
         or known.verified_at <= excluded.verified_at - ${VERIFIED_FOR_HOURS} * interval '1 hour')
     returning account_id`,
    [
      resellerId,
      locationMpnId,
      indirectResellerDomain,
      confirmedAt,
      orderId,
      resellerId,
      locationMpnId,
      indirectResellerDomain,
    ],
  );
  return rows.length > 0;
}

/** An identity as an order names it. */
export interface NamedPartner {
  readonly resellerId: string;
  readonly locationMpnId: string | undefined;
  readonly indirectResellerDomain: string | undefined;
}

/** Which of an MPN ID and a domain are remembered as another reseller's. */
export async function foreignPartnerFields(
  em: EntityManager,
  named: NamedPartner,
): Promise<readonly ('locationMpnId' | 'indirectResellerDomain')[]> {
  const { resellerId, locationMpnId = '', indirectResellerDomain = '' } = named;
  const [row] = await em.execute<{ readonly isMpn: boolean; readonly isDomain: boolean }[]>(
    `select exists (select 1 from orders.partner_profile
         where account_id <> ? and location_mpn_id = ?) as "isMpn",
       exists (select 1 from orders.partner_profile
         where account_id <> ? and lower(indirect_reseller_domain) = lower(?)) as "isDomain"`,
    [resellerId, locationMpnId, resellerId, indirectResellerDomain],
  );
  return [
    ...(row?.isMpn ? (['locationMpnId'] as const) : []),
    ...(row?.isDomain ? (['indirectResellerDomain'] as const) : []),
  ];
}

/** What a viewer named of the vendor's parameters, without what is not theirs to name. */
export interface PartnerNaming {
  readonly parameters: VendorParameters;
  readonly problem: Refusal | undefined;
}

/** Takes the reseller's identity only from the reseller's own side, or from an account above it. */
export function readPartnerNaming(
  viewer: Principal,
  resellerPath: string,
  parameters: VendorParameters,
): PartnerNaming {
  const { locationMpnId, indirectResellerDomain, ...others } = parameters;
  const isNamed = locationMpnId !== undefined || indirectResellerDomain !== undefined;
  if (!isNamed || maySee(viewer, resellerPath)) return { parameters, problem: undefined };
  const field = locationMpnId === undefined ? 'indirectResellerDomain' : 'locationMpnId';
  const problem = refusal('NOT_ALLOWED', 'Only the reseller names its own MPN ID and domain.', {
    path: ['vendorParameters', field],
    remedies: [{ description: 'Leave both out: what your reseller has confirmed is used.' }],
  });
  return { parameters: others, problem };
}
