import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import { locate } from '../compile/collect.ts';
import type { CompiledFetch, RootField } from '../compile/compiled-plan.ts';
import { isDataObject, ownValue } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import type { Run } from './run.ts';
import { refusedField } from './refused-field.ts';
import { depthOfNull, failureError, notAskedError, ownError } from './subgraph-errors.ts';

/** Sends a plain operation and merges its data at its path, the root in most plans. */
export async function fetchPlain(fetch: CompiledFetch, run: Run): Promise<void> {
  const targets = targetsOf(fetch, run);
  if (targets.length === 0) return;
  let response: SubgraphResponse;
  try {
    response = await run.send(fetch, '');
  } catch (error) {
    failAll(fetch, run, error);
    stopAfterLoss(fetch, run);
    return;
  }
  mergeResponse(fetch, run, response, targets);
  stopAfterLoss(fetch, run);
}

/** The data is null once a mutation's non-null field is: what the client asked to run after it is not run. */
function stopAfterLoss(fetch: CompiledFetch, run: Run): void {
  if (fetch.operationKind !== 'mutation') return;
  const lost = ({ key, nonNull }: RootField): boolean => nonNull && (ownValue(run.data, key) ?? null) === null;
  if (fetch.rootFields.some(lost)) run.stopped = true;
}

function targetsOf(fetch: CompiledFetch, run: Run): DataObject[] {
  if (!fetch.collect) return [run.data];
  const targets: DataObject[] = [];
  fetch.collect(run.data, targets);
  return targets;
}

/** Merges an answer, a subscription's event too, into the targets, and adds the answer's errors to the run's. */
export function mergeResponse(
  fetch: CompiledFetch,
  run: Run,
  response: SubgraphResponse,
  targets: readonly DataObject[],
): void {
  const errors = Array.isArray(response.errors) ? response.errors : [];
  const refused = new Set<string>();
  for (const error of errors) {
    const key = refusedField(fetch.query, error);
    if (key !== undefined) refused.add(key);
    placeError(fetch, run, {
      error: key === undefined ? error : { ...error, path: [key] },
      data: response.data as Json,
    });
  }
  if (refused.size > 0) refuseOthers(fetch, run, refused);
  const raw = response.data as Json;
  const data = fetch.rename ? fetch.rename(raw) : raw;
  if (isDataObject(data)) {
    for (const target of targets) fetch.merge(target, data);
  } else if (errors.length === 0) {
    failAll(fetch, run, new SubgraphFailure('bad-response', 'Neither data nor errors'));
  }
}

/** One error for every place where the fetch's data is missing. */
export function failAll(fetch: CompiledFetch, run: Run, failure: unknown): void {
  for (const path of placesOf(fetch, run)) {
    for (const { key } of fetch.rootFields) run.addError(failureError(failure, fetch.service, [...path, key]));
  }
}

/** Says of the other fields of a request that was refused for the sake of some why they are null. */
function refuseOthers(fetch: CompiledFetch, run: Run, refused: ReadonlySet<string>): void {
  for (const path of placesOf(fetch, run)) {
    for (const { key } of fetch.rootFields) {
      if (!refused.has(key)) run.addError(notAskedError(fetch.service, [...path, key]));
    }
  }
}

function placeError(
  fetch: CompiledFetch,
  run: Run,
  { error, data }: { error: GraphQLFormattedError; data: Json },
): void {
  const fields = fetch.rootFields;
  const own = Array.isArray(error.path) ? (error.path as ResponsePath) : [];
  const path = fetch.renamePath(own);
  const lost = path.slice(0, depthOfNull(data, own));
  const known = fields.some(({ key }) => key === path[0]);
  const inner: ResponsePath[] = known ? [path] : fields.map(({ key }) => [key]);
  for (const place of placesOf(fetch, run)) {
    for (const rest of inner) run.addError(ownError(error, [...place, ...rest]), [...place, ...lost]);
  }
}

function placesOf(fetch: CompiledFetch, run: Run): Iterable<ResponsePath> {
  return fetch.collect ? locate(fetch.path, run.data, run.parts.relations).values() : [[]];
}
