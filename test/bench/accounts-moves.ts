import { setTimeout as sleep } from 'node:timers/promises';
import type { MarketAccount } from '../support/market/accounts.ts';
import type { FilledTree } from './accounts-fill.ts';
import type { GoalRows } from './goal-rows.ts';
import type { Ask } from './own-graph-rows.ts';
import { processorTimeMs } from './processes.ts';
import { show, spreadOf } from './statistics.ts';

const MOVE = `mutation ($accountId: ID!, $newParentId: ID!) {
  moveAccount(input: { accountId: $accountId, newParentId: $newParentId, reason: "bench" }) { account { id } userErrors { code message } }
}`;
const LARGE_MOVES = 4;
const SMALL_MOVES = 20;
/** What was changed is written out before the next move, as between two moves of a day. */
const PAUSE_MS = 3_000;

interface Moved {
  readonly tookMs: number;
  /** From the answer until the other subgraphs have it. */
  readonly seenMs: number;
  /** Of the server processes of the database, until then; not a number where they are on another machine. */
  readonly processorMs: number;
}

/** Measures moving a large subtree and single customers from one seller to another, there and back. */
export async function measureMoves(tree: FilledTree, provider: Ask, rows: GoalRows): Promise<void> {
  const { moving, sql } = tree;
  const [home, other] = tree.sellers;
  const [customer] = await sql<MarketAccount>(
    `select id, path::text as path from market.account where parent_id = '${home.id}' and type = 'CUSTOMER'
     order by number limit 1`,
  );
  if (customer === undefined) throw new Error('The reseller has no customer');
  const move = async (account: MarketAccount, to: MarketAccount): Promise<Moved> => {
    const before = await processorTimesOf(tree);
    const startedAtMs = performance.now();
    const { moveAccount } = await provider<{ moveAccount: { account: object | null; userErrors: unknown } }>(MOVE, {
      accountId: account.id,
      newParentId: to.id,
    });
    if (moveAccount.account === null) throw new Error(JSON.stringify(moveAccount.userErrors));
    const answeredAtMs = performance.now();
    await isSeen(tree, account, to);
    const seenMs = performance.now() - answeredAtMs;
    const after = await processorTimesOf(tree);
    const processorMs = [...after].reduce((sum, [pid, usedMs]) => sum + usedMs - (before.get(pid) ?? 0), 0);
    return { tookMs: answeredAtMs - startedAtMs, seenMs, processorMs };
  };
  const moves = async (account: MarketAccount, times: number, pauseMs: number): Promise<readonly Moved[]> => {
    const done: Moved[] = [];
    for (let time = 0; time < times; time += 1) {
      await sleep(pauseMs);
      done.push(await move(account, time % 2 === 0 ? other : home));
    }
    return done;
  };
  const small = await moves(customer, SMALL_MOVES, 200);
  const large = await moves(moving, LARGE_MOVES, PAUSE_MS);
  const moved = `${(moving.size + 1).toLocaleString('en')} accounts`;
  rows.add(`moveAccount of ${moved}`, spreadOf(large.map(({ tookMs }) => tookMs)), 2_000);
  rows.add(`until orders and catalog see it, ${moved}`, spreadOf(large.map(({ seenMs }) => seenMs)), 1_000);
  const processor = show(spreadOf(large.map(({ processorMs }) => processorMs)));
  rows.addText('processor time of the database for both', `${processor} ms`, '', undefined);
  rows.addText('moveAccount of one customer', `${show(spreadOf(small.map(({ tookMs }) => tookMs)))} ms`, '', undefined);
  rows.add('until orders and catalog see it, one customer', spreadOf(small.map(({ seenMs }) => seenMs)), 1_000);
}

/** Waits until orders and catalog have the account, with its orders, below the seller. */
async function isSeen({ sql }: FilledTree, account: MarketAccount, seller: MarketAccount): Promise<void> {
  const path = `${seller.path}.${account.id.slice(4)}`;
  for (;;) {
    const [{ seen } = { seen: false }] = await sql<{ readonly seen: boolean }>(
      `select (select path from orders.account where id = '${account.id}') = '${path}'
         and (select path from catalog.account where id = '${account.id}') = '${path}' as seen`,
    );
    if (seen) return;
    await sleep(5);
  }
}

/** The processor time that each server process for this database has used so far, in milliseconds. */
async function processorTimesOf({ sql }: FilledTree): Promise<ReadonlyMap<number, number>> {
  const processes = await sql<{ readonly pid: number }>(
    'select pid from pg_stat_activity where datname = current_database()',
  );
  const times = processes.map(
    async (process) => [process.pid, (await processorTimeMs(process)) ?? Number.NaN] as const,
  );
  return new Map(await Promise.all(times));
}
