import type { DeferredPlan, QueryPlanStep } from '../query-plan.ts';
import type { PlanPath } from '../plan/plan-nodes.ts';
import type { DeferredWork } from './deferred/compile-deferred.ts';
import type { CompiledEntityFetch, CompiledFetch, CompiledNode, CompiledPlan } from './compiled-plan.ts';

/**
 * Describes the plan of an operation for people to read.
 *
 * @returns undefined when no subgraph is asked
 */
export function explainPlan(operation: {
  readonly plan: CompiledPlan;
  readonly deferred: DeferredWork | undefined;
}): QueryPlanStep | undefined {
  const first = explainSteps(operation.plan);
  if (!operation.deferred) return first;
  const units = new Set(operation.deferred.projections.map(({ unit }) => unit));
  const deferred = [...units].map(({ plan, usages }): DeferredPlan => {
    return { labels: usages.flatMap(({ usage }) => usage.label ?? []), step: explainSteps(plan) };
  });
  return { kind: 'defer', first, deferred };
}

function explainSteps({ primary, root }: CompiledPlan): QueryPlanStep | undefined {
  const rest = root && explainNode(root);
  return primary ? { kind: 'subscription', primary: explainFetch(primary), eachEvent: rest } : rest;
}

function explainNode(node: CompiledNode): QueryPlanStep {
  switch (node.kind) {
    case 'fetch':
    case 'entity-fetch':
      return explainFetch(node);
    case 'sequence':
    case 'parallel':
      return { kind: node.kind, steps: node.nodes.map(explainNode) };
    default:
      return node satisfies never;
  }
}

function explainFetch(fetch: CompiledFetch | CompiledEntityFetch): QueryPlanStep {
  const { kind, subgraph, query, variables } = fetch;
  const paths =
    fetch.kind === 'fetch'
      ? [fetch.path]
      : fetch.entities.flatMap((entities) => entities.paths.map(({ path }) => path));
  return { kind, subgraph, operation: query, variables, paths: paths.map(pathText) };
}

/**
 * Prints a path such as `orders.@.[Plan].price`: `@` is every item of a list, a name in brackets is a type condition.
 */
function pathText(path: PlanPath): string {
  const texts = path.map((step) => {
    switch (step.kind) {
      case 'field':
        return step.name;
      case 'items':
        return '@';
      case 'type':
        return `[${step.name}]`;
      default:
        return step satisfies never;
    }
  });
  return texts.join('.');
}
