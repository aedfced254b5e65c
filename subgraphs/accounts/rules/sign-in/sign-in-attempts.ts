/** How many wrong passwords are allowed before waiting, and for how long; policy, passed in from the configuration. */
export interface AttemptPolicy {
  readonly maxFailures: number;
  readonly windowMs: number;
}

export const DEFAULT_ATTEMPT_POLICY: AttemptPolicy = { maxFailures: 5, windowMs: 15 * 60_000 };

/** A client address serves many people, so it may fail more often than one login. */
export const ADDRESS_FACTOR = 20;
