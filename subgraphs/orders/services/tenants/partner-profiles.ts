import { askTogether, question, type Question } from '../../../shared/database/question.ts';
import { textArray } from '../../../shared/database/sql.ts';
import type { Reader, Writer } from '../../../shared/database/transaction.ts';
import { maySee } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { Principal } from '../../../shared/domain/principal.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { OrdersDeps, WorkContext } from '../../context.ts';
import type { VendorParameters } from '../../rules/placing/vendor-parameters.ts';

/** A reseller's identity at the vendor, when and by what it was verified. */
export interface PartnerProfile {
  readonly resellerId: Id<'acc'>;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly confirmedAt: string;
  /** The order that verified it, if it was one. */
  readonly orderId?: Id<'ord'>;
}

/** A reseller's identity as it is remembered. */
export interface VerifiedPartner {
  readonly accountId: Id<'acc'>;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly verifiedAt: Date;
}

/** The resellers with a remembered identity, by the moment at which it was verified. */
export const PARTNER_ROWS = `select account_id as key, (extract(epoch from verified_at) * 1000)::bigint as version
  from orders.partner_profile`;

/** The facts about remembered identities. */
export async function partnerFacts(read: Reader, ids: readonly string[]): Promise<readonly PartnerProfile[]> {
  const { partners } = await askTogether(read, { partners: partnersOf(ids as readonly Id<'acc'>[]) });
  return partners.map(({ accountId, verifiedAt, ...identity }) => {
    return { ...identity, resellerId: accountId, confirmedAt: verifiedAt.toISOString() };
  });
}

/** For this many hours a verified identity is not verified at the vendor again. */
export const VERIFIED_FOR_HOURS = 24;

/** The remembered identities of resellers; those without one are missing in the answer. */
export function partnersOf(ids: readonly Id<'acc'>[]): Question<readonly VerifiedPartner[]> {
  return question(
    `select account_id as "accountId", location_mpn_id as "locationMpnId",
       indirect_reseller_domain as "indirectResellerDomain", verified_at as "verifiedAt"
     from orders.partner_profile where account_id = any (?::text[])`,
    [textArray(ids)],
    (rows: readonly (Omit<VerifiedPartner, 'verifiedAt'> & { readonly verifiedAt: string })[]) =>
      rows.map((row) => ({ ...row, verifiedAt: new Date(row.verifiedAt) })),
  );
}

/**
 * Remembers a verified identity for the reseller's next order. An older one does not replace a newer one, one reseller's
 * identity never becomes another's, and an order that did not ask the vendor again leaves the identity as it is. Answers
 * whether this identity is remembered now.
 */
export async function rememberPartner(tx: Writer, profile: PartnerProfile): Promise<boolean> {
  const { resellerId, locationMpnId, indirectResellerDomain, confirmedAt, orderId = null } = profile;
  const rows = await tx.execute(
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

/** Remembers an identity that an order has confirmed, and tells accounts of it when it is new. */
export async function confirmPartner(
  tx: Writer,
  { outbox }: Pick<OrdersDeps, 'outbox'>,
  profile: PartnerProfile,
): Promise<void> {
  if (await rememberPartner(tx, profile)) await outbox.append(tx, 'partner-confirmed', profile);
}

/** Remembers an identity that accounts told of. */
export async function followPartnerProfile({ write }: WorkContext, profile: PartnerProfile): Promise<void> {
  await write((tx) => rememberPartner(tx, profile));
}

/** The parts of an identity at the vendor. */
export type PartnerField = 'locationMpnId' | 'indirectResellerDomain';

/** An identity as an order names it; undefined where it does not. */
export interface NamedPartner extends Readonly<Record<PartnerField, string | undefined>> {
  readonly resellerId: Id<'acc'>;
}

/** The parts of a named identity that are remembered as another reseller's. */
export function foreignPartnerFields(named: NamedPartner): Question<readonly PartnerField[]> {
  const { resellerId, locationMpnId = null, indirectResellerDomain = null } = named;
  return question(
    `select exists (select 1 from orders.partner_profile
         where account_id <> ? and location_mpn_id = ?) as "isMpn",
       exists (select 1 from orders.partner_profile
         where account_id <> ? and lower(indirect_reseller_domain) = lower(?)) as "isDomain"`,
    [resellerId, locationMpnId, resellerId, indirectResellerDomain],
    ([row]: readonly { readonly isMpn: boolean; readonly isDomain: boolean }[]) => [
      ...(row?.isMpn === true ? (['locationMpnId'] as const) : []),
      ...(row?.isDomain === true ? (['indirectResellerDomain'] as const) : []),
    ],
  );
}

/** The vendor parameters that a viewer may give, and why others were left out. */
export interface PartnerNaming {
  readonly parameters: VendorParameters;
  readonly problem: Refusal | undefined;
}

/** Takes a reseller's identity only from the reseller itself, or from an account above it. */
export function readPartnerNaming(
  viewer: Principal,
  resellerPath: string,
  parameters: VendorParameters,
): PartnerNaming {
  const { locationMpnId, indirectResellerDomain, ...others } = parameters;
  const isNamed = locationMpnId !== undefined || indirectResellerDomain !== undefined;
  if (!isNamed || maySee(viewer, resellerPath)) return { parameters, problem: undefined };
  const field = locationMpnId === undefined ? 'indirectResellerDomain' : 'locationMpnId';
  const problem = refusal('NOT_ALLOWED', 'Only the reseller, or an account above it, may set its MPN ID and domain.', {
    path: ['vendorParameters', field],
    remedies: [{ description: 'Leave both out: the values that your reseller has confirmed are then used.' }],
  });
  return { parameters: others, problem };
}
