/**
 * Tells of the process it is imported into (`node --expose-gc --import ./test/bench/streams-probe.ts …`) how much
 * memory it holds and how long its event loop was blocked.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerCalls } from './streams-calls.ts';

export interface ProbeAnswer {
  /** After everything that can be collected was, in bytes. */
  readonly rss: number;
  /** JavaScript objects and the buffers that they own, in bytes. */
  readonly heap: number;
  /** The longest time since the last question that the event loop did nothing else, in milliseconds. */
  readonly blockedMs: number;
}

export type ProbeQuestion = { readonly probe: 'memory' | 'loop' };

const RESOLUTION_MS = 5;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

/** Freed pages go back to the system only after several collections. */
async function collectAll(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await sleep(100);
  }
}

answerCalls(async ({ probe }: ProbeQuestion): Promise<ProbeAnswer> => {
  const blockedMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
  if (probe === 'memory') await collectAll();
  const { rss, heapUsed, external } = process.memoryUsage();
  delay.reset();
  return { rss, heap: heapUsed + external, blockedMs };
});
// Without a question to come the channel does not keep the process alive.
process.channel?.unref();
