import { show, table, type Spread } from './statistics.ts';

/** Figures, each beside its goal. */
export class GoalRows {
  readonly #rows: (readonly string[])[] = [];

  /** Adds a time in milliseconds whose median has a goal. */
  add(what: string, spread: Spread, goalMs: number): void {
    this.addText(what, `${show(spread)} ms`, `≤ ${goalMs.toLocaleString('en')} ms`, spread.median <= goalMs);
  }

  /** Adds any other figure, which may have no goal. */
  addText(what: string, figure: string, goal: string, isMet: boolean | undefined): void {
    this.#rows.push([what, figure, goal, isMet === undefined ? '' : isMet ? 'yes' : 'no']);
  }

  toString(): string {
    return table(['what', 'measured', 'goal', 'met'], this.#rows);
  }
}
