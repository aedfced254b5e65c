import type { CompiledNode } from '../compile/compiled-plan.ts';
import { assertNever } from '../invariant.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchPlain } from './fetch-plain.ts';
import type { OperationRun } from './operation-run.ts';

const NOTHING_TO_DO = Promise.resolve();

/** Executes a node of a compiled plan. Failures become errors of the run. */
export function executeNode(node: CompiledNode | undefined, run: OperationRun): Promise<void> {
  if (!node || run.stopped || run.context.signal.aborted) return NOTHING_TO_DO;
  switch (node.kind) {
    case 'fetch':
      return fetchPlain(node, run);
    case 'entity-fetch':
      return fetchEntities(node, run);
    case 'sequence':
      return executeSequence(node.nodes, run);
    case 'parallel':
      return executeParallel(node.nodes, run);
    default:
      return assertNever(node);
  }
}

async function executeSequence(nodes: readonly CompiledNode[], run: OperationRun): Promise<void> {
  for (const node of nodes) await executeNode(node, run);
}

async function executeParallel(nodes: readonly CompiledNode[], run: OperationRun): Promise<void> {
  await Promise.all(nodes.map((node) => executeNode(node, run)));
}
