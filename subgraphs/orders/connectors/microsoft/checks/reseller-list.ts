import type { PartnerCenterClient } from '../client/partner-center-client.ts';
import type { PartnerRelationship } from '../client/partner-center-types.ts';
import { callsWithin } from './order-checks.ts';

/** The indirect resellers of the provider, as Microsoft lists them. */
export interface ResellerList {
  /**
   * Returns the whole list. A list that was read a short time ago is used again only if `isGoodEnough` accepts it, so
   * that nothing is refused because of an old list. Rejects with a `PartnerCenterError`.
   */
  read(isGoodEnough: (list: readonly PartnerRelationship[]) => boolean): Promise<readonly PartnerRelationship[]>;
}

/** Microsoft allows few requests per minute, and a list of thousands of resellers has many pages. */
const KEPT_MS = 5 * 60_000;

const READ_LIMIT_MS = 20_000;

/** Creates a reader that shares one request among callers at the same time and keeps its result for five minutes. */
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
