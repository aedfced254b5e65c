import type { CompiledNode } from '../compile/compiled-plan.ts';
import { fetchEntities } from './fetch-entities.ts';
import { fetchPlain } from './fetch-plain.ts';
import type { Run } from './run.ts';

/** Runs a node of a compiled plan; what goes wrong on the way becomes errors of the run. */
export async function runNode(node: CompiledNode | undefined, run: Run): Promise<void> {
  if (!node || run.stopped || run.context.signal.aborted) return;
  switch (node.kind) {
    case 'fetch':
      return await fetchPlain(node, run);
    case 'entity-fetch':
      return await fetchEntities(node, run);
    case 'sequence':
      for (const part of node.nodes) await runNode(part, run);
      return;
    case 'parallel':
      await Promise.all(node.nodes.map((part) => runNode(part, run)));
      return;
    case 'condition':
      return await runNode(run.variables[node.variable] === true ? node.whenTrue : node.whenFalse, run);
  }
}
