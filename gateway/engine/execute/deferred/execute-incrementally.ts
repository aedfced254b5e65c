import type { ExecutionResult } from 'graphql';
import type { ExecutableOperation } from '../../compile/compile-operation.ts';
import type { Variables } from '../../compile/data.ts';
import type { DeferredObject } from '../../compile/projection/projection-context.ts';
import type { IncrementalResult } from '../../incremental-result.ts';
import type { OperationContext } from '../../operation-types.ts';
import { DeferredDelivery } from './deferred-delivery.ts';
import { abortedResult, buildResult, untilAborted } from '../execute-operation.ts';
import { executeNode } from '../execute-node.ts';
import { OperationRun } from '../operation-run.ts';
import type { EngineResources } from '../operation-run.ts';

/**
 * Executes a query or a mutation that may defer parts of its response.
 *
 * @param variables coerced
 * @returns the stream of results, or one result when nothing is deferred
 */
export async function executeIncrementally(
  operation: ExecutableOperation,
  context: OperationContext,
  variables: Variables,
  resources: EngineResources,
): Promise<AsyncIterableIterator<IncrementalResult> | ExecutionResult> {
  const run = new OperationRun(resources, context, variables);
  const finished = await untilAborted(executeNode(operation.plan.root, run), run);
  if (!finished) return abortedResult(context.signal);
  const objects: DeferredObject[] = [];
  const first = buildResult(operation, run, objects);
  if (!operation.deferred || objects.length === 0) return first;
  const delivery = new DeferredDelivery({ work: operation.deferred, resources, context, variables });
  return delivery.start(first, objects) ? delivery : first;
}
