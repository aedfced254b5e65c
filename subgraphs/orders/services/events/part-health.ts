/** Whether a part that works again and again still does. */
export interface PartHealth {
  readonly ok: boolean;
  /** When it last did what it is there for; for whoever looks for the reason. */
  readonly detail: string;
}

/** How many times the pause between two looks may pass before a part counts as not working. */
const PATIENCE = 5;

/** Keeps the moment at which a part last did what it is there for, which a part that hangs cannot claim. */
export class LastSuccess {
  readonly #pauseMs: number;
  #atMs = performance.now();

  /** @param pauseMs the longest pause between two looks while it works */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  note(): void {
    this.#atMs = performance.now();
  }

  health(): PartHealth {
    const agoMs = performance.now() - this.#atMs;
    return { ok: agoMs <= PATIENCE * this.#pauseMs, detail: `the last success was ${Math.round(agoMs / 1_000)} s ago` };
  }
}
