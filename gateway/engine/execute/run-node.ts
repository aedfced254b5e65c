import type { CompiledNode } from '../compile/compiled-plan.ts';
import { neverReached } from '../invariant.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchPlain } from './fetch-plain.ts';
import type { Run } from './run.ts';

const NOTHING_TO_DO = Promise.resolve();

/** Runs a node of a compiled plan; what goes wrong on the way becomes errors of the run. */
export function runNode(node: CompiledNode | undefined, run: Run): Promise<void> {
  if (!node || run.stopped || run.context.signal.aborted) return NOTHING_TO_DO;
  switch (node.kind) {
    case 'fetch':
      return fetchPlain(node, run);
    case 'entity-fetch':
      return fetchEntities(node, run);
    case 'sequence':
      return runInTurn(node.nodes, run);
    case 'parallel':
      return runTogether(node.nodes, run);
    default:
      return neverReached(node);
  }
}

async function runInTurn(nodes: readonly CompiledNode[], run: Run): Promise<void> {
  for (const node of nodes) await runNode(node, run);
}

async function runTogether(nodes: readonly CompiledNode[], run: Run): Promise<void> {
  await Promise.all(nodes.map((node) => runNode(node, run)));
}
