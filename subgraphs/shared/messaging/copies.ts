import { randomUUID } from 'node:crypto';
import type { Outbox } from '../database/outbox.ts';
import {
  differingRanges,
  digestPage,
  readVersions,
  type RangeDigest,
  type RangeVersions,
  type VersionedRows,
} from '../database/row-versions.ts';
import type { Reader, UnitOfWork } from '../database/transaction.ts';
import type { Bus } from './bus.ts';
import { onJob, onRequest, type FactHandler, type JobHandler } from './handlers.ts';
import type { Jobs } from './jobs.ts';

/** What a subgraph tells others of, so that they keep copies. */
export interface Told {
  /** The fact that states a row as it is now: `accounts.account-changed`. */
  readonly subject: string;
  readonly rows: VersionedRows;
  /** The data of the facts about rows as they are now. */
  facts(read: Reader, keys: readonly string[]): Promise<readonly object[]>;
  /** The fact that a row was removed for good, where that can happen. */
  readonly removal?: { readonly subject: string; fact(key: string): object };
}

/** What a subgraph keeps of what another one tells, by the subject of the facts. */
export interface Kept {
  readonly subject: string;
  readonly rows: VersionedRows;
}

/** The copies that a subgraph has, and those that others have of what it owns. */
export interface Copies {
  readonly told: readonly Told[];
  readonly kept: readonly Kept[];
  /** The subgraphs that keep copies of what this one tells. */
  readonly followers: readonly string[];
}

/** A follower's question: its owner is to compare all copies with what it has. */
interface ComparisonWanted {
  readonly of: string;
}

/** An owner's part of a comparison. */
interface Summary {
  readonly subject: string;
  readonly ranges: readonly RangeDigest[];
}

/** A follower's part of it: what it keeps in a range that differs. */
interface FactsWanted {
  readonly subject: string;
  readonly kept: RangeVersions;
}

/** A page of a comparison; without a subject it begins one. */
interface ComparisonJob {
  readonly subject?: string;
  readonly after?: string;
}

const DAY_S = 86_400;
const HOUR_MS = 3_600_000;
/** Of all who want a comparison within so many seconds, the first is heard at once and the others together at their end. */
const HEARD_TOGETHER_S = 10;
/** After so long a follower asks again when it could not. */
const ASK_AGAIN_MS = 5_000;
/** Facts that are told again at the same time. */
const AT_ONCE = 20;

interface CopyParts {
  readonly name: string;
  readonly units: UnitOfWork;
  readonly jobs: Jobs;
  readonly bus: Bus;
  readonly outbox: Outbox;
}

/** How a subgraph's copies, and others' copies of it, are brought up to date when facts were lost. */
export interface CopyCare {
  readonly facts: readonly FactHandler<unknown>[];
  readonly jobs: readonly JobHandler<unknown>[];
  /** Compares now, whenever the bus has lost something, and once a day. The returned function ends that. */
  start(): Promise<() => void>;
}

/**
 * Compares copies with what they are copies of. The owner tells digests of its rows, a hundred rows each; where a follower's
 * digest is another one, it answers which versions it keeps; the owner tells anew what is missing or older there, and what it
 * has removed. All of it is facts and jobs, so that it goes on after an interruption.
 */
export function careForCopies(parts: CopyParts, copies: Copies): CopyCare {
  const queue = `${parts.name}.compare`;
  const owners = [...new Set(copies.kept.map(({ subject }) => ownerOf(subject)))];
  return {
    facts: [
      ...owners.map((owner) => onRequest(`${owner}.summary`, (_, summary: Summary) => compare(parts, copies, summary))),
      ...copies.followers.flatMap((follower) => [
        onRequest(`${follower}.comparison-wanted`, async (_, wanted: ComparisonWanted) => {
          if (wanted.of === parts.name) await begin(parts, queue);
        }),
        onRequest(`${follower}.facts-wanted`, (_, wanted: FactsWanted) => tellAgain(parts, copies, wanted)),
      ]),
    ],
    jobs:
      copies.told.length === 0
        ? []
        : [
            onJob({ name: queue, options: { retryLimit: 10, retryDelay: 5, retryBackoff: true } }, 1, (_, job) =>
              summarise(parts, { queue, told: copies.told }, job),
            ),
          ],
    async start() {
      const ask = async (): Promise<void> => {
        for (const owner of owners) {
          const wanted: ComparisonWanted = { of: owner };
          await parts.units.write((tx) => parts.outbox.append(tx, 'comparison-wanted', wanted));
        }
      };
      const askUntilHeard = (): void => {
        ask().catch(() => setTimeout(askUntilHeard, ASK_AGAIN_MS).unref());
      };
      parts.bus.onLoss(askUntilHeard);
      await ask();
      return copies.told.length === 0 ? () => undefined : startNights(parts.jobs, queue);
    },
  };
}

