import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findServerPrograms, type ServerPrograms } from './platform/programs.ts';
import { startStage, type Stage } from './platform/stage.ts';
import { runScenario } from './run-scenario.ts';
import { SCENARIOS } from './scenarios/scenarios.ts';
import { gatherCast, type Cast } from './workload/cast.ts';

/** A choice for every run of the tests: a worker, and all in turn. `npm run faults` has all of them. */
const CHOSEN = ['worker-dies-at-submit-after-call', 'rolling-restart'];
const ORDERS = 4;

const programs = findServerPrograms();
if (typeof programs === 'string') {
  test.skip(`the faults are not tried: ${programs}`);
} else {
  describe('what must hold after a fault', () => describeFaults(programs));
}

function describeFaults(found: ServerPrograms): void {
  const resources = new AsyncDisposableStack();
  let stage: Stage;
  let cast: Cast;
  beforeAll(async () => {
    stage = resources.use(await startStage(found));
    cast = await gatherCast(stage);
    resources.defer(() => cast.leave());
  }, 120_000);
  afterAll(() => resources.disposeAsync());

  test.for(CHOSEN)('holds after %s', { timeout: 150_000 }, async (name) => {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (scenario === undefined) throw new Error(`There is no scenario ${name}`);
    const run = { stage, cast, seed: 'tests', turn: CHOSEN.indexOf(name), awayMs: 1_000, quietMs: 60_000 };
    const { problems, lost, doubled } = await runScenario(run, { ...scenario, orders: ORDERS });
    expect({ problems, lost, doubled }).toEqual({ problems: [], lost: 0, doubled: 0 });
  });
}
