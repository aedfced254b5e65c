import { isNonNullType, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLObjectType, SelectionSetNode } from 'graphql';
import { neverReached } from '../invariant.ts';
import type { EntityFetchNode, EntitySelection, FetchNode, PlanNode, Rename } from '../plan/plan-nodes.ts';
import { compileCollect } from './collect.ts';
import type {
  CompiledEntities,
  CompiledEntityFetch,
  CompiledFetch,
  CompiledNode,
  CompiledPlan,
  RenameData,
} from './compiled-plan.ts';
import { compileMerge } from './merge.ts';
import { compileRepresent } from './represent.ts';
import { listRootFields } from './root-fields.ts';
import { compileSameEntity } from './same-entity.ts';
import { applyRenames, renamePath } from './rename.ts';
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
    case 'subscription':
      throw new Error('The plan holds a subscription that is not its first node');
    default:
      return neverReached(node);
  }
}

function readFetch({ operation: text }: FetchNode | EntityFetchNode): DocumentNode {
  return parse(text, { noLocation: true });
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
  const document = readFetch(node);
  const definitions = rootType.getFields();
  return {
    kind: 'fetch',
    ...compileRequest(node),
    path: node.path,
    collect: node.path.length === 0 ? undefined : compileCollect(node.path, relations),
    merge: compileMerge(rootSet(document), node.renames, relations.abstractNames),
    rename: compileRename(node.renames),
    renamePath: (path) => renamePath(path, node.renames),
    rootFields: listRootFields(document).map((field) => ({
      key: (field.alias ?? field.name).value,
      nonNull: isNonNullType(definitions[field.name.value]?.type),
    })),
  };
}

function compileEntityFetch(node: EntityFetchNode, { relations }: PlanCompilation): CompiledEntityFetch {
  const document = readFetch(node);
  return {
    kind: 'entity-fetch',
    ...compileRequest(node),
    entities: node.entities.map((entities) => compileEntities(entities, document, relations)),
  };
}

function compileEntities(entities: EntitySelection, document: DocumentNode, relations: TypeRelations) {
  const { renames } = entities;
  const compiled: CompiledEntities = {
    alias: entities.alias,
    variablePrefix: `${JSON.stringify(entities.variable)}:[`,
    paths: entities.paths.map((path) => ({ path, collect: compileCollect(path, relations) })),
    represent: compileRepresent(entities, relations),
    sameEntity: compileSameEntity(entities.requires),
    merge: compileMerge(entitiesSet(document, entities.alias), renames, relations.abstractNames),
    rename: compileRename(renames),
    renamePath: (path) => renamePath(path, renames),
  };
  return compiled;
}

function rootSet({ definitions }: DocumentNode): SelectionSetNode {
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) return definition.selectionSet;
  }
  throw new Error('The plan holds a fetch without an operation');
}

function entitiesSet(document: DocumentNode, alias: string): SelectionSetNode {
  const field = listRootFields(document).find((one) => (one.alias ?? one.name).value === alias);
  if (!field?.selectionSet) throw new Error(`The plan holds an entity fetch without the field "${alias}"`);
  return field.selectionSet;
}

/** Renames change a copy: the answer may be shared with other requests. */
function compileRename(renames: readonly Rename[]): RenameData | undefined {
  if (renames.length === 0) return undefined;
  return (data) => {
    const copy = structuredClone(data);
    applyRenames(copy, renames);
    return copy;
  };
}
