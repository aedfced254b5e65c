import type { BreakerPolicy } from './circuit-breaker.ts';

/** How much one subgraph may take from the gateway, and how it is asked again. */
export interface SubgraphPolicy {
  /** How long one fetch may take in all: waiting for its turn, every attempt and the pauses between them. */
  readonly timeoutMs: number;
  /** Attempts after the first, for queries that found the subgraph unavailable. */
  readonly retries: number;
  /** The first pause is up to this long; each further one up to twice the one before, at most `retryMaxMs`. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  /** Queries and mutations at the subgraph at the same time. */
  readonly maxConcurrency: number;
  /** Fetches that may wait for their turn; one more is refused. */
  readonly maxQueue: number;
  readonly breaker: BreakerPolicy;
}

/** The policy that holds unless a configuration says otherwise. */
export const defaultSubgraphPolicy: SubgraphPolicy = {
  timeoutMs: 10_000,
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
