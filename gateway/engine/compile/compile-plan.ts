import { isNonNullType, Kind, parse } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { neverReached } from '../invariant.ts';
import type { EntityFetchNode, EntitySelection, FetchNode, PlanNode, Rewrite } from '../plan/plan-nodes.ts';
import { listRootFields } from '../plan/root-fields.ts';
import { compileCollect } from './collect.ts';
import type {
  CompiledEntities,
  CompiledEntityFetch,
  CompiledFetch,
  CompiledNode,
  CompiledPlan,
  RewriteData,
} from './compiled-plan.ts';
import { compileMerge } from './merge.ts';
import { compileRepresent } from './represent.ts';
import { compileSameEntity } from './same-entity.ts';
import { applyRewrites, renamePath } from './rewrite.ts';
import type { TypeRelations } from './type-relations.ts';

interface PlanCompilation {
  readonly relations: TypeRelations;
  readonly rootType: GraphQLObjectType;
}

/**
 * Compiles a plan to nodes that run without looking at a document again.
 *
 * @throws {Error} when the plan holds what the engine does not know
 */
export function compilePlan(root: PlanNode | undefined, compilation: PlanCompilation): CompiledPlan {
  if (!root) return { primary: undefined, root: undefined };
  const [first, ...rest] = root.kind === 'sequence' ? root.nodes : [root];
  if (first?.kind !== 'subscription') return { primary: undefined, root: compileNode(root, compilation) };
  return {
    primary: compileFetch(first.primary, compilation),
    root: rest.length === 0 ? undefined : compileNode({ kind: 'sequence', nodes: rest }, compilation),
  };
}

function compileNode(node: PlanNode, compilation: PlanCompilation): CompiledNode {
  switch (node.kind) {
    case 'fetch':
      return compileFetch(node, compilation);
    case 'entity-fetch':
      return compileEntityFetch(node, compilation);
    case 'sequence':
    case 'parallel':
      return { kind: node.kind, nodes: node.nodes.map((part) => compileNode(part, compilation)) };
    case 'condition':
      return {
        kind: 'condition',
        variable: node.variable,
        whenTrue: node.whenTrue && compileNode(node.whenTrue, compilation),
        whenFalse: node.whenFalse && compileNode(node.whenFalse, compilation),
      };
    case 'subscription':
      throw new Error('The plan holds a subscription that is not its first node');
    default:
      return neverReached(node);
  }
}

interface FetchDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

function readDocument(text: string): FetchDocument {
  let operation: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  const document = parse(text, { noLocation: true });
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  if (!operation) throw new Error('The plan holds a fetch without an operation');
  return { document, operation, fragments };
}

function compileRequest(node: FetchNode | EntityFetchNode) {
  return {
    service: node.service,
    query: node.operation,
    bodyPrefix: `{"query":${JSON.stringify(node.operation)},"variables":`,
    operationKind: node.operationKind,
    variables: node.variables,
  };
}

function compileFetch(node: FetchNode, { relations, rootType }: PlanCompilation): CompiledFetch {
  const { document, operation, fragments } = readDocument(node.operation);
  const definitions = rootType.getFields();
  return {
    kind: 'fetch',
    ...compileRequest(node),
    path: node.path,
    collect: node.path.length === 0 ? undefined : compileCollect(node.path, relations),
    merge: compileMerge(operation.selectionSet, fragments, node.outputRewrites, relations.abstractNames),
    rewrite: compileRewrite(node.outputRewrites, relations),
    renamePath: (path) => renamePath(path, node.outputRewrites),
    rootFields: listRootFields(document).map((field) => ({
      key: (field.alias ?? field.name).value,
      nonNull: isNonNullType(definitions[field.name.value]?.type),
    })),
  };
}

function compileEntityFetch(node: EntityFetchNode, { relations }: PlanCompilation): CompiledEntityFetch {
  const document = readDocument(node.operation);
  return {
    kind: 'entity-fetch',
    ...compileRequest(node),
    entities: node.entities.map((entities) => compileEntities(entities, document, relations)),
  };
}

function compileEntities(entities: EntitySelection, document: FetchDocument, relations: TypeRelations) {
  const set = entitiesSelection(document.operation, entities.alias);
  // Renames of an entity fetch start at the response, so the steps to the entity itself fall away.
  const renames = entities.outputRewrites.map((rewrite) => belowEntities(rewrite, entities.alias));
  const compiled: CompiledEntities = {
    alias: entities.alias,
    variablePrefix: `${JSON.stringify(entities.variable)}:[`,
    paths: entities.paths.map((path) => ({ path, collect: compileCollect(path, relations) })),
    represent: compileRepresent(entities, relations),
    sameEntity: compileSameEntity(entities.requires),
    merge: compileMerge(set, document.fragments, renames, relations.abstractNames),
    rewrite: compileRewrite(renames, relations),
    renamePath: (path) => renamePath(path, renames),
  };
  return compiled;
}

function entitiesSelection(operation: OperationDefinitionNode, alias: string): SelectionSetNode {
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD || (selection.alias ?? selection.name).value !== alias) continue;
    if (selection.selectionSet) return selection.selectionSet;
  }
  throw new Error(`The plan holds an entity fetch without the field "${alias}"`);
}

function belowEntities(rewrite: Rewrite, alias: string): Rewrite {
  const [first] = rewrite.path;
  const named = first?.kind === 'key' && (first.name === alias || first.name === '_entities');
  return named ? { ...rewrite, path: rewrite.path.slice(1) } : rewrite;
}

/** Rewrites change a copy: the answer may be shared with other requests. */
function compileRewrite(rewrites: readonly Rewrite[], relations: TypeRelations): RewriteData | undefined {
  if (rewrites.length === 0) return undefined;
  return (data) => {
    const copy = structuredClone(data);
    applyRewrites(copy, rewrites, relations);
    return copy;
  };
}
