import { Kind } from 'graphql';
import type { SelectionNode } from 'graphql';
import type { PlanNode } from './plan-nodes.ts';

export interface OperationPlan {
  /** Nothing when no subgraph has to be asked. */
  readonly root: PlanNode | undefined;
  /** Root selections that no subgraph can answer. */
  readonly unreachable: readonly SelectionNode[];
}

/** Plans some of an operation's root selections; answers nothing when that is not possible. */
export type TryPlan = (selections: readonly SelectionNode[]) => Promise<PlanNode | undefined>;

/** What is left of an operation that cannot be planned as a whole. */
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
 * Plans every field of a mutation for itself, so that each is complete, the entities of its payload included, before the
 * next one starts. A plan of all of them would complete the payloads when the last field has run.
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

/** The selections of one response key are one field, wherever they stand. */
function groupByResponseName(selections: readonly SelectionNode[]): readonly SelectionNode[][] {
  const groups = new Map<string, SelectionNode[]>();
  for (const selection of selections) {
    const key = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '';
    groups.set(key, [...(groups.get(key) ?? []), selection]);
  }
  return [...groups.values()];
}
