import { setTimeout as sleep } from 'node:timers/promises';
import { ConcurrencyLimit } from '../concurrency-limit.ts';
import { Hedging } from './hedging.ts';
import { MovingStream } from './moving-stream.ts';
import { refusedByBreaker, SubgraphAddress, type AddressChange, type AddressOptions } from './subgraph-address.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { NotBegun, SubgraphFailure, SubgraphRefusal } from './subgraph-client.ts';
import type { SubgraphPolicy } from './subgraph-policy.ts';

/** The sources of randomness and time, which tests can replace. */
export interface ClockAndRandom {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const systemClockAndRandom: ClockAndRandom = { now: () => performance.now(), random: Math.random };

const NONE: ReadonlySet<SubgraphAddress> = new Set();
/** More than an address can be loaded with. */
const AWAY = 1_000_000;

/** One fetch: until when it may take, and the addresses that it was sent to. */
interface Fetch {
  readonly request: SubgraphRequest;
  readonly endsAt: number;
  readonly tried: Set<SubgraphAddress>;
}

/**
 * Applies the traffic policy of one subgraph to its addresses: spreads requests over them, limits how many wait and for
 * how long, sends a request that an address has certainly not begun to another one at once, asks a query twice that takes
 * far too long, retries when the subgraph could not be reached, and stops calling an address while it fails. Subscriptions
 * take no turn.
 */
export class ResilientSubgraphClient implements SubgraphClient {
  readonly #addresses: readonly SubgraphAddress[];
  readonly #policy: SubgraphPolicy;
  readonly #clockAndRandom: ClockAndRandom;
  readonly #limit: ConcurrencyLimit;
  readonly #hedging: Hedging;
  /** The address with which the next choice begins, so that equally loaded ones take turns. */
  #next = 0;

  /** @param onChange called with the changes of each address; whether one is away is told only if there are several */
  constructor(
    addresses: readonly AddressOptions[],
    policy: SubgraphPolicy,
    clockAndRandom: ClockAndRandom = systemClockAndRandom,
    onChange: (change: AddressChange, url: string) => void = () => {},
  ) {
    const tell = (change: AddressChange, url: string): void => {
      const isAlone = addresses.length === 1;
      if (!isAlone || change === 'failing' || change === 'answering') onChange(change, url);
    };
    const parts = { policy: policy.breaker, now: clockAndRandom.now, onChange: tell };
    this.#addresses = addresses.map((options) => new SubgraphAddress(options, parts));
    this.#policy = policy;
    this.#clockAndRandom = clockAndRandom;
    this.#limit = new ConcurrencyLimit(policy.maxConcurrency, policy.maxQueue);
    this.#hedging = new Hedging(policy.hedgingDelayMs);
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { now } = this.#clockAndRandom;
    const fetch: Fetch = { request, endsAt: now() + this.#policy.timeoutMs, tried: new Set() };
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#inTurn(fetch);
      } catch (error) {
        if (attempt >= this.#policy.retries || !isWorthRetrying(error, request)) throw error;
        const pauseMs = this.#pauseAfter(attempt);
        // The last failure says more than that the time is over.
        if (now() + pauseMs >= fetch.endsAt) throw error;
        await sleep(pauseMs, undefined, { signal: request.signal }).catch(() => {});
        if (request.signal.aborted || this.#isFailing) throw error;
      }
    }
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    const [only, ...others] = this.#addresses;
    if (only !== undefined && others.length === 0) {
      if (only.isFailing) throw refusedByBreaker();
      return only.client.subscribe(request);
    }
    const find = (tried: ReadonlySet<SubgraphAddress>): SubgraphAddress | undefined =>
      this.#choose(tried, (address) => address.streams);
    const first = find(NONE);
    if (first === undefined) throw refusedByBreaker();
    return new MovingStream(request, first, find);
  }

  async close(): Promise<void> {
    await Promise.all(this.#addresses.map(async ({ client }) => await client.close()));
  }

  get #isFailing(): boolean {
    return this.#addresses.every(({ isFailing }) => isFailing);
  }

  /** One attempt that has its turn. */
  async #inTurn(fetch: Fetch): Promise<SubgraphResponse> {
    if (this.#isFailing) throw refusedByBreaker();
    if (!this.#limit.tryAcquire()) await this.#waitForTurn(fetch);
    try {
      return await this.#ask(fetch);
    } finally {
      this.#limit.release();
    }
  }

  /** Sends a query that is not answered for long to another address as well, or over another connection to the only one. */
  #ask(fetch: Fetch): Promise<SubgraphResponse> {
    const { request } = fetch;
    if (request.operationKind !== 'query') return this.#send(fetch);
    return this.#hedging.run(request.signal, (signal) => this.#send({ ...fetch, request: { ...request, signal } }));
  }

  /** Sends a request to one address after the other, as long as none has begun with it. */
  async #send({ request, endsAt, tried }: Fetch): Promise<SubgraphResponse> {
    const loadOf = ({ running }: SubgraphAddress): number => running;
    let refused: NotBegun | undefined;
    for (;;) {
      const other = this.#choose(tried, loadOf);
      const address = other ?? (refused === undefined ? this.#choose(NONE, loadOf) : undefined);
      if (address === undefined) throw refused ?? refusedByBreaker();
      tried.add(address);
      try {
        return await address.execute({ ...request, timeoutMs: Math.max(1, endsAt - this.#clockAndRandom.now()) });
      } catch (error) {
        if (!(error instanceof NotBegun) || request.signal.aborted) throw error;
        refused = error;
      }
    }
  }

  /** The least loaded of the addresses that were not tried; one that is away only when there is no other. */
  #choose(
    tried: ReadonlySet<SubgraphAddress>,
    loadOf: (address: SubgraphAddress) => number,
  ): SubgraphAddress | undefined {
    const count = this.#addresses.length;
    let best: SubgraphAddress | undefined;
    let least = Infinity;
    for (let offset = 0; offset < count; offset += 1) {
      const address = this.#addresses[(this.#next + offset) % count];
      if (address === undefined || tried.has(address) || address.isFailing) continue;
      const load = loadOf(address) + (address.isAway ? AWAY : 0);
      if (load >= least) continue;
      [best, least] = [address, load];
    }
    this.#next = (this.#next + 1) % count;
    return best;
  }

  async #waitForTurn({ request: { signal }, endsAt }: Fetch): Promise<void> {
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

/** A mutation is sent again only if it was certainly not begun. */
function isWorthRetrying(error: unknown, { signal, operationKind }: SubgraphRequest): boolean {
  // The policy would refuse it again at once.
  if (signal.aborted || error instanceof SubgraphRefusal) return false;
  // Asking again would add to what is too much; the client is told to come back later.
  if (error instanceof NotBegun && error.why === 'overloaded') return false;
  if (!(error instanceof SubgraphFailure) || error.kind !== 'unavailable') return false;
  return operationKind === 'query' || error instanceof NotBegun;
}
