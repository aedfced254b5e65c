import { textArray } from '../../../shared/database/sql.ts';
import type { RunningJob } from '../../../shared/messaging/running-job.ts';
import type { WorkContext } from '../../context.ts';
import { dayOf, noticeDueAt } from '../../rules/prices/price-notice.ts';
import { chainsOf } from './alike-buyers.ts';
import { priceDigests, type Buyer, type PriceDigest, type Told } from './price-digests.ts';
import { risingPlans, type Sheet } from './rising-plans.ts';

/** Told to accounts: prices that an account pays rise. How they do is sealed. */
interface PricesRise {
  readonly importId: string;
  readonly accountId: string;
  /** A `PriceDigest` as JSON, sealed with the platform's key. */
  readonly sealedDigest: string;
}

type UntoldSheet = Sheet & Pick<Told, 'vendorName'>;

/** How many accounts are told in one transaction, and for how many chains of rules plans are read together. */
const PAGE = 10;
/** How many accounts share what is read for their chains. */
const MOST_ALIKE = 1_000;

/**
 * Tells resellers which of their prices rise with the published price lists: 30 days before the first of them, or at once when
 * fewer are left. Each account is told once of a list, whoever does this at the same time, and however often it breaks off.
 * A list that fails keeps no other one from being told of; what failed is thrown in the end.
 */
export async function tellOfRises(context: WorkContext, job: Pick<RunningJob, 'assertHeld' | 'signal'>): Promise<void> {
  const now = context.deps.now();
  const failures: unknown[] = [];
  for (const sheet of await untoldSheets(context, now)) {
    const told = { ...sheet, from: dayOf(now), signal: job.signal };
    try {
      if (await isDue(context, told, now)) await tellAll(context, told, job);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Resellers could not be told of some price lists');
}

/** The published lists at which nobody has looked, and those that were due when somebody did, the oldest first. */
function untoldSheets({ read }: WorkContext, now: Date): Promise<readonly UntoldSheet[]> {
  return read.query<UntoldSheet>(
    `select published.vendor_id as "vendorId", published.version, published.import_id as "importId",
       vendor.name as "vendorName"
     from catalog.price_version as published join catalog.vendor on vendor.id = published.vendor_id
     where published.notices_ended_at is null
       and (published.notices_due_at is null or published.notices_due_at <= ?::timestamptz)
     order by published.published_at`,
    [now.toISOString()],
  );
}

/**
 * Whether a list is to be told of by now, which is written down: later lists may have put off what it said, or have taken it
 * over. One with which no price rises any more has come to its end.
 */
async function isDue(context: WorkContext, told: Told, now: Date): Promise<boolean> {
  let first = Number.POSITIVE_INFINITY;
  for await (const { moments } of risingPlans(context, told)) {
    for (const { moment } of moments) first = Math.min(first, moment.getTime());
  }
  if (!Number.isFinite(first)) {
    await end(context, told);
    return false;
  }
  const dueAt = noticeDueAt(new Date(first));
  await context.write(async (tx) => {
    await tx.execute(
      'update catalog.price_version set notices_due_at = ?::timestamptz where vendor_id = ? and version = ?',
      [dueAt.toISOString(), told.vendorId, told.version],
    );
  });
  return dueAt <= now;
}

async function end({ write, deps }: WorkContext, { vendorId, version }: Sheet): Promise<void> {
  await write(async (tx) => {
    await tx.execute(
      'update catalog.price_version set notices_ended_at = ?::timestamptz where vendor_id = ? and version = ?',
      [deps.now().toISOString(), vendorId, version],
    );
  });
}

async function tellAll(context: WorkContext, told: Told, job: Pick<RunningJob, 'assertHeld'>): Promise<void> {
  for (;;) {
    const buyers = await nextBuyers(context, told);
    if (buyers.length === 0) break;
    const chains = new Map(buyers.map((buyer) => [buyer.chain, buyer]));
    const digests = await priceDigests(context, told, [...chains.values()]);
    const byChain = new Map([...chains.keys()].map((chain, index) => [chain, digests[index]]));
    const notices = buyers.map((buyer) => ({ buyer, digest: byChain.get(buyer.chain) }));
    for (let from = 0; from < notices.length; from += PAGE) {
      job.assertHeld();
      await tell(context, told, notices.slice(from, from + PAGE));
    }
  }
  await end(context, told);
}

/** An account with the rules by which it buys: those of the same chain pay the same. */
interface ChainBuyer extends Buyer {
  readonly chain: string;
}

/** Those that buy and come after the last one for which it is written down what it was told: of ten chains at most. */
async function nextBuyers({ read }: WorkContext, { importId }: Told): Promise<readonly ChainBuyer[]> {
  const buyers = await read.query<Buyer>(
    `select id, path::text as path from catalog.account
     where type = 'RESELLER' and status <> 'CANCELLED'
       and id > coalesce((select max(account_id) from catalog.price_notice where import_id = ?), '')
     order by id limit ?`,
    [importId, MOST_ALIKE],
  );
  const chains = await chainsOf(
    read,
    buyers.map(({ path }) => path),
  );
  const found = new Set<string>();
  const next: ChainBuyer[] = [];
  for (const [index, buyer] of buyers.entries()) {
    const chain = chains[index] ?? '';
    if (found.size === PAGE && !found.has(chain)) break;
    found.add(chain);
    next.push({ ...buyer, chain });
  }
  return next;
}

interface Notice {
  readonly buyer: Buyer;
  /** Undefined when nothing becomes dearer for it: that it was looked at is written down all the same. */
  readonly digest: PriceDigest | undefined;
}

/** Tells accounts, in the transaction that writes it down: those for which somebody else has done so are left out. */
async function tell({ write, deps }: WorkContext, { importId }: Told, notices: readonly Notice[]): Promise<void> {
  await write(async (tx) => {
    const written = await tx.execute<{ readonly account_id: string }>(
      `insert into catalog.price_notice (import_id, account_id, plans, written_at)
       select ?, account_id, plans, ?::timestamptz
       from unnest(?::text[], ?::int[]) as notice (account_id, plans)
       on conflict do nothing returning account_id`,
      [
        importId,
        deps.now().toISOString(),
        textArray(notices.map(({ buyer }) => buyer.id)),
        textArray(notices.map(({ digest }) => String(digest?.plans ?? 0))),
      ],
    );
    const isOurs = new Set(written.map((row) => row.account_id));
    for (const { buyer, digest } of notices) {
      if (digest === undefined || !isOurs.has(buyer.id)) continue;
      const sealedDigest = deps.config.sealer.seal(JSON.stringify(digest));
      await deps.outbox.append(tx, 'prices-rise', { importId, accountId: buyer.id, sealedDigest } satisfies PricesRise);
    }
  });
}
