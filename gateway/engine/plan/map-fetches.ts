import { neverReached } from '../invariant.ts';
import type { EntityFetchNode, FetchNode, PlanNode } from './plan-nodes.ts';

/** The same plan with every fetch replaced, a subscription's primary one excepted. */
export function mapFetches(
  node: PlanNode,
  replace: (fetch: FetchNode | EntityFetchNode) => FetchNode | EntityFetchNode,
): PlanNode {
  switch (node.kind) {
    case 'fetch':
    case 'entity-fetch':
      return replace(node);
    case 'sequence':
    case 'parallel':
      return { ...node, nodes: node.nodes.map((part) => mapFetches(part, replace)) };
    case 'condition': {
      const { whenTrue, whenFalse } = node;
      return {
        ...node,
        whenTrue: whenTrue && mapFetches(whenTrue, replace),
        whenFalse: whenFalse && mapFetches(whenFalse, replace),
      };
    }
    case 'subscription':
      return node;
    default:
      return neverReached(node);
  }
}
