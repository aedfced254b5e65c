import type { Reader } from './transaction.ts';

/** How many items a list has. */
export interface Total {
  readonly count: number;
  /** Whether it is the exact number. If not, there are at least so many. */
  readonly isExact: boolean;
}

/** Where counting ends: nobody reads ten thousand rows for a number that they show beside a list. */
export const MOST_COUNTED = 10_000;

/** What is to be counted: SQL of this code with one `?` for each value. */
export interface Countable {
  readonly from: string;
  readonly where: string;
  readonly values: readonly unknown[];
}

/** The statement that counts rows as `count`, and ends one row after the last that would be exact. */
export function countStatement({ from, where }: Pick<Countable, 'from' | 'where'>): string {
  return `select count(*)::int as count from (select 1 from ${from} where ${where} limit ${MOST_COUNTED + 1}) as counted`;
}

/** What the count of such a statement says about the list. */
export function toTotal(count: number): Total {
  return count > MOST_COUNTED ? { count: MOST_COUNTED, isExact: false } : exactly(count);
}

/** A number of items that is known. */
export function exactly(count: number): Total {
  return { count, isExact: true };
}

/** Counts rows: exactly up to 10,000, beyond that "at least 10,000". */
export async function countRows(read: Reader, { values, ...rows }: Countable): Promise<Total> {
  const [row] = await read.query<{ readonly count: number }>(countStatement(rows), values);
  return toTotal(row?.count ?? 0);
}
