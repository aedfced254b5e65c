import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { MonolithAnswer, PossibleError } from './monolith.ts';

type Path = readonly (string | number)[];

/**
 * How the gateway's answer differs from the monolith's.
 *
 * The data is equal, its order included. Errors are equal as far as the specification determines them: where several
 * fields below one null fail, it lets an executor report any of them, and across subgraphs others come first. So each
 * null has an error in both answers or in neither, and each of the gateway's errors is one that really happened.
 *
 * @see https://spec.graphql.org/October2021/#sec-Handling-Field-Errors
 * @returns one line for each difference
 */
export function differences(
  gateway: ExecutionResult,
  gatewayLog: readonly string[],
  monolith: MonolithAnswer,
): string[] {
  const { result, possibleErrors, log } = monolith;
  const found: string[] = [];
  if (JSON.stringify(gateway.data) !== JSON.stringify(result.data)) found.push('the data is not equal');
  if (JSON.stringify(gatewayLog) !== JSON.stringify(log)) found.push('not the same mutations ran');
  const possible = [
    ...possibleErrors,
    ...(result.errors ?? []).map(({ path, message }) => ({ path: path ?? [], message })),
  ];
  for (const error of gateway.errors ?? []) {
    if (!possible.some((one) => matches(one, error))) {
      found.push(`nothing failed at ${JSON.stringify(error.path)}: ${error.message}`);
    }
  }
  const own = nullPlaces(gateway);
  const expected = nullPlaces(result);
  for (const place of expected) if (!own.has(place)) found.push(`no error for the null at ${place}`);
  for (const place of own) if (!expected.has(place)) found.push(`an error for ${place}, which did not fail`);
  return found;
}

function matches({ path, message }: PossibleError, error: Pick<GraphQLFormattedError, 'path' | 'message'>): boolean {
  if (JSON.stringify(path) !== JSON.stringify(error.path)) return false;
  if (message === undefined) return error.message.startsWith('Cannot return null for non-nullable');
  return message === error.message;
}

/** Where the nulls are that the errors of an answer led to. */
function nullPlaces({ data, errors }: ExecutionResult): Set<string> {
  return new Set((errors ?? []).map(({ path }) => JSON.stringify(nullPlace(data, path ?? []))));
}

function nullPlace(data: unknown, path: Path): Path {
  let value: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
