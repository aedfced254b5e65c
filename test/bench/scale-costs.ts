import type { Reader } from '../../subgraphs/shared/database/transaction.ts';
import type { MarketAccount } from '../support/market/accounts.ts';
import { explainingReader } from '../support/market/explain.ts';
import type { LargeList } from './scale-lists.ts';
import { spreadOf } from './statistics.ts';

const TIMES = 3;
export const FIRST = 20;
export const DEEP = 100;

/** What one page or total took, of the viewer for whom it took longest. */
export interface Cost {
  readonly ms: number;
  readonly buffers: number;
  readonly viewer: string;
}

/** What is read of a list. */
export const READINGS = ['page', 'deep page', 'total'] as const;
export type What = (typeof READINGS)[number];

/** The dearest viewer of each list, by what was read and the title of the list. */
export type Costs = Readonly<Record<What, Map<string, Cost>>>;

/** Measures the lists that each viewer has. */
export async function measureLists(
  read: Reader,
  viewers: Readonly<Record<string, MarketAccount>>,
  listsOf: (viewer: MarketAccount) => readonly LargeList[],
): Promise<Costs> {
  const costs = { page: new Map(), 'deep page': new Map(), total: new Map() } satisfies Record<What, Map<string, Cost>>;
  for (const [viewer, account] of Object.entries(viewers)) {
    for (const list of listsOf(account)) {
      const note = async (what: What, ask: (reader: Reader) => Promise<unknown>): Promise<void> => {
        const cost = { ...(await costOf(read, ask)), viewer };
        if (cost.ms >= (costs[what].get(list.title)?.ms ?? 0)) costs[what].set(list.title, cost);
      };
      await note('page', (reader) => list.readPage(reader, { first: FIRST, after: undefined }));
      await note('total', (reader) => list.count(reader));
      const after = await middleOf(read, list);
      if (after !== undefined) await note('deep page', (reader) => list.readPage(reader, { first: DEEP, after }));
    }
  }
  return costs;
}

async function middleOf(read: Reader, { middle }: LargeList): Promise<readonly string[] | undefined> {
  const [row] = await read.query<Readonly<Record<string, string>>>(middle);
  return row && Object.values(row);
}

/** The median of several times, after one that fills the memory. */
async function costOf(read: Reader, ask: (reader: Reader) => Promise<unknown>): Promise<Pick<Cost, 'ms' | 'buffers'>> {
  const times: number[] = [];
  let most = 0;
  for (let time = 0; time <= TIMES; time += 1) {
    const { reader, explained } = explainingReader(read);
    await ask(reader);
    times.push(explained.reduce((sum, { executionMs, planningMs }) => sum + executionMs + planningMs, 0));
    most = explained.reduce((sum, { buffers }) => sum + buffers, 0);
  }
  return { ms: spreadOf(times.slice(1)).median, buffers: most };
}
