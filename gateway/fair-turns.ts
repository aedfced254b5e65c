/** The limits of the work that callers may cause. */
export interface TurnLimits {
  /** How many pieces of work may be under way at the same time. */
  readonly atOnce: number;
  /** How many pieces of work of one caller may wait for their first turn. */
  readonly maxWaitingPerCaller: number;
  /** The same for all callers. Above it, the caller with the most waiting work makes room for those with less. */
  readonly maxWaiting: number;
  /** Work that has waited longer for its first turn is refused. */
  readonly maxWaitMs: number;
  /**
   * After this long, a turn counts as over even if the work goes on, because what the work waits for may never come.
   */
  readonly maxTurnMs?: number;
}

/** New work is refused because too much work is waiting, of one caller or of all callers. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

/** Passed to work that may need more than one turn. */
export interface Turn {
  /** Ends the current turn and resolves at the next one. The event loop is free in between. */
  pass(): Promise<void>;
}

/** A piece of work under way. Other callers that need its result can add their turns to it. */
export interface Work<Result> {
  readonly result: Promise<Result>;
  /** @throws {TooManyWaiting} when too much work of the caller waits */
  join(caller: string): void;
}

/** Waits for a turn on behalf of every caller that needs the result. */
interface Ticket {
  readonly callers: Set<string>;
  readonly waitsSinceMs: number;
  /** The work has had a turn already, so refusing it now would waste that turn. */
  readonly isGoingOn: boolean;
  give(caller: string): void;
  refuse(error: TooManyWaiting): void;
}

interface Share {
  /** The time used beyond the length of a turn: the caller has to leave out as many turns. */
  debtMs: number;
  active: number;
  readonly waiting: Ticket[];
}

const TOO_MANY = 'Too many new operations are waiting; try again in a moment.';

/** The assumed length of a turn. */
const TURN_MS = 5;

/**
 * Gives turns to callers one after the other, so that each gets an equal share of time, however much work it has: a
 * caller whose work took long is left out for as many rounds. The oldest work of a caller goes first, until it ends.
 * Turns start from the event loop; at most as many start in one of its rounds as may be under way at once.
 *
 * @see https://doi.org/10.1145/217391.217453 deficit round robin, here with the cost known afterwards
 */
export class FairTurns {
  readonly #limits: TurnLimits;
  readonly #shares = new Map<string, Share>();
  /** The callers with waiting work, in the order of their turns. */
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
   * Like {@link run}, for work whose result other callers may need, too.
   *
   * @throws {TooManyWaiting} at once when too much work waits already
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

  /** Waits for a turn and returns the function that ends it. */
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

  /** Adds the waiting work of some callers to the work of another one. */
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
      throw new TooManyWaiting(
        `More than ${maxWaitingPerCaller} of your new operations are waiting; send fewer at a time.`,
      );
    }
    if (this.#waiting >= maxWaiting && !this.#makeRoom(own)) throw new TooManyWaiting(TOO_MANY);
  }

  /**
   * Refuses the newest work of the caller with the most, if that caller has more than another one would have
   * afterwards.
   */
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
    ticket.refuse(new TooManyWaiting('Your new operations waited too long; send fewer at a time.'));
  }

  /** Takes the caller whose turn it is out of the line. */
  #nextInLine(): readonly [string, Share] | undefined {
    for (const [caller, share] of this.#line) {
      this.#line.delete(caller);
      // Time that no other caller wanted need not be paid back.
      if (this.#line.size === 0) share.debtMs = 0;
      if (share.debtMs <= 0) return [caller, share];
      share.debtMs -= TURN_MS;
      // The iteration reaches this entry again at its end.
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

  /** Callers without work take no memory. */
  #forgetIdle(caller: string, share: Share): void {
    if (share.active === 0 && share.waiting.length === 0) this.#shares.delete(caller);
  }
}
