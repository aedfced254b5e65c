import { setTimeout as sleep } from 'node:timers/promises';
import { CircuitBreaker, type CallOutcome } from './circuit-breaker.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { SubgraphFailure, SubgraphRefusal } from './subgraph-client.ts';
import type { SubgraphPolicy } from './subgraph-policy.ts';

/** The sources of randomness and time, which tests can replace. */
export interface ClockAndRandom {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const systemClockAndRandom: ClockAndRandom = { now: () => performance.now(), random: Math.random };

/**
 * Applies the traffic policy of one subgraph to its client: limits how many requests wait and for how long, retries
 * when the subgraph could not be reached, and stops calling it while it fails. Subscriptions are never retried and take
 * no turn.
 */
export class ResilientSubgraphClient implements SubgraphClient {
  readonly #client: SubgraphClient;
  readonly #policy: SubgraphPolicy;
  readonly #clockAndRandom: ClockAndRandom;
  readonly #breaker: CircuitBreaker;
  readonly #limit: ConcurrencyLimit;

  /** @param onCircuitChange called when the circuit opens and when it closes again */
  constructor(
    client: SubgraphClient,
    policy: SubgraphPolicy,
    clockAndRandom: ClockAndRandom = systemClockAndRandom,
    onCircuitChange: (isOpen: boolean) => void = () => {},
  ) {
    this.#client = client;
    this.#policy = policy;
    this.#clockAndRandom = clockAndRandom;
    this.#breaker = new CircuitBreaker(policy.breaker, clockAndRandom.now, onCircuitChange);
    this.#limit = new ConcurrencyLimit(policy.maxConcurrency, policy.maxQueue);
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { now } = this.#clockAndRandom;
    const endsAt = now() + this.#policy.timeoutMs;
    const retries = request.operationKind === 'query' ? this.#policy.retries : 0;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#inTurn(request, endsAt);
      } catch (error) {
        if (attempt >= retries || !isWorthRetrying(error, request)) throw error;
        const pauseMs = this.#pauseAfter(attempt);
        // The last failure says more than that the time is over.
        if (now() + pauseMs >= endsAt) throw error;
        await sleep(pauseMs, undefined, { signal: request.signal }).catch(() => {});
        if (request.signal.aborted || this.#breaker.isOpen) throw error;
      }
    }
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    if (this.#breaker.isOpen) throw refusedByBreaker();
    return this.#client.subscribe(request);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** One attempt that has its turn. */
  async #inTurn(request: SubgraphRequest, endsAt: number): Promise<SubgraphResponse> {
    if (this.#breaker.isOpen) throw refusedByBreaker();
    if (!this.#limit.tryAcquire()) await this.#waitForTurn(request.signal, endsAt);
    let outcome: CallOutcome = 'success';
    const call = this.#breaker.admit();
    try {
      if (call === undefined) throw refusedByBreaker();
      return await this.#client.execute({ ...request, timeoutMs: Math.max(1, endsAt - this.#clockAndRandom.now()) });
    } catch (error) {
      outcome = outcomeOf(error, request.signal);
      throw error;
    } finally {
      call?.settle(outcome);
      this.#limit.release();
    }
  }

  async #waitForTurn(signal: AbortSignal, endsAt: number): Promise<void> {
    const turn = await this.#limit.acquire(signal, Math.max(0, endsAt - this.#clockAndRandom.now()));
    switch (turn) {
      case 'granted':
        return;
      case 'overflow':
        throw new SubgraphRefusal('unavailable', 'Too many fetches wait for the subgraph');
      case 'gave-up':
        if (signal.aborted) throw new SubgraphRefusal('unavailable', 'The request was cancelled before its turn');
        throw new SubgraphRefusal('timeout', 'The fetch did not get its turn in time');
      default:
        return turn satisfies never;
    }
  }

  /** Full jitter: any pause up to the limit, so that requests that failed together are not retried together. */
  #pauseAfter(attempt: number): number {
    const { retryBaseMs, retryMaxMs } = this.#policy;
    return this.#clockAndRandom.random() * Math.min(retryMaxMs, retryBaseMs * 2 ** attempt);
  }
}

function refusedByBreaker(): SubgraphFailure {
  return new SubgraphRefusal('unavailable', 'The subgraph has failed too often; its circuit is open');
}

function isWorthRetrying(error: unknown, { signal }: SubgraphRequest): boolean {
  // The policy would refuse it again at once.
  if (signal.aborted || error instanceof SubgraphRefusal) return false;
  return error instanceof SubgraphFailure && error.kind === 'unavailable';
}

/** A wrong response is a response: the subgraph is reachable. */
function outcomeOf(error: unknown, signal: AbortSignal): CallOutcome {
  if (signal.aborted) return 'unknown';
  return error instanceof SubgraphFailure && error.kind === 'bad-response' ? 'success' : 'failure';
}
