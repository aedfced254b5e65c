import { callsWithin } from './order-checks.ts';
import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { PartnerRelationship } from '../client/partner-center-types.ts';

/** The provider's resellers, as the vendor lists them. */
export interface ResellerList {
  /**
   * The whole list. One that was read a short time ago is answered only where it is good enough: what it would refuse is
   * asked for anew. Rejects with a `PartnerCenterError`.
   */
  read(isGoodEnough: (list: readonly PartnerRelationship[]) => boolean): Promise<readonly PartnerRelationship[]>;
}

/** The vendor takes few requests a minute, and a list of thousands has many pages. */
const KEPT_MS = 5 * 60_000;

const READ_LIMIT_MS = 20_000;

/** Reads the provider's resellers once for all who ask at the same time, and keeps them for some minutes. */
export function createResellerList(client: PartnerCenterClient, now: () => Date): ResellerList {
  let kept: { readonly list: readonly PartnerRelationship[]; readonly readAtMs: number } | undefined;
  let pending: Promise<readonly PartnerRelationship[]> | undefined;
  const readAnew = (): Promise<readonly PartnerRelationship[]> => {
    const readAtMs = now().getTime();
    pending ??= client
      .listResellers(callsWithin(READ_LIMIT_MS)())
      .then((list) => {
        kept = { list, readAtMs };
        return list;
      })
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    async read(isGoodEnough) {
      const isFresh = kept !== undefined && now().getTime() - kept.readAtMs < KEPT_MS;
      return kept !== undefined && isFresh && isGoodEnough(kept.list) ? kept.list : readAnew();
    },
  };
}
