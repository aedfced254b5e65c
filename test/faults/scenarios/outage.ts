import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../platform/links.ts';
import { PROMISES, type Recovery, type Scene } from './scenario.ts';

/** How long it is waited for a recovery before the row says that there was none. */
export const RECOVERY_LIMIT_MS = 60_000;

/** Measures from a moment until a question that was asked after it is answered. */
export async function measureService({ probe }: Pick<Scene, 'probe'>, fromMs: number): Promise<Recovery> {
  const tookMs = await probe.backAfter(fromMs, RECOVERY_LIMIT_MS);
  return { of: 'service', tookMs, withinMs: PROMISES.serviceMs };
}

/** Measures from a moment until the next order is acknowledged, for faults that only those who buy can feel. */
export async function measureOrders({ load }: Pick<Scene, 'load'>, fromMs: number): Promise<Recovery> {
  const isOver = load.done.then(() => true);
  for (;;) {
    const hasEnded = await Promise.race([isOver, sleep(20, false)]);
    const later = load.wanted.flatMap(({ acknowledgedAtMs = 0 }) =>
      acknowledgedAtMs < fromMs ? [] : acknowledgedAtMs,
    );
    if (later.length > 0) return { of: 'service', tookMs: Math.min(...later) - fromMs, withinMs: PROMISES.serviceMs };
    if (hasEnded) throw new Error('No order was left to be acknowledged: the fault came too late');
  }
}

type Measure = (scene: Scene, fromMs: number) => Promise<Recovery>;

/** Breaks links for a while and mends them; answers how long the recovery then took. */
export async function awayFor(
  scene: Scene,
  links: readonly Link[],
  breakLink: (link: Link) => unknown,
  measure: Measure = measureService,
): Promise<Recovery> {
  await scene.load.untilAcknowledged(2);
  await Promise.all(links.map(breakLink));
  await sleep(scene.awayMs);
  await scene.stage.links.mend();
  return await measure(scene, Date.now());
}

/** Does something to links that is over at once, such as a reset; answers how long the recovery took. */
export async function strike(
  scene: Scene,
  links: readonly Link[],
  hit: (link: Link) => void,
  measure: Measure = measureService,
): Promise<Recovery> {
  await scene.load.untilAcknowledged(2);
  const atMs = Date.now();
  for (const link of links) hit(link);
  return await measure(scene, atMs);
}

/** The value below which 99 of 100 lie. */
export function p99(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0;
}