function ownerOf(subject: string): string {
  return subject.replace(/\..*$/s, '');
}

/** Begins a comparison soon, however many want one. */
async function begin({ jobs }: CopyParts, queue: string): Promise<void> {
  const together = { singletonKey: 'wanted', singletonSeconds: HEARD_TOGETHER_S, singletonNextSlot: true };
  await jobs.add(queue, {} satisfies ComparisonJob, together);
}

/** Of all processes that ask on one day, by the time of Greenwich, the first is heard: soon after midnight. */
function startNights(jobs: Jobs, queue: string): () => void {
  const ask = (): void => {
    const nightly = { singletonKey: 'nightly', singletonSeconds: DAY_S };
    // One that cannot be put down is put down an hour later.
    void jobs.add(queue, {} satisfies ComparisonJob, nightly).catch(() => undefined);
  };
  ask();
  const timer = setInterval(ask, HOUR_MS).unref();
  return () => clearInterval(timer);
}

/** The owner's part: tells the digests of one page, and puts down the next page. */
async function summarise(
  { units, jobs, outbox }: CopyParts,
  { queue, told }: { readonly queue: string; readonly told: readonly Told[] },
  { subject, after = '' }: ComparisonJob,
): Promise<void> {
  await units.write(async (tx) => {
    if (subject === undefined) {
      for (const one of told) await jobs.enqueue(tx, queue, { subject: one.subject } satisfies ComparisonJob);
      return;
    }
    const rows = told.find((one) => one.subject === subject)?.rows;
    if (rows === undefined) return;
    const ranges = await digestPage(tx, rows, after);
    await outbox.append(tx, 'summary', { subject, ranges } satisfies Summary);
    const end = ranges.at(-1)?.upTo ?? null;
    if (end !== null) await jobs.enqueue(tx, queue, { subject, after: end } satisfies ComparisonJob);
  });
}

/** The follower's part: answers what it keeps where it differs. */
async function compare({ units, outbox }: CopyParts, { kept }: Copies, { subject, ranges }: Summary): Promise<void> {
  const rows = kept.find((one) => one.subject === subject)?.rows;
  if (rows === undefined) return;
  await units.write(async (tx) => {
    for (const range of await differingRanges(tx, rows, ranges)) {
      const wanted: FactsWanted = { subject, kept: await readVersions(tx, rows, range) };
      await outbox.append(tx, 'facts-wanted', wanted);
    }
  });
}

/** The owner's second part. Facts that are told again go straight to the bus: they say how new they are, as all do. */
async function tellAgain({ units, bus }: CopyParts, { told }: Copies, { subject, kept }: FactsWanted): Promise<void> {
  const one = told.find((candidate) => candidate.subject === subject);
  if (one === undefined) return;
  const known = new Map(kept.versions);
  const present = await readVersions(units.read, one.rows, kept);
  const behind = present.versions
    .filter(([key, version]) => (known.get(key) ?? -Infinity) < version)
    .map(([key]) => key);
  const facts = await one.facts(units.read, behind);
  await publishEach(bus, subject, facts);
  if (one.removal === undefined) return;
  const { subject: removed, fact } = one.removal;
  const there = new Set(present.versions.map(([key]) => key));
  const isRead = (key: string): boolean => present.upTo === kept.upTo || (present.upTo !== null && key <= present.upTo);
  const gone = kept.versions.filter(([key]) => !there.has(key) && isRead(key)).map(([key]) => fact(key));
  await publishEach(bus, removed, gone);
}

async function publishEach(bus: Bus, subject: string, facts: readonly object[]): Promise<void> {
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const next = facts.slice(from, from + AT_ONCE);
    await Promise.all(next.map((data) => bus.publish({ id: randomUUID(), subject, data })));
  }
}
