import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 25_000;

/**
 * Repeats a check until it passes, for effects that happen in the background after a commit.
 * Throws the last error of `check` when it does not pass in time.
 */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
