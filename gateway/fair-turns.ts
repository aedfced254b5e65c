/** What one caller may hold others up with. */
export interface TurnLimits {
  /** Pieces of work that are under way at the same time. */
  readonly atOnce: number;
  /** Pieces of work of one caller that wait for their first turn. */
  readonly maxWaitingPerCaller: number;
  /** Those of all callers. Above it the caller with the most makes room for those with less. */
  readonly maxWaiting: number;
  /** What has waited longer for its first turn is refused. */
  readonly maxWaitMs: number;
  /** A turn that is not over by then makes room for another all the same, as what it waits for may never come. */
  readonly maxTurnMs?: number;
}

/** So much waits already, of one caller or of all, that more is refused. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** What work is handed that does not end within one turn. */
export interface Turn {
  /** Resolves at the next turn of the same callers. Between two turns the event loop is free. */
  pass(): Promise<void>;
}

/** A piece of work on its way; whoever wants the same may speed it up with turns of its own. */
export interface Work<Result> {
  readonly result: Promise<Result>;
  /** @throws {TooManyWaiting} when too much of the caller waits */
  join(caller: string): void;
}

/** Waits for a turn, in the name of every caller that wants it. */
interface Ticket {
  readonly callers: Set<string>;
  readonly waitsSinceMs: number;
  /** It had a turn before, so it is work that others would do in vain if it were refused. */
  readonly isGoingOn: boolean;
  give(caller: string): void;
  refuse(error: TooManyWaiting): void;
}

interface Share {
  /** Time used above that of a turn: as many turns are left to others. */
  debtMs: number;
  active: number;
  readonly waiting: Ticket[];
}

const TOO_MANY = 'Too many new operations wait; try again in a moment.';

/** What a turn takes when nothing is said of it. */
const TURN_MS = 5;

/**
 * Gives turns to callers, one after the other, so that each has an equal share of time, however much one of them wants:
 * who took long is left out for as many rounds. Of one caller's work the oldest goes first, to its end. Turns begin from
 * the event loop, no more in one round of it than may be under way at once.
 *
 * @see https://doi.org/10.1145/217391.217453 deficit round robin, here with the cost known afterwards
 */
export class FairTurns {
  readonly #limits: TurnLimits;
  readonly #shares = new Map<string, Share>();
  /** The callers for whom something waits, the one whose turn is next first. */
  readonly #line = new Map<string, Share>();
  #waiting = 0;
  #active = 0;
  #isScheduled = false;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /**
   * Runs work when it is the caller's turn.
   *
   * @throws {TooManyWaiting} when it would have to wait too long
   */
  async run<Result>(caller: string, work: (turn: Turn) => Result | Promise<Result>): Promise<Result> {
    return await this.start(caller, work).result;
  }

  /**
   * As {@link run}, for work that others may want too.
   *
   * @throws {TooManyWaiting} at once when too much waits already
   */
  start<Result>(caller: string, work: (turn: Turn) => Result | Promise<Result>): Work<Result> {
    this.#admit(caller);
    const callers = new Set([caller]);
    return {
      result: this.#work(callers, work),
      join: (another) => {
        if (callers.has(another)) return;
        this.#admit(another);
        callers.add(another);
        this.#lend(callers, another);
      },
    };
  }

