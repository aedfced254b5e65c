/** Planning took longer than its budget. */
export class PlanBudgetExceeded extends Error {
  override readonly name = 'PlanBudgetExceeded';
}

/** Others have their turn after that many milliseconds. */
const TURN_MS = 5;

/** The time that all plans of one operation may take together; that of others between two turns does not count. */
export class PlanningBudget {
  readonly #budgetMs: number;
  readonly #nextTurn: () => Promise<void>;
  #usedMs = 0;
  #turnSinceMs = performance.now();

  /**
   * @param budgetMs milliseconds
   * @param nextTurn lets others have their turn
   */
  constructor(budgetMs: number, nextTurn: () => Promise<void>) {
    this.#budgetMs = budgetMs;
    this.#nextTurn = nextTurn;
  }

  /**
   * To be waited for again and again while an operation is planned: lets others have the event loop.
   *
   * @throws {PlanBudgetExceeded} when there is no time left
   */
  async checkpoint(): Promise<void> {
    const turnMs = performance.now() - this.#turnSinceMs;
    if (this.#usedMs + turnMs > this.#budgetMs) throw new PlanBudgetExceeded();
    if (turnMs >= TURN_MS) await this.yieldTurn();
  }

  /** Lets others have their turn before more is done. */
  async yieldTurn(): Promise<void> {
    this.#usedMs += performance.now() - this.#turnSinceMs;
    await this.#nextTurn();
    this.#turnSinceMs = performance.now();
  }
}
