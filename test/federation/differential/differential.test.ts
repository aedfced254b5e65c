import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { differentialGraphs } from './graphs/index.ts';
import { DifferentialRun } from './run-graph.ts';

const OPERATIONS = Number(process.env['DIFFERENTIAL_OPERATIONS'] ?? 1_600);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
/** Reports of one graph beyond these say little more. */
const MAX_REPORTS = 3;

const perGraph = Math.ceil(OPERATIONS / differentialGraphs.length);

describe.each(differentialGraphs)('the graph $name', (definition) => {
  it(
    `answers ${perGraph} random operations as a single schema does (seed ${SEED})`,
    { timeout: 60_000 + perGraph * 500 },
    async () => {
      await using run = await DifferentialRun.start(definition);
      const reports: string[] = [];
      for (let index = 0; index < perGraph && reports.length < MAX_REPORTS; index += 1) {
        const report = await run.check(SEED * 1_000_000 + index);
        if (report !== undefined) reports.push(report);
      }
      expect(reports.join('\n\n')).toBe('');
    },
  );
});
