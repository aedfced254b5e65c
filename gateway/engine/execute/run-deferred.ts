import { GraphQLError } from 'graphql';
import type { CompiledDeferred } from '../compile/compile-deferred.ts';
import { isDataObject } from '../compile/data.ts';
import type { DataObject, Json, ResponsePath, Variables } from '../compile/data.ts';
import { ProjectionContext } from '../compile/projection-context.ts';
import type { DeferredObject, Project } from '../compile/projection-context.ts';
import type { OperationContext } from '../engine-interface.ts';
import { KNOWN_ENTITIES } from '../plan/plan-nodes.ts';
import { abortedResult, untilAborted } from './execute-operation.ts';
import { placeErrors } from './place-errors.ts';
import { runNode } from './run-node.ts';
import { Run } from './run.ts';
import type { EngineParts } from './run.ts';

/** An object of the response whose deferred part is fetched. */
export interface DeferredTarget {
  readonly project: Project;
  readonly start: DataObject;
  readonly path: ResponsePath;
}

/** The deferred part of one object. */
export interface DeferredResult {
  /** Null when a non-null field of the object is. */
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
  /** Objects within it that have deferred parts of their own. */
  readonly deferred: readonly DeferredObject[];
}

/**
 * Fetches the deferred parts of objects with one run of their plan.
 *
 * @returns a result for every target, in their order
 */
export async function runDeferred(
  unit: CompiledDeferred,
  targets: readonly DeferredTarget[],
  { parts, context, variables }: { parts: EngineParts; context: OperationContext; variables: Variables },
): Promise<readonly DeferredResult[]> {
  const run = new Run(parts, context, variables);
  const { seed } = unit;
  if (seed) run.data[KNOWN_ENTITIES] = targets.map(({ start }) => seed(start));
  const finished = await untilAborted(runNode(unit.plan.root, run), run);
  if (!finished) {
    const { errors = [] } = abortedResult(context.signal);
    return targets.map(({ path }) => ({
      data: null,
      errors: errors.map((error) => movedTo(path, error)),
      deferred: [],
    }));
  }
  return complete(unit, targets, run);
}

function complete(unit: CompiledDeferred, targets: readonly DeferredTarget[], run: Run): DeferredResult[] {
  const local = unit.introspect?.(run.context.variables ?? {});
  const errors = local ? [...run.errors, ...local.errors] : run.errors;
  const completed = targets.map((target, index) => {
    const way = [...(unit.seed ? [KNOWN_ENTITIES, index] : []), ...unit.steps.map(({ client }) => client)];
    const context = new ProjectionContext(run.variables, local?.data ?? {}, { errors, lost: run.lost });
    context.path.push(...way);
    const found = objectAt(unit.seed ? (run.data[KNOWN_ENTITIES] as readonly Json[])[index] : run.data, unit);
    const data = found ? target.project(found, context) : context.missing(unit.steps.at(-1)?.client ?? KNOWN_ENTITIES);
    return { data, deferred: context.deferred };
  });
  const placed = placeErrors(errors, run.data, unit.selected);
  const byEntity = Map.groupBy(placed, ({ path }) => path?.[1]);
  return completed.map(({ data, deferred }, index) => {
    const { path } = targets[index] as DeferredTarget;
    // In the run, an entity stands in a list of its own; in the response it stands where it was found.
    const around = path.slice(0, path.length - unit.steps.length);
    const absolute = (place: ResponsePath): ResponsePath => (unit.seed ? [...around, ...place.slice(2)] : place);
    const own = unit.seed ? (byEntity.get(index) ?? []) : placed;
    const told = own.map((error) => movedTo(absolute(error.path ?? []), error));
    return {
      data,
      // The error behind the null may have its place at another object.
      errors: data === null && told.length === 0 ? [nothingAnswered(path)] : told,
      deferred: deferred.map((one) => ({ ...one, path: absolute(one.path) })),
    };
  });
}

function objectAt(start: Json, { steps }: CompiledDeferred): DataObject | undefined {
  let value = start;
  for (const { planned } of steps) value = isDataObject(value) ? value[planned] : undefined;
  return isDataObject(value) ? value : undefined;
}

function movedTo(path: ResponsePath, { message, extensions, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { path, extensions, originalError });
}

function nothingAnswered(path: ResponsePath): GraphQLError {
  const extensions = { code: 'SUBGRAPH_BAD_RESPONSE' };
  return new GraphQLError('A subgraph answered nothing for the fragment.', { path, extensions });
}
