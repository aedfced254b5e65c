import type { Writer } from '../../../shared/database/transaction.ts';
import type { JobQueue, Jobs } from '../../../shared/messaging/jobs.ts';
import type { CatalogDeps, WorkContext } from '../../context.ts';

/** The queue of the nightly question for the vendors' promotions. */
export const ASK_QUEUE: JobQueue = {
  name: 'catalog.ask-for-promotions',
  options: { retryLimit: 10, retryDelay: 5, retryBackoff: true },
};

const DAY_S = 86_400;
const HOUR_MS = 3_600_000;

/** The markets in which something is sold, read from the index of plans one after the other, however many plans there are. */
const MARKETS = `with recursive sold (market) as (
    (select market from catalog.plan order by market limit 1)
    union all
    select (select plan.market from catalog.plan where plan.market > sold.market order by plan.market limit 1)
    from sold where sold.market is not null
  ) select market from sold where market is not null`;

/**
 * Has the vendors' promotions read for the given markets, or for all in which something is sold; orders, which knows the
 * vendors, does that and tells them. Answers the markets.
 */
export async function askForPromotions(
  tx: Writer,
  { outbox }: Pick<CatalogDeps, 'outbox'>,
  only?: readonly string[],
): Promise<readonly string[]> {
  const markets = only ?? (await tx.query<{ readonly market: string }>(MARKETS)).map(({ market }) => market);
  for (const market of markets) await outbox.append(tx, 'promotions-wanted', { market });
  return markets;
}

/** Does the job of every night. */
export async function askNightly({ write, deps }: WorkContext): Promise<void> {
  await write((tx) => askForPromotions(tx, deps));
}

/**
 * Puts the question down now and every hour; of all who do on one day, by the time of Greenwich, the first is heard. The
 * returned function ends that.
 */
export function startAskingNightly(jobs: Jobs): () => void {
  const ask = (): void => {
    const nightly = { singletonKey: 'nightly', singletonSeconds: DAY_S };
    // One that cannot be put down is put down an hour later.
    void jobs.add(ASK_QUEUE.name, {}, nightly).catch(() => undefined);
  };
  ask();
  const timer = setInterval(ask, HOUR_MS).unref();
  return () => clearInterval(timer);
}
