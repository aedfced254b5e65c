import type { Logger } from 'pino';

/** One part that a process lives on, and how it is asked whether it works. */
export interface HealthCheck {
  readonly name: string;
  /** Whether the process cannot serve without it. Without another one it is ready all the same, and says what it lacks. */
  readonly isNeeded: boolean;
  /**
   * Asks the part itself. Resolves while it works, with a text when somebody should look at it nevertheless; rejects when it
   * does not work. What takes longer than the limit of all checks counts as not working.
   */
  readonly probe: () => Promise<string | undefined>;
}

/** A part does not work; the message says why in words that everybody may read. */
export class Unwell extends Error {
  override readonly name = 'Unwell';
}

/** What was found at the last look. */
export interface CheckReport {
  readonly status: 'up' | 'warning' | 'down';
  /** Since when it has been so, as an ISO 8601 text by the clock of this process. */
  readonly since: string;
  /** What is wrong, without addresses, names or anything else that is secret. */
  readonly detail?: string;
}

/** What a process says about itself: `degraded` is ready too. */
export interface HealthReport {
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly checks: Readonly<Record<string, CheckReport>>;
}

/** How long a part has for its answer. */
const LIMIT_MS = 2_000;
/** The limit is counted in ticks: the time in which the process itself was held up does not count. */
const TICK_MS = 100;
/** The pause between two looks, so that asking for the health loads no part, however often it is done. */
const PAUSE_MS = 1_000;
/** The pause while a part is down, so that its return is noticed soon. */
const PAUSE_WHILE_DOWN_MS = 250;

/** The checks of one process, each looked at about once a second whether anybody asks or not. */
export class Health {
  readonly #logger: Logger;
  readonly #watched = new Map<string, WatchedPart>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Looks at parts from now on, each under its name: `orders.database` where a name is given for what they belong to. */
  add(checks: readonly HealthCheck[], owner?: string): void {
    for (const check of checks) {
      const name = owner === undefined ? check.name : `${owner}.${check.name}`;
      this.#watched.set(name, new WatchedPart({ ...check, name }, this.#logger));
    }
  }

  /** What was found last; at the start it waits until every part has been looked at once. */
  async report(): Promise<HealthReport> {
    const checks: Record<string, CheckReport> = {};
    let status: HealthReport['status'] = 'ready';
    for (const [name, part] of this.#watched) {
      const found = await part.found();
      checks[name] = found;
      if (found.status === 'down' && part.isNeeded) status = 'not ready';
      else if (found.status !== 'up' && status === 'ready') status = 'degraded';
    }
    return { status, checks };
  }

  /** Stops looking; resolves when no part is being looked at any more. */
  async close(): Promise<void> {
    await Promise.all([...this.#watched.values()].map((part) => part.close()));
  }
}

/** A part that is looked at again and again. The log has one line each time when what is found changes. */
class WatchedPart {
  readonly isNeeded: boolean;
  readonly #check: HealthCheck;
  readonly #logger: Logger;
  readonly #first: Promise<void>;
  #looking: Promise<void>;
  /** Undefined until the first look is over. */
  #report: CheckReport | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(check: HealthCheck, logger: Logger) {
    this.isNeeded = check.isNeeded;
    this.#check = check;
    this.#logger = logger;
    this.#first = this.#look();
    this.#looking = this.#first;
  }

  async found(): Promise<CheckReport> {
    await this.#first;
    return this.#report ?? { status: 'down', since: new Date().toISOString(), detail: 'the process ends' };
  }

  close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    return this.#looking;
  }

  async #look(): Promise<void> {
    const finding = await findWithin(this.#check.probe);
    if (this.#isClosed) return;
    this.#note(finding);
    const pauseMs = finding.status === 'down' ? PAUSE_WHILE_DOWN_MS : PAUSE_MS;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look();
    }, pauseMs).unref();
  }

  #note({ status, detail, error }: Finding): void {
    const before = this.#report;
    const isSame = before?.status === status;
    const since = isSame ? before.since : new Date().toISOString();
    this.#report = { status, since, ...(detail === undefined ? {} : { detail }) };
    if (isSame) return;
    const { name: check } = this.#check;
    if (status !== 'up') this.#logger.warn({ check, status, detail, err: error }, 'a health check does not pass');
    else if (before !== undefined) this.#logger.info({ check }, 'a health check passes again');
  }
}

interface Finding {
  readonly status: CheckReport['status'];
  readonly detail?: string | undefined;
  readonly error?: unknown;
}

async function findWithin(probe: HealthCheck['probe']): Promise<Finding> {
  const { promise: late, resolve } = Promise.withResolvers<Finding>();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks * TICK_MS >= LIMIT_MS) resolve({ status: 'down', detail: `no answer within ${LIMIT_MS / 1_000} s` });
  }, TICK_MS).unref();
  const answer = probe().then(
    (detail): Finding => ({ status: detail === undefined ? 'up' : 'warning', detail }),
    (error: unknown): Finding => ({ status: 'down', detail: describeFailure(error), error }),
  );
  return await Promise.race([answer, late]).finally(() => clearInterval(timer));
}

/** Only the kind of a failure: messages of drivers name addresses, users and databases. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error instanceof Unwell) return error.message;
  const { code } = error as { readonly code?: unknown };
  return `failed (${typeof code === 'string' && code !== '' ? code : error.name})`;
}
