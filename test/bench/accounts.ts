import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillTree, GRAPH, isQuiet, loginOf, PASSWORD, type FilledTree } from './accounts-fill.ts';
import { measureMoves } from './accounts-moves.ts';
import { measureForeign, measureQuestions } from './accounts-questions.ts';
import { GoalRows } from './goal-rows.ts';
import { withBenchDatabase } from './bench-database.ts';
import type { BenchOptions } from './options.ts';
import { askAs, signIn } from './own-graph-rows.ts';
import { launch, type Listening } from './processes.ts';
import { measureFlood } from './sign-in-flood.ts';
import { spreadOf } from './statistics.ts';

/** Accounts of the tree; a tenth of them for an impression. */
const ACCOUNTS = 200_000;
const SIGN_INS = 30;

/** Measures what people do with a large tree of accounts, on PostgreSQL and through the whole graph in one process. */
export async function benchAccounts(options: BenchOptions, folder: string, say: (line: string) => void): Promise<void> {
  const isQuick = options.rounds < 3;
  const count = isQuick ? ACCOUNTS / 10 : ACCOUNTS;
  await withBenchDatabase(say, async ({ url }) => {
    const tree = await fillTree(url, count, folder);
    try {
      const rows = await measureTree(tree, { url, folder, seconds: isQuick ? 3 : 15 });
      say(`\n${count.toLocaleString('en')} accounts in six levels; the whole graph in one process, asked over HTTP\n`);
      say(rows.toString());
    } finally {
      await tree.close();
    }
  });
}

/** Where the tree is, and for how many seconds others are asked beside a flood of sign-ins. */
interface TreeRun {
  readonly url: string;
  readonly folder: string;
  readonly seconds: number;
}

/** Measures everything on a tree that is filled; it is moved about. */
export async function measureTree(tree: FilledTree, { url, folder, seconds }: TreeRun): Promise<GoalRows> {
  const environment = { DATABASE_URL: url, DATA_DIR: folder, TRUSTED_PROXIES: '1' };
  await using graph = await launch({ ...GRAPH, environment });
  await isQuiet(tree);
  const rows = new GoalRows();
  await measure(graph, tree, rows);
  await measureSignIns(graph, tree, { rows, seconds });
  await measureMoves(tree, askAs(graph.url, await signIn(graph.url, loginOf(tree.provider))), rows);
  return rows;
}

interface Looked {
  readonly statements: number;
  readonly loopMs: number;
}

/** Asks the process of the graph what it has done so far. */
async function lookInto({ child }: Listening): Promise<Looked> {
  child.send('');
  const [looked] = (await once(child, 'message')) as [Looked];
  return looked;
}

async function measure(graph: Listening, tree: FilledTree, rows: GoalRows): Promise<void> {
  const asking = {
    tree,
    provider: askAs(graph.url, await signIn(graph.url, loginOf(tree.provider))),
    large: askAs(graph.url, await signIn(graph.url, loginOf(tree.large))),
    countStatements: async () => (await lookInto(graph)).statements,
  };
  await measureQuestions(asking, rows);
  await measureForeign(asking, rows);
}

async function measureSignIns(
  graph: Listening,
  tree: FilledTree,
  { rows, seconds }: { readonly rows: GoalRows; readonly seconds: number },
): Promise<void> {
  const login = loginOf(tree.large);
  const loopOf = async (run: () => Promise<unknown>): Promise<number> => {
    const before = await lookInto(graph);
    await run();
    return (await lookInto(graph)).loopMs - before.loopMs;
  };
  for (let time = 0; time < SIGN_INS; time += 1) await signIn(graph.url, login);
  const each: number[] = [];
  for (let time = 0; time < SIGN_INS; time += 1) {
    const startedAtMs = performance.now();
    const workedMs = await loopOf(() => signIn(graph.url, login));
    const tookMs = performance.now() - startedAtMs;
    // What the loop works anyway in such a time.
    each.push(workedMs - (await loopOf(() => sleep(tookMs))));
  }
  rows.add('event loop for one sign-in', spreadOf(each), 5);
  const { alone, flooded } = await measureFlood({ url: graph.url, login, password: PASSWORD }, seconds);
  const refused = flooded.failed === 0 ? '' : `, ${flooded.failed} of ${flooded.questions} refused`;
  const p99 = `${alone.p99Ms.toFixed(1)} and ${flooded.p99Ms.toFixed(1)} ms${refused}`;
  const isKept = flooded.failed === 0 && flooded.p99Ms <= 1.2 * alone.p99Ms;
  rows.addText('others’ 99th percentile, alone and in a flood of wrong passwords', p99, '20 % apart', isKept);
}
