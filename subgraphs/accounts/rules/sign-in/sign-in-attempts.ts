/** How many failed sign-ins lock a login, and for how long. */
export interface AttemptPolicy {
  readonly maxFailures: number;
  readonly windowMs: number;
}

export const DEFAULT_ATTEMPT_POLICY: AttemptPolicy = { maxFailures: 5, windowMs: 15 * 60_000 };

/** Many people may share a client address, so it may fail this many times more often than one login. */
export const ADDRESS_FACTOR = 20;
