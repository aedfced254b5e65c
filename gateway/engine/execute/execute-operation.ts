import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { ExecutableOperation } from '../compile/compile-operation.ts';
import type { Variables } from '../compile/data.ts';
import { ProjectionContext } from '../compile/projection/projection-context.ts';
import type { DeferredObject } from '../compile/projection/projection-context.ts';
import type { OperationContext } from '../operation-types.ts';
import { relocateErrors } from './relocate-errors.ts';
import { executeNode } from './execute-node.ts';
import { OperationRun } from './operation-run.ts';
import type { EngineResources } from './operation-run.ts';

/**
 * Executes a query or a mutation. Failures of the request or of a subgraph become errors in the result.
 *
 * @param variables coerced
 */
export async function executeOperation(
  operation: ExecutableOperation,
  context: OperationContext,
  variables: Variables,
  resources: EngineResources,
): Promise<ExecutionResult> {
  const run = new OperationRun(resources, context, variables);
  const finished = await untilAborted(executeNode(operation.plan.root, run), run);
  return finished ? buildResult(operation, run) : abortedResult(context.signal);
}

/**
 * Waits for the work of a run, or for the end of the request, whichever comes first.
 *
 * @returns false when the request ended first; its requests to subgraphs are then cancelled
 */
export function untilAborted(work: Promise<void>, run: OperationRun): Promise<boolean> {
  const { signal } = run.context;
  if (signal.aborted) {
    run.cancelRequests();
    return work.then(() => false);
  }
  return new Promise<boolean>((resolve, reject) => {
    const onAbort = (): void => {
      run.cancelRequests();
      resolve(false);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      () => {
        signal.removeEventListener('abort', onAbort);
        return resolve(true);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/**
 * Builds the result of a run whose fetches are complete.
 *
 * @param deferred collects the objects that have deferred parts
 */
export function buildResult(
  operation: ExecutableOperation,
  run: OperationRun,
  deferred?: DeferredObject[],
): ExecutionResult {
  for (const { key, name } of operation.unreachable) {
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    run.addError(new GraphQLError(`No subgraph can answer the field "${name}".`, { path: [key], extensions }));
  }
  const local = operation.introspect?.(run.context.variables ?? {});
  const errors = local ? [...run.errors, ...local.errors] : run.errors;
  const context = new ProjectionContext(run.variables, local?.data ?? {}, { errors, nulledPaths: run.nulledPaths });
  const data = operation.project(run.data, context);
  deferred?.push(...context.deferred);
  if (errors.length === 0) return { data };
  const placed = relocateErrors(errors, run.data, operation.selected);
  return placed.length > 0 ? { errors: placed, data } : { data };
}

/** The result for a request that ended before its execution. */
export function abortedResult(signal: AbortSignal): ExecutionResult {
  const reason: unknown = signal.reason;
  const late = reason instanceof Error && reason.name === 'TimeoutError';
  const message = late ? 'The request took too long.' : 'The request was cancelled.';
  return { errors: [new GraphQLError(message, { extensions: { code: late ? 'TIMEOUT' : 'CANCELLED' } })] };
}

/** An error of the engine itself. The cause is for the log. */
export function internalError(cause: unknown): GraphQLError {
  const originalError = cause instanceof Error ? cause : undefined;
  return new GraphQLError('Internal server error.', { extensions: { code: 'INTERNAL_SERVER_ERROR' }, originalError });
}
