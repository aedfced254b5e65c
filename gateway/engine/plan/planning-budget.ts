/** Planning an operation took longer than its budget. */
export class PlanBudgetExceeded extends Error {
  override readonly name = 'PlanBudgetExceeded';
}

/** How long planning goes on, in milliseconds, before other work gets its turn. */
const TURN_MS = 5;

/**
 * The time that all plans of one operation may take together. The time of other work between two turns does not count.
 */
export class PlanningBudget {
  readonly #budgetMs: number;
  readonly #nextTurn: () => Promise<void>;
  #usedMs = 0;
  #turnSinceMs = performance.now();

  /**
   * @param budgetMs how long planning may take, in milliseconds
   * @param nextTurn resolves when it is this operation's turn again
   */
  constructor(budgetMs: number, nextTurn: () => Promise<void>) {
    this.#budgetMs = budgetMs;
    this.#nextTurn = nextTurn;
  }

  /**
   * Lets other work run when the current turn is over. Planning awaits it again and again.
   *
   * @throws {PlanBudgetExceeded} when the budget is used up
   */
  async checkpoint(): Promise<void> {
    const turnMs = performance.now() - this.#turnSinceMs;
    if (this.#usedMs + turnMs > this.#budgetMs) throw new PlanBudgetExceeded();
    if (turnMs >= TURN_MS) await this.yieldTurn();
  }

  /** Lets other work run now. */
  async yieldTurn(): Promise<void> {
    this.#usedMs += performance.now() - this.#turnSinceMs;
    await this.#nextTurn();
    this.#turnSinceMs = performance.now();
  }
}
