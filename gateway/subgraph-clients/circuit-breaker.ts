export interface BreakerPolicy {
  /** The number of failures in a row that opens the circuit; 0 never opens it. */
  readonly consecutiveFailures: number;
  /** The share of failures in a window, from 0 to 1, that opens the circuit once there were `minimumCalls` calls. */
  readonly failureShare: number;
  readonly minimumCalls: number;
  readonly windowMs: number;
  /** How long the circuit stays open before a probe may pass. It doubles after each failed probe, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

/** How a call ended; `unknown` when it was cancelled before the subgraph could answer. */
export type CallOutcome = 'success' | 'failure' | 'unknown';

/** A call that the circuit breaker let through. */
export interface AdmittedCall {
  /** To be called once, when the call is over. */
  settle(outcome: CallOutcome): void;
}

/**
 * Keeps calls away from a failing subgraph. When the circuit is closed, all calls pass; when it is open, none. After a
 * while it is half open: one call passes as a probe and decides.
 */
export class CircuitBreaker {
  readonly #policy: BreakerPolicy;
  readonly #now: () => number;
  readonly #onChange: (isOpen: boolean) => void;
  #openUntil: number | undefined;
  #openMs: number;
  #probing = false;
  /** Calls from before a change of state say nothing about the time after it. */
  #era = 0;
  #inARow = 0;
  #window = { endsAt: 0, calls: 0, failures: 0 };

  /**
   * @param now milliseconds of a monotonic clock
   * @param onChange called when the circuit opens and when it closes again, but not for probes in between
   */
  constructor(policy: BreakerPolicy, now: () => number, onChange: (isOpen: boolean) => void = () => {}) {
    this.#policy = policy;
    this.#now = now;
    this.#onChange = onChange;
    this.#openMs = policy.openMs;
  }

  /** Whether calls are refused at this moment, which includes the time of a probe. */
  get isOpen(): boolean {
    return this.#openUntil !== undefined && (this.#probing || this.#now() < this.#openUntil);
  }

  /** Lets a call through; undefined when the call is refused. */
  admit(): AdmittedCall | undefined {
    if (this.isOpen) return undefined;
    const isProbe = this.#openUntil !== undefined;
    this.#probing = isProbe;
    const era = this.#era;
    return {
      settle: (outcome) => {
        if (era !== this.#era) return;
        if (isProbe) this.#settleProbe(outcome);
        else if (outcome !== 'unknown') this.#count(outcome);
      },
    };
  }

  #settleProbe(outcome: CallOutcome): void {
    this.#probing = false;
    if (outcome === 'unknown') return;
    this.#openMs = outcome === 'success' ? this.#policy.openMs : Math.min(this.#openMs * 2, this.#policy.maxOpenMs);
    if (outcome === 'failure') this.#open();
    else this.#close();
  }

  #count(outcome: 'success' | 'failure'): void {
    const now = this.#now();
    if (now >= this.#window.endsAt) this.#window = { endsAt: now + this.#policy.windowMs, calls: 0, failures: 0 };
    this.#window.calls += 1;
    this.#inARow = outcome === 'failure' ? this.#inARow + 1 : 0;
    if (outcome === 'success') return;
    this.#window.failures += 1;
    if (this.#hasFailedEnough()) this.#open();
  }

  #hasFailedEnough(): boolean {
    const { consecutiveFailures, failureShare, minimumCalls } = this.#policy;
    if (consecutiveFailures === 0) return false;
    const { calls, failures } = this.#window;
    return this.#inARow >= consecutiveFailures || (calls >= minimumCalls && failures >= calls * failureShare);
  }

  #open(): void {
    if (this.#openUntil === undefined) this.#onChange(true);
    this.#openUntil = this.#now() + this.#openMs;
    this.#startOver();
  }

  #close(): void {
    this.#onChange(false);
    this.#openUntil = undefined;
    this.#startOver();
  }

  #startOver(): void {
    this.#era += 1;
    this.#inARow = 0;
    this.#window = { endsAt: 0, calls: 0, failures: 0 };
  }
}
