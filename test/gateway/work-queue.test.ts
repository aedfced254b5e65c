import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WorkQueue } from '../../gateway/work-queue.ts';

/** Keeps the processor busy. */
function work(durationMs: number): void {
  const endsAtMs = performance.now() + durationMs;
  while (performance.now() < endsAtMs);
}

test('does long work in order, and lets other work run in between', async () => {
  const queue = new WorkQueue();
  const done: number[] = [];
  for (let piece = 0; piece < 50; piece += 1) {
    queue.add(() => {
      work(1);
      done.push(piece);
    });
  }
  const seen = new Set<number>();
  while (done.length < 50) {
    await turn();
    seen.add(done.length);
  }
  expect(done).toEqual(Array.from({ length: 50 }, (_, piece) => piece));
  expect(seen.size).toBeGreaterThan(2);
});

test('does work that was added by other work, or after all work was done', async () => {
  const queue = new WorkQueue();
  const done: string[] = [];
  queue.add(() => {
    done.push('first');
    queue.add(() => void done.push('added'));
  });
  while (done.length < 2) await turn();
  await turn();
  queue.add(() => void done.push('later'));
  while (done.length < 3) await turn();
  expect(done).toEqual(['first', 'added', 'later']);
});
