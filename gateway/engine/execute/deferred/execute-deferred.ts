import { GraphQLError } from 'graphql';
import type { CompiledDeferredUnit } from '../../compile/deferred/compile-deferred.ts';
import { isDataObject } from '../../compile/data.ts';
import type { DataObject, Json, ResponsePath, Variables } from '../../compile/data.ts';
import { ProjectionContext } from '../../compile/projection/projection-context.ts';
import type { DeferredObject, Project } from '../../compile/projection/projection-context.ts';
import type { OperationContext } from '../../operation-types.ts';
import { KNOWN_ENTITIES } from '../../plan/plan-nodes.ts';
import { abortedResult, untilAborted } from '../execute-operation.ts';
import { relocateErrors } from '../relocate-errors.ts';
import { executeNode } from '../execute-node.ts';
import { OperationRun } from '../operation-run.ts';
import type { EngineResources } from '../operation-run.ts';

/** An object of the response whose deferred fields are fetched. */
export interface DeferredTarget {
  readonly project: Project;
  readonly start: DataObject;
  readonly path: ResponsePath;
}

/** The deferred fields of one object. */
export interface DeferredResult {
  /** Null when a non-null field of the object is null. */
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
  /** The objects below it that have deferred parts of their own. */
  readonly deferred: readonly DeferredObject[];
}

/**
 * Fetches the deferred fields of several objects with one run of their plan.
 *
 * @returns a result for every target, in their order
 */
export async function executeDeferred(
  unit: CompiledDeferredUnit,
  targets: readonly DeferredTarget[],
  { resources, context, variables }: { resources: EngineResources; context: OperationContext; variables: Variables },
): Promise<readonly DeferredResult[]> {
  const run = new OperationRun(resources, context, variables);
  const { seed } = unit;
  if (seed) run.data[KNOWN_ENTITIES] = targets.map(({ start }) => seed(start));
  const finished = await untilAborted(executeNode(unit.plan.root, run), run);
  if (!finished) {
    const { errors = [] } = abortedResult(context.signal);
    return targets.map(({ path }) => ({
      data: null,
      errors: errors.map((error) => movedTo(path, error)),
      deferred: [],
    }));
  }
  return buildResults(unit, targets, run);
}

function buildResults(
  unit: CompiledDeferredUnit,
  targets: readonly DeferredTarget[],
  run: OperationRun,
): DeferredResult[] {
  const local = unit.introspect?.(run.context.variables ?? {});
  const errors = local ? [...run.errors, ...local.errors] : run.errors;
  const completed = targets.map((target, index) => {
    const startPath = [...(unit.seed ? [KNOWN_ENTITIES, index] : []), ...unit.steps.map(({ client }) => client)];
    const context = new ProjectionContext(run.variables, local?.data ?? {}, { errors, nulledPaths: run.nulledPaths });
    context.path.push(...startPath);
    const found = objectAt(unit.seed ? (run.data[KNOWN_ENTITIES] as readonly Json[])[index] : run.data, unit);
    const data = found ? target.project(found, context) : context.missing(unit.steps.at(-1)?.client ?? KNOWN_ENTITIES);
    return { data, deferred: context.deferred };
  });
  const placed = relocateErrors(errors, run.data, unit.selected);
  const byEntity = Map.groupBy(placed, ({ path }) => path?.[1]);
  return completed.map(({ data, deferred }, index) => {
    const { path } = targets[index] as DeferredTarget;
    // The plan holds entities in a list of its own; in the response they stand where earlier fetches found them.
    const around = path.slice(0, path.length - unit.steps.length);
    const absolute = (own: ResponsePath): ResponsePath => (unit.seed ? [...around, ...own.slice(2)] : own);
    const ownErrors = unit.seed ? (byEntity.get(index) ?? []) : placed;
    const told = ownErrors.map((error) => movedTo(absolute(error.path ?? []), error));
    return {
      data,
      // The error behind the null may belong to another object.
      errors: data === null && told.length === 0 ? [nothingAnswered(path)] : told,
      deferred: deferred.map((one) => ({ ...one, path: absolute(one.path) })),
    };
  });
}

function objectAt(start: Json, { steps }: CompiledDeferredUnit): DataObject | undefined {
  let value = start;
  for (const { planned } of steps) value = isDataObject(value) ? value[planned] : undefined;
  return isDataObject(value) ? value : undefined;
}

function movedTo(path: ResponsePath, { message, extensions, originalError }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { path, extensions, originalError });
}

function nothingAnswered(path: ResponsePath): GraphQLError {
  const extensions = { code: 'SUBGRAPH_BAD_RESPONSE' };
  return new GraphQLError('A subgraph returned no data for the fragment.', { path, extensions });
}
