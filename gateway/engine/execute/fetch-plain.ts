import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import { locate } from '../compile/collect.ts';
import type { CompiledFetch, RootField } from '../compile/compiled-plan.ts';
import { isDataObject } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import type { Condition } from '../compile/response-fields.ts';
import type { Run } from './run.ts';
import { failureError, ownError } from './subgraph-errors.ts';

/** Sends a plain operation and merges its data at its path, the root in most plans. */
export async function fetchPlain(fetch: CompiledFetch, run: Run): Promise<void> {
  const targets = targetsOf(fetch, run);
  if (targets.length === 0 || askedFields(fetch, run).length === 0) return;
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

/** The root fields that the request's variables leave in the operation. */
function askedFields(fetch: CompiledFetch, run: Run): readonly RootField[] {
  const holds = ({ variable, expected }: Condition): boolean => (run.variables[variable] === true) === expected;
  return fetch.rootFields.filter(({ guard }) => guard.every(holds));
}

/** The data is null once a mutation's non-null field is: what the client asked to run after it is not run. */
function stopAfterLoss(fetch: CompiledFetch, run: Run): void {
  if (fetch.operationKind !== 'mutation') return;
  const lost = ({ key, nonNull }: RootField): boolean => nonNull && (run.data[key] ?? null) === null;
  if (askedFields(fetch, run).some(lost)) run.stopped = true;
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
  for (const error of errors) placeError(fetch, run, error);
  const raw = response.data as Json;
  const data = fetch.rewrite ? fetch.rewrite(raw) : raw;
  if (isDataObject(data)) {
    for (const target of targets) fetch.merge(target, data);
  } else if (errors.length === 0) {
    failAll(fetch, run, new SubgraphFailure('bad-response', 'Neither data nor errors'));
  }
}

/** One error for every place where the fetch's data is missing. */
export function failAll(fetch: CompiledFetch, run: Run, failure: unknown): void {
  for (const path of placesOf(fetch, run)) {
    for (const { key } of askedFields(fetch, run)) run.addError(failureError(failure, fetch.service, [...path, key]));
  }
}

function placeError(fetch: CompiledFetch, run: Run, error: GraphQLFormattedError): void {
  const fields = askedFields(fetch, run);
  const known = Array.isArray(error.path) && fields.some(({ key }) => key === error.path?.[0]);
  const inner: ResponsePath[] = known ? [error.path ?? []] : fields.map(({ key }) => [key]);
  for (const path of placesOf(fetch, run)) {
    for (const rest of inner) run.addError(ownError(error, [...path, ...rest]));
  }
}

function placesOf(fetch: CompiledFetch, run: Run): Iterable<ResponsePath> {
  return fetch.collect ? locate(fetch.path, run.data, run.parts.relations).values() : [[]];
}
