import { isGiven, type Optional } from '../domain/given.ts';

/** A statement, or a part of one, with its values: `?` stands for each of them. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** A text array as one parameter: write it as `?::text[]`, since the driver spreads JavaScript arrays over several. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}

/** A pattern for `like` that matches texts which contain this one; its own wildcards count as letters. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
}

/** The words of a search, in lower case; each must be found. At most ten count. */
export function searchWords(search: Optional<string>): readonly string[] {
  if (!isGiven(search)) return [];
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10);
}
