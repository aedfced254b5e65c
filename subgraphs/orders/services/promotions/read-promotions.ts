import { randomUUID } from 'node:crypto';
import type { JobQueue } from '../../../shared/messaging/jobs.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { VendorPromotion } from '../../connectors/vendor-promotion.ts';
import type { WorkContext } from '../../context.ts';

/** The queue of lists of promotions to be read from the vendor. A vendor that is away is asked again for half a day. */
export const PROMOTIONS_QUEUE: JobQueue = {
  name: 'orders.promotions',
  options: { retryLimit: 20, retryDelay: 5, retryBackoff: true, retryDelayMax: 3_600 },
};

/** However often a list is wanted within so many seconds, it is read at once and then once more. */
const WANTED_TOGETHER_S = 10;

/** Told by the catalogue: what the vendor has for a market is to be read. */
export interface PromotionsWanted {
  /** ISO 3166-1 alpha-2. */
  readonly market: string;
}

/** Told to the catalogue: everything that the vendor has for a market. What is not in it, the vendor has no longer. */
export interface PromotionsRead {
  /** The name under which the vendor's price lists are imported. */
  readonly vendor: string;
  readonly market: string;
  /** When the vendor was asked: the newer list counts. */
  readonly readAt: string;
  readonly promotions: readonly VendorPromotion[];
}

/** Puts down that a list is to be read. */
export async function wantPromotions({ deps }: WorkContext, { market }: PromotionsWanted): Promise<void> {
  const wanted: PromotionsWanted = { market };
  const together = { singletonKey: market, singletonSeconds: WANTED_TOGETHER_S, singletonNextSlot: true };
  await deps.jobs.add(PROMOTIONS_QUEUE.name, wanted, together);
}

/** Reads the vendors' promotions for a market and tells them to the catalogue. Rejects when a vendor does not answer. */
export async function readPromotions(
  { write, deps }: WorkContext,
  { market }: PromotionsWanted,
  { signal }: RunningJob,
): Promise<void> {
  const { vendors, outbox, now } = deps;
  for (const { connector } of vendors.values()) {
    const source = connector.promotions;
    if (source === undefined) continue;
    const readAt = now().toISOString();
    const promotions = await source.list(market, { requestId: randomUUID(), signal });
    const read: PromotionsRead = { vendor: source.vendorName, market, readAt, promotions };
    await write((tx) => outbox.append(tx, 'promotions-read', read));
  }
}
