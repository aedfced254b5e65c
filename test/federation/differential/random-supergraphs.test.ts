import process from 'node:process';
import { expect, it } from 'vitest';
import { composableSupergraph } from './generate-supergraph.ts';
import { Random } from './random.ts';
import { DifferentialRun } from './run-graph.ts';

const SUPERGRAPHS = Number(process.env['DIFFERENTIAL_SUPERGRAPHS'] ?? 80);
const OPERATIONS = Number(process.env['DIFFERENTIAL_OPERATIONS'] ?? 1_600);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
/** Reports beyond these say little more. */
const MAX_REPORTS = 3;

const perSupergraph = Math.ceil(OPERATIONS / SUPERGRAPHS);

it(
  `answers ${perSupergraph} random operations on each of ${SUPERGRAPHS} random supergraphs as a single schema does (seed ${SEED})`,
  { timeout: 60_000 + SUPERGRAPHS * 2_000 + OPERATIONS * 500 },
  async () => {
    const reports: string[] = [];
    for (let index = 0; index < SUPERGRAPHS && reports.length < MAX_REPORTS; index += 1) {
      const report = await check(SEED * 1_000_000 + index);
      if (report !== undefined) reports.push(report);
    }
    expect(reports.join('\n\n')).toBe('');
  },
);

/** @returns the first difference of a supergraph with its subgraphs */
async function check(seed: number): Promise<string | undefined> {
  const subgraphs = composableSupergraph(new Random(seed));
  await using run = await DifferentialRun.start({ name: `random supergraph ${seed}`, subgraphs });
  for (let index = 0; index < perSupergraph; index += 1) {
    const report = await run.check(seed * 1_000 + index);
    if (report === undefined) continue;
    const sdl = Object.entries(subgraphs).map(([name, text]) => `# subgraph ${name}\n${text}`);
    return [`the supergraph of seed ${seed} differs`, ...sdl, report].join('\n');
  }
  return undefined;
}
