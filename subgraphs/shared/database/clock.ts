/** How often the database is asked for the time again. */
const REFRESH_MS = 5_000;

/**
 * The time as one subgraph's database has it: the one clock that everything which is written, compared or sent is measured
 * with, so that processes whose own clocks differ agree. It is this process's count of milliseconds, which no adjustment of
 * its clock disturbs, moved to the database's time; asking it costs no statement. Until the database has been asked, it is the
 * clock of the process.
 */
export class Clock {
  /** The time is this and the milliseconds that the process has counted. */
  #originMs = Date.now() - performance.now();

  readonly now = (): Date => new Date(this.nowMs());

  /** Whole milliseconds since 1970. */
  readonly nowMs = (): number => Math.floor(this.#originMs + performance.now());

  /** By how many milliseconds the process's own clock is ahead of the database's; negative when it is behind. */
  readonly aheadMs = (): number => Date.now() - this.nowMs();

  /**
   * Asks the database for its time now, and again every few seconds until the returned function is called, which resolves
   * when no question is under way any more. Rejects when the first question fails; later ones are repeated.
   *
   * @param readMs the database's time in milliseconds since 1970
   */
  async follow(readMs: () => Promise<number>): Promise<() => Promise<void>> {
    await this.#ask(readMs);
    let asking = Promise.resolve();
    const timer = setInterval(() => {
      asking = this.#ask(readMs).catch(() => undefined);
    }, REFRESH_MS).unref();
    return () => {
      clearInterval(timer);
      return asking;
    };
  }

  /**
   * The database read its clock at some moment between question and answer. A clock that agrees with that stays as it is, so
   * that slow answers do not make it jump.
   */
  async #ask(readMs: () => Promise<number>): Promise<void> {
    const askedAt = performance.now();
    const databaseMs = await readMs();
    const earliest = databaseMs - performance.now();
    const latest = databaseMs - askedAt;
    this.#originMs = Math.min(Math.max(this.#originMs, earliest), latest);
  }
}
