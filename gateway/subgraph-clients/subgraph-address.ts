import { CircuitBreaker, type BreakerPolicy, type CallOutcome } from './circuit-breaker.ts';
import { OVERTAKEN } from './hedging.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { NotBegun, SubgraphFailure, SubgraphRefusal } from './subgraph-client.ts';

/** Where one process of a subgraph is, and how its client is made. */
export interface AddressOptions {
  readonly url: string;
  /** @param onDraining to be called when the subgraph says that it is going away */
  readonly connect: (onDraining: () => void) => SubgraphClient;
}

/** What changed at an address: its circuit opened or closed, or it is left alone or used again. */
export type AddressChange = 'failing' | 'answering' | 'away' | 'back';

interface AddressParts {
  readonly policy: BreakerPolicy;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly onChange: (change: AddressChange, url: string) => void;
}

/**
 * How long an address that is away is left to the others: half a second, and twice as long after each look at it, up to
 * two seconds. One request at a time looks whether it is back, and is sent elsewhere if it is not.
 */
const ABSENCE: BreakerPolicy = {
  consecutiveFailures: 1,
  failureShare: 1,
  minimumCalls: Infinity,
  windowMs: Infinity,
  openMs: 500,
  maxOpenMs: 2_000,
};

/**
 * One address of a subgraph, and what is known of it. It is _failing_ while its circuit is open, and must not be asked.
 * It is _away_ when it refused a connection, says that it is going away, or another one answered instead of it; then it is
 * asked only if no other is there.
 */
export class SubgraphAddress {
  readonly client: SubgraphClient;
  readonly #circuit: CircuitBreaker;
  readonly #absence: CircuitBreaker;
  #saysDraining = false;
  /** Queries and mutations under way. */
  running = 0;
  /** Open streams. */
  streams = 0;

  constructor({ url, connect }: AddressOptions, { policy, now, onChange }: AddressParts) {
    this.client = connect(() => this.leave());
    this.#circuit = new CircuitBreaker(policy, now, (isOpen) => onChange(isOpen ? 'failing' : 'answering', url));
    this.#absence = new CircuitBreaker(ABSENCE, now, (isOpen) => onChange(isOpen ? 'away' : 'back', url));
  }

  get isFailing(): boolean {
    return this.#circuit.isOpen;
  }

  get isAway(): boolean {
    return this.#absence.isOpen;
  }

  /** Leaves the address to the others for a while, because it is going away. */
  leave(): void {
    this.#saysDraining = true;
    this.#absence.admit()?.settle('failure');
  }

  /** @throws {SubgraphFailure} whatever the client throws, or a refusal when the circuit is open */
  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    const call = this.#circuit.admit();
    if (call === undefined) throw refusedByBreaker();
    const presence = this.#absence.admit();
    if (presence !== undefined) this.#saysDraining = false;
    let failure: { readonly error: unknown } | undefined;
    this.running += 1;
    try {
      return await this.client.execute(request);
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      this.running -= 1;
      call.settle(outcomeOf(failure, request.signal));
      presence?.settle(this.#presenceAfter(failure, request.signal));
    }
  }

  #presenceAfter(failure: { readonly error: unknown } | undefined, signal: AbortSignal): CallOutcome {
    if (this.#saysDraining || isGone(failure?.error)) return 'failure';
    if (failure === undefined || !signal.aborted) return 'success';
    return signal.reason === OVERTAKEN ? 'failure' : 'unknown';
  }
}

/** Whether a failure says that nobody is at an address, or will be soon. */
export function isGone(error: unknown): boolean {
  return error instanceof NotBegun && error.why !== 'overloaded';
}

/** The failure of a fetch that is not sent, because the subgraph failed too often. */
export function refusedByBreaker(): SubgraphRefusal {
  return new SubgraphRefusal('unavailable', 'The subgraph has failed too often; its circuit is open');
}

/** A wrong response is a response, and so is a refusal: the subgraph is reachable. */
function outcomeOf(failure: { readonly error: unknown } | undefined, signal: AbortSignal): CallOutcome {
  if (failure === undefined) return 'success';
  if (signal.aborted) return 'unknown';
  const { error } = failure;
  if (error instanceof NotBegun && error.why !== 'unreachable') return 'success';
  return error instanceof SubgraphFailure && error.kind === 'bad-response' ? 'success' : 'failure';
}
