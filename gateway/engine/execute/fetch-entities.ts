import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import { pathsOfObjects } from '../compile/fetches/collect.ts';
import type { CompiledEntities, CompiledEntityFetch } from '../compile/compiled-plan.ts';
import { isDataObject } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import { Representations } from './representations.ts';
import type { OperationRun } from './operation-run.ts';
import { refusedRootField } from './refused-root-field.ts';
import { depthOfNull, fetchError, notAskedError, subgraphError } from './subgraph-errors.ts';

/** Fetches entities by their representations and merges each into every object that it stands for. */
export async function fetchEntities(fetch: CompiledEntityFetch, run: OperationRun): Promise<void> {
  const batches = fetch.entities.map((entities) => prepareBatch(entities, run));
  if (batches.every((batch) => batch.targets.length === 0)) return;
  const representations = batches.map((batch) => `${batch.entities.variablePrefix}${batch.text}]`).join(',');
  let response: SubgraphResponse;
  try {
    response = await run.send(fetch, representations);
  } catch (error) {
    addFetchErrors({ fetch, run, batches }, error);
    return;
  }
  if ((response.errors?.length ?? 0) > 0) addSubgraphErrors({ fetch, run, batches }, response);
  const unanswered = batches.flatMap((batch) => mergeBatch(batch, response));
  if (unanswered.length === 0) return;
  const failure = new SubgraphFailure('bad-response', 'An entity is missing or is not an object');
  addFetchErrors({ fetch, run, batches }, failure, unanswered);
}

function prepareBatch(entities: CompiledEntities, run: OperationRun): Representations {
  const batch = new Representations(entities);
  const found: DataObject[] = [];
  for (const { collect } of entities.paths) collect(run.data, found);
  for (const target of found) batch.add(target);
  return batch;
}

/** @returns the targets that the response says nothing about: no entity, no null, and no error instead of the list */
function mergeBatch(
  { entities, targets, indices }: Representations,
  response: SubgraphResponse,
): readonly DataObject[] {
  const raw: Json = (response.data as DataObject | null | undefined)?.[entities.alias];
  const list = entities.rename ? entities.rename(raw) : raw;
  if (!Array.isArray(list)) return (response.errors?.length ?? 0) > 0 ? [] : targets;
  const unanswered: DataObject[] = [];
  targets.forEach((target, position) => {
    const entity = list[indices[position] ?? -1] as Json;
    if (isDataObject(entity)) entities.merge(target, entity);
    else if (entity !== null) unanswered.push(target);
  });
  return unanswered;
}

/** The response paths of all targets, found only when there is an error to report. */
class TargetPaths {
  readonly #paths = new Map<DataObject, ResponsePath>();

  constructor(run: OperationRun, batches: readonly Representations[]) {
    for (const { path } of batches.flatMap((batch) => batch.entities.paths)) {
      for (const [target, targetPath] of pathsOfObjects(path, run.data, run.resources.relations))
        this.#paths.set(target, targetPath);
    }
  }

  of(target: DataObject): ResponsePath {
    return this.#paths.get(target) ?? [];
  }
}

interface Asked {
  readonly fetch: CompiledEntityFetch;
  readonly run: OperationRun;
  readonly batches: readonly Representations[];
}

function addFetchErrors(
  { fetch, run, batches }: Asked,
  failure: unknown,
  targets: readonly DataObject[] = batches.flatMap((batch) => batch.targets),
): void {
  const targetPaths = new TargetPaths(run, batches);
  for (const target of new Set(targets)) run.addError(fetchError(failure, fetch.subgraph, targetPaths.of(target)));
}

function addSubgraphErrors({ fetch, run, batches }: Asked, { data, errors }: SubgraphResponse): void {
  const targetPaths = new TargetPaths(run, batches);
  const refused = new Set<Representations>();
  for (const error of errors ?? []) {
    const key = refusedRootField(fetch.query, error);
    const [alias, index, ...rest] = Array.isArray(error.path)
      ? (error.path as ResponsePath)
      : key === undefined
        ? []
        : [key];
    const batch = batches.find(({ entities }) => entities.alias === alias);
    if (batch && key !== undefined) refused.add(batch);
    if (batch && typeof index === 'number') {
      const nulledDepth = Math.max(0, depthOfNull(data as Json, error.path ?? []) - 2);
      batch.targets.forEach((target, position) => {
        if (batch.indices[position] !== index) return;
        const [targetPath, inner] = [targetPaths.of(target), batch.entities.renamePath(rest)];
        run.addError(subgraphError(error, [...targetPath, ...inner]), [...targetPath, ...inner.slice(0, nulledDepth)]);
      });
    } else {
      const concerned = batch ? batch.targets : batches.flatMap(({ targets }) => targets);
      for (const target of concerned) run.addError(subgraphError(error, targetPaths.of(target)));
    }
  }
  if (refused.size === 0) return;
  const others = batches.filter((batch) => !refused.has(batch)).flatMap(({ targets }) => targets);
  for (const target of others) run.addError(notAskedError(fetch.subgraph, targetPaths.of(target)));
}