  async #work<Result>(callers: Set<string>, work: (turn: Turn) => Result | Promise<Result>): Promise<Result> {
    let release = await this.#turn(callers, false);
    const pass = async (): Promise<void> => {
      const next = this.#turn(callers, true);
      release();
      release = await next;
    };
    try {
      return await work({ pass });
    } finally {
      release();
    }
  }

  /** Waits for a turn and gives what ends it. */
  async #turn(callers: Set<string>, isGoingOn: boolean): Promise<() => void> {
    const caller = await new Promise<string>((give, refuse) => {
      const ticket = { callers, waitsSinceMs: performance.now(), isGoingOn, give, refuse };
      for (const one of callers) this.#wait(one, ticket);
      this.#waiting += 1;
      this.#schedule();
    });
    const startedAtMs = performance.now();
    const { maxTurnMs } = this.#limits;
    let isOver = false;
    const release = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      this.#active -= 1;
      const share = this.#shareOf(caller);
      share.active -= 1;
      share.debtMs = Math.max(0, share.debtMs + performance.now() - startedAtMs - TURN_MS);
      this.#forgetIdle(caller, share);
      this.#schedule();
    };
    const limit = maxTurnMs === undefined ? undefined : setTimeout(release, maxTurnMs).unref();
    return release;
  }

  #wait(caller: string, ticket: Ticket): void {
    const share = this.#shareOf(caller);
    if (ticket.isGoingOn) share.waiting.unshift(ticket);
    else share.waiting.push(ticket);
    if (!this.#line.has(caller)) this.#line.set(caller, share);
  }

  /** Puts what waits for some callers into another one's line too. */
  #lend(callers: Set<string>, another: string): void {
    for (const one of callers) {
      const ticket = this.#shares.get(one)?.waiting.find((waiting) => waiting.callers === callers);
      if (ticket === undefined) continue;
      this.#wait(another, ticket);
      return;
    }
  }

  #admit(caller: string): void {
    const { maxWaitingPerCaller, maxWaiting } = this.#limits;
    const own = this.#shares.get(caller)?.waiting.length ?? 0;
    if (own >= maxWaitingPerCaller) {
      throw new TooManyWaiting(`More than ${maxWaitingPerCaller} of your new operations wait; send fewer at a time.`);
    }
    if (this.#waiting >= maxWaiting && !this.#makeRoom(own)) throw new TooManyWaiting(TOO_MANY);
  }

  /** Refuses the newest work of the caller with the most, where that is more than another one would have then. */
  #makeRoom(others: number): boolean {
    let most: Share | undefined;
    for (const share of this.#shares.values()) {
      if (share.waiting.length > (most?.waiting.length ?? others + 1)) most = share;
    }
    const ticket = most?.waiting.findLast(({ callers, isGoingOn }) => callers.size === 1 && !isGoingOn);
    if (ticket === undefined) return false;
    this.#take(ticket);
    ticket.refuse(new TooManyWaiting(TOO_MANY));
    return true;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting === 0 || this.#active >= this.#limits.atOnce) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      while (this.#active < this.#limits.atOnce && this.#waiting > 0) this.#giveTurn();
    });
  }

  #giveTurn(): void {
    const [caller, share] = this.#nextInLine() ?? [];
    const ticket = share?.waiting[0];
    if (caller === undefined || share === undefined || ticket === undefined) return;
    share.active += 1;
    this.#active += 1;
    this.#take(ticket);
    if (share.waiting.length > 0) this.#line.set(caller, share);
    const isLate = !ticket.isGoingOn && performance.now() - ticket.waitsSinceMs > this.#limits.maxWaitMs;
    if (!isLate) return ticket.give(caller);
    share.active -= 1;
    this.#active -= 1;
    this.#forgetIdle(caller, share);
    ticket.refuse(new TooManyWaiting('Your new operations wait for too long; send fewer at a time.'));
  }

  /** Takes the caller whose turn it is out of the line. */
  #nextInLine(): readonly [string, Share] | undefined {
    for (const [caller, share] of this.#line) {
      this.#line.delete(caller);
      // Time that nobody else wanted is owed to nobody.
      if (this.#line.size === 0) share.debtMs = 0;
      if (share.debtMs <= 0) return [caller, share];
      share.debtMs -= TURN_MS;
      // It comes again at the end of this very walk.
      this.#line.set(caller, share);
    }
    return undefined;
  }

  #take(ticket: Ticket): void {
    this.#waiting -= 1;
    for (const caller of ticket.callers) {
      const share = this.#shares.get(caller);
      const index = share?.waiting.indexOf(ticket) ?? -1;
      if (share === undefined || index < 0) continue;
      share.waiting.splice(index, 1);
      if (share.waiting.length === 0) this.#line.delete(caller);
      this.#forgetIdle(caller, share);
    }
  }

  #shareOf(caller: string): Share {
    let share = this.#shares.get(caller);
    if (share === undefined) {
      share = { debtMs: 0, active: 0, waiting: [] };
      this.#shares.set(caller, share);
    }
    return share;
  }

  /** Nothing is kept of callers that want nothing. */
  #forgetIdle(caller: string, share: Share): void {
    if (share.active === 0 && share.waiting.length === 0) this.#shares.delete(caller);
  }
}
