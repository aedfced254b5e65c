import { setImmediate as nextTurn } from 'node:timers/promises';

/** Planning took longer than its budget. */
export class PlanBudgetExceeded extends Error {
  override readonly name = 'PlanBudgetExceeded';
}

/** Others have their turn after that many milliseconds. */
const TURN_MS = 5;

/** The time that all plans of one operation may take together. */
export class PlanningTime {
  readonly #end: number;
  #endOfTurn = performance.now() + TURN_MS;

  /** @param budgetMs milliseconds */
  constructor(budgetMs: number) {
    this.#end = performance.now() + budgetMs;
  }

  /**
   * To be waited for again and again while an operation is planned: lets others have the event loop.
   *
   * @throws {PlanBudgetExceeded} when there is no time left
   */
  async pass(): Promise<void> {
    const now = performance.now();
    if (now > this.#end) throw new PlanBudgetExceeded();
    if (now < this.#endOfTurn) return;
    await nextTurn();
    this.#endOfTurn = performance.now() + TURN_MS;
  }
}
