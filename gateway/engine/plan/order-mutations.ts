import { neverReached } from '../invariant.ts';
import type { FetchNode, PlanNode, PlanPath } from './plan-nodes.ts';

/**
 * Orders a mutation's plan so that every root field is complete, the entities of its payload included, before the next
 * one starts. The planner puts a mutation beside the fetches that complete the one before.
 *
 * @param rootKeys the response keys of a mutation fetch's root fields
 * @see https://spec.graphql.org/October2021/#sec-Mutation
 */
export function orderMutations(plan: PlanNode, rootKeys: (fetch: FetchNode) => readonly string[]): PlanNode {
  const mutations = listMutations(plan);
  if (mutations.length < 2) return plan;
  const turnOfKey = new Map<string, number>();
  mutations.forEach((fetch, turn) => rootKeys(fetch).forEach((key) => turnOfKey.set(key, turn)));
  const nodes: PlanNode[] = [];
  mutations.forEach((fetch, turn) => {
    nodes.push(fetch);
    const completing = keepTurn(plan, (path) => turnOfKey.get(rootKeyOf(path)) ?? 0, turn);
    if (completing) nodes.push(completing);
  });
  return { kind: 'sequence', nodes };
}

function listMutations(node: PlanNode | undefined): FetchNode[] {
  if (!node) return [];
  switch (node.kind) {
    case 'fetch':
      return node.operationKind === 'mutation' ? [node] : [];
    case 'sequence':
    case 'parallel':
      return node.nodes.flatMap(listMutations);
    case 'condition':
      return [...listMutations(node.whenTrue), ...listMutations(node.whenFalse)];
    case 'entity-fetch':
    case 'subscription':
      return [];
    default:
      return neverReached(node);
  }
}

/** The part of a plan that belongs to one turn; a batch that completes several root fields belongs to the last of them. */
function keepTurn(node: PlanNode | undefined, turnOf: (path: PlanPath) => number, turn: number): PlanNode | undefined {
  if (!node) return undefined;
  switch (node.kind) {
    case 'fetch':
      return node.operationKind !== 'mutation' && turnOf(node.path) === turn ? node : undefined;
    case 'entity-fetch': {
      const turns = node.entities.flatMap((entity) => entity.paths.map(turnOf));
      return Math.max(...turns) === turn ? node : undefined;
    }
    case 'sequence':
    case 'parallel': {
      const nodes = node.nodes.map((part) => keepTurn(part, turnOf, turn)).filter((part) => part !== undefined);
      return nodes.length > 1 ? { kind: node.kind, nodes } : nodes[0];
    }
    case 'condition': {
      const whenTrue = keepTurn(node.whenTrue, turnOf, turn);
      const whenFalse = keepTurn(node.whenFalse, turnOf, turn);
      return whenTrue || whenFalse ? { ...node, whenTrue, whenFalse } : undefined;
    }
    case 'subscription':
      return node;
    default:
      return neverReached(node);
  }
}

function rootKeyOf(path: PlanPath): string {
  const first = path.find((step) => step.kind === 'field');
  return first?.name ?? '';
}
