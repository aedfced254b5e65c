import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import { SubgraphFailure } from '../../subgraph-clients/subgraph-client.ts';
import { locate } from '../compile/collect.ts';
import type { CompiledEntities, CompiledEntityFetch } from '../compile/compiled-plan.ts';
import { isDataObject } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath } from '../compile/data.ts';
import { Representations } from './representations.ts';
import type { Run } from './run.ts';
import { refusedField } from './refused-field.ts';
import { depthOfNull, failureError, notAskedError, ownError } from './subgraph-errors.ts';

/** Fetches entities by their representations and merges each into every object it stands for. */
export async function fetchEntities(fetch: CompiledEntityFetch, run: Run): Promise<void> {
  const batches = fetch.entities.map((entities) => prepareBatch(entities, run));
  if (batches.every((batch) => batch.targets.length === 0)) return;
  const representations = batches.map((batch) => `${batch.entities.variablePrefix}${batch.text}]`).join(',');
  let response: SubgraphResponse;
  try {
    response = await run.send(fetch, representations);
  } catch (error) {
    fail({ fetch, run, batches }, error);
    return;
  }
  if ((response.errors?.length ?? 0) > 0) placeErrors({ fetch, run, batches }, response);
  const unanswered = batches.flatMap((batch) => mergeBatch(batch, response));
  if (unanswered.length === 0) return;
  const failure = new SubgraphFailure('bad-response', 'An entity is missing, or is no object');
  fail({ fetch, run, batches }, failure, unanswered);
}

function prepareBatch(entities: CompiledEntities, run: Run): Representations {
  const batch = new Representations(entities);
  const found: DataObject[] = [];
  for (const { collect } of entities.paths) collect(run.data, found);
  for (const target of found) batch.add(target);
  return batch;
}

/** @returns the targets that the answer says nothing of, neither an object nor null, nor an error where there is no list */
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

/** Where every target of the batches stands, worked out only when there is an error to place. */
class Places {
  readonly #places = new Map<DataObject, ResponsePath>();

  constructor(run: Run, batches: readonly Representations[]) {
    for (const { path } of batches.flatMap((batch) => batch.entities.paths)) {
      for (const [target, place] of locate(path, run.data, run.parts.relations)) this.#places.set(target, place);
    }
  }

  of(target: DataObject): ResponsePath {
    return this.#places.get(target) ?? [];
  }
}

interface Asked {
  readonly fetch: CompiledEntityFetch;
  readonly run: Run;
  readonly batches: readonly Representations[];
}

function fail(
  { fetch, run, batches }: Asked,
  failure: unknown,
  targets: readonly DataObject[] = batches.flatMap((batch) => batch.targets),
): void {
  const places = new Places(run, batches);
  for (const target of new Set(targets)) run.addError(failureError(failure, fetch.service, places.of(target)));
}

function placeErrors({ fetch, run, batches }: Asked, { data, errors }: SubgraphResponse): void {
  const places = new Places(run, batches);
  const refused = new Set<Representations>();
  for (const error of errors ?? []) {
    const key = refusedField(fetch.query, error);
    const [alias, index, ...rest] = Array.isArray(error.path)
      ? (error.path as ResponsePath)
      : key === undefined
        ? []
        : [key];
    const batch = batches.find(({ entities }) => entities.alias === alias);
    if (batch && key !== undefined) refused.add(batch);
    if (batch && typeof index === 'number') {
      const lost = Math.max(0, depthOfNull(data as Json, error.path ?? []) - 2);
      batch.targets.forEach((target, position) => {
        if (batch.indices[position] !== index) return;
        const [place, inner] = [places.of(target), batch.entities.renamePath(rest)];
        run.addError(ownError(error, [...place, ...inner]), [...place, ...inner.slice(0, lost)]);
      });
    } else {
      const concerned = batch ? batch.targets : batches.flatMap(({ targets }) => targets);
      for (const target of concerned) run.addError(ownError(error, places.of(target)));
    }
  }
  if (refused.size === 0) return;
  const others = batches.filter((batch) => !refused.has(batch)).flatMap(({ targets }) => targets);
  for (const target of others) run.addError(notAskedError(fetch.service, places.of(target)));
}
