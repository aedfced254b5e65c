import type { DatabaseAddress } from '../database/database.ts';

/** A turn that is not over by then makes room for another all the same. */
const MAX_TURN_MS = 1_000;

/**
 * Lets the events of subscriptions be worked on in turns: so many at once in a process, one of each principal before a
 * second of any, and others' requests in between, as turns begin from the event loop. A stream has one turn at a time
 * that waits, for a bounded number of events, so one that is live waits for no more than one turn of each other.
 */
export class EventTurns {
  readonly #atOnce: number;
  /** What waits, by principal; the one whose turn is next first. */
  readonly #line = new Map<string, (() => void)[]>();
  #active = 0;
  #isScheduled = false;

  /** @param atOnce how many turns are worked on at the same time */
  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Works on events when it is the principal's turn. */
  async run<Result>(principal: string, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((begin) => {
      const waiting = this.#line.get(principal);
      if (waiting) waiting.push(begin);
      else this.#line.set(principal, [begin]);
      this.#schedule();
    });
    const release = this.#hold();
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Gives what ends a turn, which ends by itself when what it waits for does not come. */
  #hold(): () => void {
    let isOver = false;
    const release = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(limit);
      this.#active -= 1;
      this.#schedule();
    };
    const limit = setTimeout(release, MAX_TURN_MS).unref();
    return release;
  }

  #schedule(): void {
    if (this.#isScheduled || this.#line.size === 0 || this.#active >= this.#atOnce) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      for (const [principal, waiting] of this.#line) {
        if (this.#active >= this.#atOnce) return;
        const begin = waiting.shift();
        this.#line.delete(principal);
        // Behind all others, and reached again by this very walk while there is room.
        if (waiting.length > 0) this.#line.set(principal, waiting);
        if (begin === undefined) continue;
        this.#active += 1;
        begin();
      }
    });
  }
}

/** A server works on several turns at once; PGlite on one statement, which holds the process meanwhile. */
export function turnsAtOnce({ kind }: DatabaseAddress): number {
  return kind === 'pglite' ? 1 : 8;
}
