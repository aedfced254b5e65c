import { AsyncLocalStorage } from 'node:async_hooks';

const asking = new AsyncLocalStorage<true>();

/** Runs what a test asks, so that its statements can be told from those of jobs and timers. */
export function whileAsking<Result>(ask: () => Promise<Result>): Promise<Result> {
  return asking.run(true, ask);
}

/** Whether the code that runs now was started by what a test asks. */
export function isAsked(): boolean {
  return asking.getStore() === true;
}
