import { ACCOUNT_SEARCHES } from '../support/market/account-rows.ts';
import type { FilledTree } from './accounts-fill.ts';
import type { GoalRows } from './goal-rows.ts';
import type { Ask } from './own-graph-rows.ts';
import { show, spreadOf, type Spread } from './statistics.ts';

/** Who asks, and how the graph is looked into. */
export interface Asking {
  readonly tree: FilledTree;
  readonly provider: Ask;
  readonly large: Ask;
  /** How many statements the graph has sent so far. */
  readonly countStatements: () => Promise<number>;
}

const TIMES = 40;
const CALLS = 200;

const PAGE = `query ($first: Int!) {
  accounts(first: $first) {
    nodes {
      id name status
      parent { id name }
      administrativeContact { firstName lastName email }
      users(first: 1) { totalCount }
      ... on Reseller { balance { balance { amount } } }
      ... on Customer { balance { balance { amount } } }
    }
  }
}`;
const SEARCH = `query ($search: String) { accounts(first: 20, filter: { search: $search }) { totalCount nodes { id name } } }`;
const ACCOUNT = `query ($id: ID!) { account(id: $id) { id ... on Customer { ancestors { id name } } } }`;
const CHILDREN = `{ viewer { account { ... on Provider { children(first: 50) { nodes { id name } } }
  ... on Reseller { children(first: 50) { nodes { id name } } } } } }`;
const TOTAL = '{ accounts(first: 1) { totalCount } }';

/** Measures the lists and look-ups of accounts through the graph. */
export async function measureQuestions(asking: Asking, rows: GoalRows): Promise<void> {
  const { tree, provider, large } = asking;
  rows.add('a page of 50 with parent, contact, balance and users', await timesOf(() => large(PAGE, { first: 50 })), 25);
  const [ten, fifty] = [await statementsOf(asking, 10), await statementsOf(asking, 50)];
  rows.addText('its SQL statements, for 10 and for 50 accounts', `${ten} and ${fifty}`, 'as many', ten === fifty);
  for (const { title, query } of ACCOUNT_SEARCHES.filter(isMistyped)) {
    const times = await timesOf(() => provider(SEARCH, { search: query.search }), TIMES / 4);
    rows.add(`search over all names: ${title} (${query.search})`, times, 50);
  }
  rows.add('50 children of the provider', await timesOf(() => provider(CHILDREN, {})), 20);
  rows.add('50 children of a reseller with many', await timesOf(() => large(CHILDREN, {})), 20);
  const leaf = { id: (await deepest(tree)).id };
  rows.add('the ancestors of an account of the sixth level', await timesOf(() => provider(ACCOUNT, leaf)), 20);
  rows.add('the total of all accounts', await timesOf(() => provider(TOTAL, {})), 20);
}

function isMistyped({ title }: { readonly title: string }): boolean {
  return /exchanged|letter|mistyped|errors/.test(title) && !/letters of|one letter/.test(title);
}

async function deepest({ sql }: FilledTree): Promise<{ readonly id: string }> {
  const [account] = await sql<{ readonly id: string }>(
    `select id from market.account where type = 'CUSTOMER' and nlevel(path) = 6 order by number limit 1`,
  );
  if (account === undefined) throw new Error('The tree has no six levels');
  return account;
}

/** After a few that warm up. */
async function timesOf(ask: () => Promise<unknown>, times = TIMES): Promise<Spread> {
  for (let time = 0; time < 5; time += 1) await ask();
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const askedAtMs = performance.now();
    await ask();
    took.push(performance.now() - askedAtMs);
  }
  return spreadOf(took);
}

/** The fewest of several times: what else the process does is in the others. */
async function statementsOf({ large, countStatements }: Asking, first: number): Promise<number> {
  const counts: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const before = await countStatements();
    await large(PAGE, { first });
    counts.push((await countStatements()) - before);
  }
  return Math.min(...counts);
}

/** Measures whether what is foreign can be told from what is missing by the time that the answer takes. */
export async function measureForeign({ tree, large }: Asking, rows: GoalRows): Promise<void> {
  const foreign = await foreignIds(tree);
  for (const [field, query, prefix] of [
    ['account', `query ($id: ID!) { account(id: $id) { id } }`, 'acc'],
    ['node', `query ($id: ID!) { node(id: $id) { id } }`, 'acc'],
    ['order', `query ($id: ID!) { order(id: $id) { id } }`, 'ord'],
  ] as const) {
    const ids = foreign.get(prefix) ?? [];
    const took = { foreign: [] as number[], missing: [] as number[] };
    for (let call = -10; call < CALLS; call += 1) {
      // In turns, so that what else the machine does is the same for both; no id twice, as nobody asks.
      const found = ids[call + 10] ?? '';
      const missing = `${prefix}_01${(call + 10).toString().padStart(4, '7')}${'z'.repeat(20)}`;
      for (const [kind, id] of (call % 2 === 0
        ? [
            ['foreign', found],
            ['missing', missing],
          ]
        : [
            ['missing', missing],
            ['foreign', found],
          ]) as readonly (readonly ['foreign' | 'missing', string])[]) {
        const askedAtMs = performance.now();
        const data = await large<Readonly<Record<string, unknown>>>(query, { id });
        if (data[field] !== null) throw new Error(`${field}(id: "${id}") is answered`);
        if (call >= 0) took[kind].push(performance.now() - askedAtMs);
      }
    }
    const [one, other] = [spreadOf(took.foreign), spreadOf(took.missing)];
    const apart = Math.abs(one.median - other.median);
    const isSame = apart <= Math.max(0.3, 0.1 * other.median);
    const figure = `${show(one)} and ${show(other)} ms`;
    rows.addText(
      `${field}(id) of a foreign and of a missing one, ${CALLS} times each`,
      figure,
      '10 % or 0.3 ms apart',
      isSame,
    );
  }
}

async function foreignIds({ sql, large }: FilledTree): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = async (table: string): Promise<readonly string[]> => {
    const found = await sql<{ readonly id: string }>(
      `select id from ${table} where not path <@ '${large.path}' order by md5(id) limit ${CALLS + 10}`,
    );
    return found.map(({ id }) => id);
  };
  return new Map([
    ['acc', await ids('accounts.account')],
    ['ord', await ids('orders."order"')],
  ]);
}
