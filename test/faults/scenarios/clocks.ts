import type { ProcessName } from '../platform/supervisor.ts';
import { measureService } from './outage.ts';
import type { Scenario } from './scenario.ts';

const OFF_BY_MS = 10 * 60_000;
const SHIFT_CLOCK = new URL('../platform/shift-clock.mjs', import.meta.url).href;

/** A process whose clock is ten minutes ahead or behind, beside others whose clocks are right. */
function clockOff(process: ProcessName, direction: 1 | -1, quick: boolean): Scenario {
  const word = direction > 0 ? 'ahead' : 'behind';
  return {
    name: `clock-${word}-${process}`,
    title: `the clock of ${process} is ten minutes ${word}`,
    quick,
    orders: 8,
    before: async ({ supervisor }) => {
      const extra = { NODE_OPTIONS: `--import ${SHIFT_CLOCK}`, CLOCK_SHIFT_MS: String(direction * OFF_BY_MS) };
      await supervisor.start(process, extra);
    },
    run: async (scene) => {
      const atMs = Date.now();
      await scene.load.untilAcknowledged(8);
      return await measureService(scene, atMs);
    },
  };
}

/** Clocks that are wrong, of each kind of process and in both directions. */
export const CLOCK_SCENARIOS: readonly Scenario[] = (
  ['worker1', 'orders', 'accounts', 'catalog', 'gateway'] as const
).flatMap((process) => [clockOff(process, 1, process === 'worker1'), clockOff(process, -1, false)]);
