import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import { pathsOfObjects } from '../compile/fetches/collect.ts';
import type { CompiledFetch, RootField } from '../compile/compiled-plan.ts';
import { isDataObject, ownValue } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import type { OperationRun } from './operation-run.ts';
import { refusedRootField } from './refused-root-field.ts';
import { depthOfNull, fetchError, notAskedError, subgraphError } from './subgraph-errors.ts';

/** Sends a plain operation and merges its data at its path, which is the root in most plans. */
export async function fetchPlain(fetch: CompiledFetch, run: OperationRun): Promise<void> {
  const targets = targetsOf(fetch, run);
  if (targets.length === 0) return;
  let response: SubgraphResponse;
  try {
    response = await run.send(fetch, '');
  } catch (error) {
    addFetchErrors(fetch, run, error);
    stopIfRootFieldIsNull(fetch, run);
    return;
  }
  mergeResponse(fetch, run, response, targets);
  stopIfRootFieldIsNull(fetch, run);
}

/** A null in a non-null root field makes the data of a mutation null, so the fields after it are not executed. */
function stopIfRootFieldIsNull(fetch: CompiledFetch, run: OperationRun): void {
  if (fetch.operationKind !== 'mutation') return;
  const lost = ({ key, nonNull }: RootField): boolean => nonNull && (ownValue(run.data, key) ?? null) === null;
  if (fetch.rootFields.some(lost)) run.stopped = true;
}

function targetsOf(fetch: CompiledFetch, run: OperationRun): DataObject[] {
  if (!fetch.collect) return [run.data];
  const targets: DataObject[] = [];
  fetch.collect(run.data, targets);
  return targets;
}

/** Merges a response, or a subscription's event, into the targets and adds its errors to those of the run. */
export function mergeResponse(
  fetch: CompiledFetch,
  run: OperationRun,
  response: SubgraphResponse,
  targets: readonly DataObject[],
): void {
  const errors = Array.isArray(response.errors) ? response.errors : [];
  const refused = new Set<string>();
  for (const error of errors) {
    const key = refusedRootField(fetch.query, error);
    if (key !== undefined) refused.add(key);
    addSubgraphError(fetch, run, {
      error: key === undefined ? error : { ...error, path: [key] },
      data: response.data as Json,
    });
  }
  if (refused.size > 0) addNotAskedErrors(fetch, run, refused);
  const raw = response.data as Json;
  const data = fetch.rename ? fetch.rename(raw) : raw;
  if (isDataObject(data)) {
    for (const target of targets) fetch.merge(target, data);
  } else if (errors.length === 0) {
    addFetchErrors(fetch, run, new SubgraphFailure('bad-response', 'The response has neither data nor errors'));
  }
}

/** Adds an error for every path at which the data of the fetch is missing. */
export function addFetchErrors(fetch: CompiledFetch, run: OperationRun, failure: unknown): void {
  for (const path of targetPathsOf(fetch, run)) {
    for (const { key } of fetch.rootFields) run.addError(fetchError(failure, fetch.subgraph, [...path, key]));
  }
}

/**
 * Adds an error to each root field that was not refused itself, but whose request was refused because of another field.
 */
function addNotAskedErrors(fetch: CompiledFetch, run: OperationRun, refused: ReadonlySet<string>): void {
  for (const path of targetPathsOf(fetch, run)) {
    for (const { key } of fetch.rootFields) {
      if (!refused.has(key)) run.addError(notAskedError(fetch.subgraph, [...path, key]));
    }
  }
}

function addSubgraphError(
  fetch: CompiledFetch,
  run: OperationRun,
  { error, data }: { error: GraphQLFormattedError; data: Json },
): void {
  const fields = fetch.rootFields;
  const own = Array.isArray(error.path) ? (error.path as ResponsePath) : [];
  const path = fetch.renamePath(own);
  const lost = path.slice(0, depthOfNull(data, own));
  const known = fields.some(({ key }) => key === path[0]);
  const inner: ResponsePath[] = known ? [path] : fields.map(({ key }) => [key]);
  for (const targetPath of targetPathsOf(fetch, run)) {
    for (const rest of inner) run.addError(subgraphError(error, [...targetPath, ...rest]), [...targetPath, ...lost]);
  }
}

function targetPathsOf(fetch: CompiledFetch, run: OperationRun): Iterable<ResponsePath> {
  return fetch.collect ? pathsOfObjects(fetch.path, run.data, run.resources.relations).values() : [[]];
}
