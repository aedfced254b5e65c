import type { RunningJob } from '../../subgraphs/shared/messaging/running-job.ts';

/** A job that a test gives to a handler itself: it has no row in a queue, so nobody else can take it. */
export function deliveredJob(): RunningJob {
  return {
    signal: new AbortController().signal,
    tries: 1,
    assertHeld: () => undefined,
    again: () => undefined,
    end: () => Promise.resolve(),
    continueWith: () => Promise.resolve(),
  };
}
