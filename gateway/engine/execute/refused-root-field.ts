import { Kind, parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/**
 * The response name of the root field that a subgraph's error is about, found by the error's locations in the request.
 * A validation error has no path: it refuses the whole request because of one field.
 *
 * @returns undefined when the error has a path, or is not about exactly one field
 */
export function refusedRootField(query: string, error: GraphQLFormattedError): string | undefined {
  const { path, locations = [] } = error;
  if (path !== undefined || !Array.isArray(locations) || locations.length === 0) return undefined;
  const lines = query.split('\n');
  const offsets = (locations as readonly unknown[]).map((location) => offsetOf(location, lines));
  const spans = rootSpans(query);
  const keys = new Set(offsets.map((offset) => spans.find(({ start, end }) => start <= offset && offset < end)?.key));
  const [key] = keys;
  return keys.size === 1 ? key : undefined;
}

interface Span {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

function rootSpans(query: string): Span[] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD || !selection.loc) return [];
    const { start, end } = selection.loc;
    return [{ key: (selection.alias ?? selection.name).value, start, end }];
  });
}

/** @returns a negative number for an invalid location */
function offsetOf(location: unknown, lines: readonly string[]): number {
  if (typeof location !== 'object' || location === null) return -1;
  const { line, column } = location as Readonly<Record<string, unknown>>;
  if (typeof line !== 'number' || typeof column !== 'number') return -1;
  const before = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
  return before + column - 1;
}
