/** What a sheet says of itself that decides when its prices hold. */
export interface SheetTold {
  /** `2026-11`; nothing where neither its name nor its sender says. */
  readonly month?: string | null | undefined;
  readonly isPreview: boolean;
  readonly isPartial: boolean;
}

/** The time for which a sheet speaks. */
export interface SheetTime {
  readonly month: string;
  /** From when on a full sheet replaces what it does not have: undefined for one that replaces nothing. */
  readonly replacesFrom: Date | undefined;
  /** The end of its month: what begins then or later is another sheet's. */
  readonly speaksUntil: Date;
}

/** A sheet speaks for its month: the present one, or the next for a preview, unless it says another. */
export function sheetTime({ month: told, isPreview, isPartial }: SheetTold, now: Date): SheetTime {
  const month = told ?? monthOf(isPreview ? nextMonth(now) : now);
  const begins = new Date(`${month}-01T00:00:00Z`);
  const replacesFrom = begins > now ? begins : now;
  return {
    month,
    replacesFrom: isPreview || isPartial ? undefined : replacesFrom,
    speaksUntil: later(nextMonth(begins), replacesFrom),
  };
}

function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7);
}

function nextMonth(moment: Date): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1));
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
