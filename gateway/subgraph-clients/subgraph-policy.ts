import type { BreakerPolicy } from './circuit-breaker.ts';

/** How much load one subgraph may get, and how requests to it are retried. */
export interface SubgraphPolicy {
  /** How long one fetch may take in all: waiting for its turn, all attempts, and the pauses between them. */
  readonly timeoutMs: number;
  /** After so long a query is sent a second time, and the first answer counts; 0 never does. */
  readonly hedgingDelayMs: number;
  /** The number of retries for queries that found the subgraph unavailable. */
  readonly retries: number;
  /** The maximum of the first pause. Each further maximum is twice the one before, up to `retryMaxMs`. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  /** Queries and mutations at the subgraph at the same time. */
  readonly maxConcurrency: number;
  /** Fetches that may wait for their turn; further ones are refused. */
  readonly maxQueue: number;
  readonly breaker: BreakerPolicy;
}

/** The policy where a configuration does not set another. */
export const defaultSubgraphPolicy: SubgraphPolicy = {
  timeoutMs: 10_000,
  hedgingDelayMs: 2_000,
  retries: 2,
  retryBaseMs: 50,
  retryMaxMs: 1_000,
  maxConcurrency: 200,
  maxQueue: 1_000,
  breaker: {
    consecutiveFailures: 10,
    failureShare: 0.5,
    minimumCalls: 20,
    windowMs: 10_000,
    openMs: 1_000,
    maxOpenMs: 5_000,
  },
};
