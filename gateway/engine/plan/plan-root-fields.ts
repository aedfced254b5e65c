import { Kind } from 'graphql';
import type { SelectionNode } from 'graphql';
import type { PlanNode } from './plan-nodes.ts';

export interface OperationPlan {
  /** Undefined when no subgraph has to be asked. */
  readonly root: PlanNode | undefined;
  /** The root selections that no subgraph can answer. */
  readonly unreachable: readonly SelectionNode[];
}

/** Plans some root selections of an operation; answers undefined when one of them cannot be reached. */
export type TryPlan = (selections: readonly SelectionNode[]) => Promise<PlanNode | undefined>;

/** Plans the root selections that can be reached, of an operation that cannot be planned as a whole. */
export async function planReachable(selections: readonly SelectionNode[], tryPlan: TryPlan): Promise<OperationPlan> {
  const unreachable: SelectionNode[] = [];
  const reachable: SelectionNode[] = [];
  for (const selection of selections) {
    const alone = selections.length > 1 ? await tryPlan([selection]) : undefined;
    (alone ? reachable : unreachable).push(selection);
  }
  const rest = reachable.length > 0 ? await tryPlan(reachable) : undefined;
  if (!rest) return { root: undefined, unreachable: selections };
  return { root: rest, unreachable };
}

/**
 * Plans each field of a mutation separately, so that a field is complete, with the entities of its payload, before the
 * next one starts. One plan for all fields would complete the payloads only after the last field has run.
 *
 * @see https://spec.graphql.org/October2021/#sec-Mutation
 */
export async function planSerially(selections: readonly SelectionNode[], tryPlan: TryPlan): Promise<OperationPlan> {
  const nodes: PlanNode[] = [];
  const unreachable: SelectionNode[] = [];
  for (const field of groupByResponseName(selections)) {
    const root = await tryPlan(field);
    if (root) nodes.push(root);
    else unreachable.push(...field);
  }
  return { root: nodes.length > 1 ? { kind: 'sequence', nodes } : nodes[0], unreachable };
}

/** Groups selections by their response name: those with the same one are one field. */
function groupByResponseName(selections: readonly SelectionNode[]): readonly SelectionNode[][] {
  const groups = new Map<string, SelectionNode[]>();
  for (const selection of selections) {
    const key = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '';
    groups.set(key, [...(groups.get(key) ?? []), selection]);
  }
  return [...groups.values()];
}
