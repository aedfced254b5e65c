import { expect, test } from 'vitest';
import { PARTS } from './bench/options.ts';
import { SCENARIOS } from './faults/scenarios/scenarios.ts';
import { runProcess } from './support/processes.ts';

test.each([
  ['npm run bench', 'test/bench/run.ts', PARTS],
  ['npm run faults', 'test/faults/run.ts', SCENARIOS.map(({ name }) => name)],
])('%s -- --list names its parts, which Node can load as they are', async (_title, file, names) => {
  const { code, output, errors } = await runProcess({ file, args: ['--list'] });
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  for (const name of names) expect(output).toMatch(new RegExp(`^${name}\\b`, 'm'));
});
