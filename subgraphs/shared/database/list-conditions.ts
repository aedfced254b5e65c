import type { Choice, Condition } from './list-loader.ts';
import { textArray } from './sql.ts';

/** The values that a column may have: those that are wanted, or all. */
export function oneOf(column: string, all: readonly string[], wanted: readonly string[] | undefined): Choice {
  return { column, type: 'text', values: wanted === undefined ? all : [...new Set(wanted)] };
}

/** The condition that a column has one of some values; none when they are undefined. */
export function isOneOf(column: string, values: readonly string[] | undefined): readonly Condition[] {
  return values === undefined ? [] : [[`${column} = any (?::text[])`, textArray(values)]];
}

/** A condition on a column; none when the value is undefined. */
export function compares(sql: string, value: string | undefined): readonly Condition[] {
  return value === undefined ? [] : [[sql, value]];
}
