import type {
  BatchFetchNode as RawBatchFetch,
  FetchNode as RawFetch,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode as RawNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { neverReached } from '../invariant.ts';
import type { FetchNode, PathStep, PlanNode, PlanPath, RequiredSelection, Rewrite, RewriteStep } from './plan-nodes.ts';

/**
 * Turns the planner's output into the engine's own nodes: paths joined, the two forms of entity fetches made one,
 * absent branches dropped.
 *
 * @returns nothing when the plan has nothing to do
 * @throws {Error} on a node the engine does not know, such as `Defer`
 */
export function normalisePlan(node: RawNode | null | undefined, path: PlanPath = []): PlanNode | undefined {
  if (!node) return undefined;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return group(node.kind === 'Sequence' ? 'sequence' : 'parallel', node.nodes, path);
    case 'Flatten':
      return normalisePlan(node.node, [...path, ...node.path.map(pathStep)]);
    case 'Fetch':
      return fetchNode(node, path);
    case 'BatchFetch':
      return batchFetch(node, path);
    case 'Condition': {
      const whenTrue = normalisePlan(node.ifClause, path);
      const whenFalse = normalisePlan(node.elseClause, path);
      if (!whenTrue && !whenFalse) return undefined;
      return { kind: 'condition', variable: node.condition, whenTrue, whenFalse };
    }
    case 'Subscription':
      return { kind: 'subscription', primary: plainFetch(node.primary, path, 'subscription') };
    case 'Defer':
      throw new Error('The planner answered a node of an unknown kind: Defer');
    default:
      return neverReached(node);
  }
}

function group(kind: 'sequence' | 'parallel', nodes: readonly RawNode[], path: PlanPath): PlanNode | undefined {
  const parts = nodes.map((node) => normalisePlan(node, path)).filter((node) => node !== undefined);
  return parts.length > 1 ? { kind, nodes: parts } : parts[0];
}

function fetchNode(node: RawFetch, path: PlanPath): PlanNode {
  if (!node.requires?.length) return plainFetch(node, path, node.operationKind ?? 'query');
  return {
    kind: 'entity-fetch',
    ...fetchBase(node, node.operationKind ?? 'query'),
    entities: [
      {
        alias: '_entities',
        variable: 'representations',
        paths: [path],
        requires: node.requires.map(requiredSelection),
        inputRewrites: rewrites(node.inputRewrites),
        outputRewrites: rewrites(node.outputRewrites),
      },
    ],
  };
}

function plainFetch(node: RawFetch, path: PlanPath, operationKind: FetchNode['operationKind']): FetchNode {
  const base = fetchBase(node, operationKind);
  return { kind: 'fetch', ...base, path, outputRewrites: rewrites(node.outputRewrites) };
}

function batchFetch(node: RawBatchFetch, path: PlanPath): PlanNode {
  return {
    kind: 'entity-fetch',
    ...fetchBase(node, node.operationKind ?? 'query'),
    entities: node.entityBatch.aliases.map((alias) => ({
      alias: alias.alias,
      variable: alias.representationsVariableName,
      paths: alias.paths.map((steps) => [...path, ...steps.map(pathStep)]),
      requires: alias.requires.map(requiredSelection),
      inputRewrites: rewrites(alias.inputRewrites),
      outputRewrites: rewrites(alias.outputRewrites),
    })),
  };
}

function fetchBase(node: RawFetch | RawBatchFetch, operationKind: FetchNode['operationKind']) {
  return {
    service: node.serviceName,
    operation: node.operation,
    operationKind,
    variables: node.variableUsages ?? [],
  };
}

function pathStep(segment: FlattenNodePathSegment): PathStep {
  if (segment === '@') return { kind: 'items' };
  if ('Field' in segment) return { kind: 'field', name: segment.Field };
  return { kind: 'types', names: segment.TypeCondition };
}

function requiredSelection(selection: RequiresSelection): RequiredSelection {
  switch (selection.kind) {
    case 'Field': {
      const selections = (selection.selections ?? []).map(requiredSelection);
      return { kind: 'field', name: selection.name, as: selection.alias ?? selection.name, selections };
    }
    case 'InlineFragment':
      return {
        kind: 'fragment',
        typeCondition: selection.typeCondition,
        selections: selection.selections.map(requiredSelection),
        skipIf: selection.skipIf,
        includeIf: selection.includeIf,
      };
    case 'FragmentSpread':
      throw new Error('The planner answered a fragment spread where it writes inline fragments only');
    default:
      return neverReached(selection);
  }
}

function rewrites(raw: readonly FetchRewrite[] | undefined): Rewrite[] {
  return (raw ?? []).map((rewrite) => {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return { kind: 'rename-key', path: path.map(rewriteStep), name: renameKeyTo };
    }
    const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    return { kind: 'set-value', path: setter.path.map(rewriteStep), value: setter.setValueTo };
  });
}

function rewriteStep(segment: FetchNodePathSegment): RewriteStep {
  return 'Key' in segment ? { kind: 'key', name: segment.Key } : { kind: 'types', names: segment.TypenameEquals };
}
