import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 25_000;

/**
 * Waits until something holds that happens after commit, in the background.
 * Throws what `check` threw last when it never does.
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
