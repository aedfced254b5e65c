import { isNonNullType, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLObjectType, SelectionSetNode } from 'graphql';
import { assertNever } from '../invariant.ts';
import type { EntityFetchNode, EntitySelection, FetchNode, PlanNode, Rename } from '../plan/plan-nodes.ts';
import type { PlanningBudget } from '../plan/planning-budget.ts';
import type { FunctionMaker } from './code.ts';
import { compileCollect } from './fetches/collect.ts';
import type {
  CompiledEntities,
  CompiledEntityFetch,
  CompiledFetch,
  CompiledNode,
  CompiledPlan,
  RenameData,
} from './compiled-plan.ts';
import { compileMerge } from './fetches/merge.ts';
import { compileRepresent } from './fetches/represent.ts';
import { listRootFields } from './fetches/root-fields.ts';
import { compileSameEntity } from './fetches/same-entity.ts';
import { applyRenames, copyOf, renamePath } from './fetches/rename.ts';
import type { TypeRelations } from './type-relations.ts';

interface PlanCompilation {
  readonly relations: TypeRelations;
  readonly rootType: GraphQLObjectType;
  readonly budget: PlanningBudget;
  readonly functions: FunctionMaker;
}

/**
 * Compiles a plan, node after node, so that executing it needs no document.
 *
 * @throws {Error} when the plan holds something that the engine does not know
 * @throws {PlanBudgetExceeded} when the budget is used up
 */
export async function compilePlan(root: PlanNode | undefined, compilation: PlanCompilation): Promise<CompiledPlan> {
  if (!root) return { primary: undefined, root: undefined };
  const [first, ...rest] = root.kind === 'sequence' ? root.nodes : [root];
  if (first?.kind !== 'subscription') return { primary: undefined, root: await compileNode(root, compilation) };
  return {
    primary: compileFetch(first.primary, compilation),
    root: rest.length === 0 ? undefined : await compileNode({ kind: 'sequence', nodes: rest }, compilation),
  };
}

async function compileNode(node: PlanNode, compilation: PlanCompilation): Promise<CompiledNode> {
  await compilation.budget.checkpoint();
  switch (node.kind) {
    case 'fetch':
      return compileFetch(node, compilation);
    case 'entity-fetch':
      return compileEntityFetch(node, compilation);
    case 'sequence':
    case 'parallel':
      return { kind: node.kind, nodes: await compileNodes(node.nodes, compilation) };
    case 'subscription':
      throw new Error('The plan holds a subscription that is not its first node');
    default:
      return assertNever(node);
  }
}

async function compileNodes(nodes: readonly PlanNode[], compilation: PlanCompilation): Promise<CompiledNode[]> {
  const compiled: CompiledNode[] = [];
  for (const node of nodes) compiled.push(await compileNode(node, compilation));
  return compiled;
}

function parseFetch({ operation: text }: FetchNode | EntityFetchNode): DocumentNode {
  return parse(text, { noLocation: true });
}

function compileRequest(node: FetchNode | EntityFetchNode) {
  return {
    subgraph: node.subgraph,
    query: node.operation,
    bodyPrefix: `{"query":${JSON.stringify(node.operation)},"variables":`,
    operationKind: node.operationKind,
    variables: node.variables,
  };
}

function compileFetch(node: FetchNode, { relations, rootType, functions }: PlanCompilation): CompiledFetch {
  const document = parseFetch(node);
  const definitions = rootType.getFields();
  return {
    kind: 'fetch',
    ...compileRequest(node),
    path: node.path,
    collect: node.path.length === 0 ? undefined : compileCollect(node.path, relations, functions),
    merge: compileMerge(rootSelectionSet(document), node.renames, {
      relations,
      functions,
      read: () => rootSelectionSet(parseFetch(node)),
    }),
    rename: compileRename(node.renames),
    renamePath: (path) => renamePath(path, node.renames),
    rootFields: listRootFields(document).map((field) => ({
      key: (field.alias ?? field.name).value,
      nonNull: isNonNullType(definitions[field.name.value]?.type),
    })),
  };
}

function compileEntityFetch(node: EntityFetchNode, compilation: PlanCompilation): CompiledEntityFetch {
  const document = parseFetch(node);
  return {
    kind: 'entity-fetch',
    ...compileRequest(node),
    entities: node.entities.map((entities) => compileEntities(node, entities, document, compilation)),
  };
}

function compileEntities(
  node: EntityFetchNode,
  entities: EntitySelection,
  document: DocumentNode,
  { relations, functions }: PlanCompilation,
) {
  const { alias, renames } = entities;
  const read = (): SelectionSetNode => entitiesSelectionSet(parseFetch(node), alias);
  const compiled: CompiledEntities = {
    alias,
    variablePrefix: `${JSON.stringify(entities.variable)}:[`,
    paths: entities.paths.map((path) => ({ path, collect: compileCollect(path, relations, functions) })),
    represent: compileRepresent(entities, relations, functions),
    sameEntity: compileSameEntity(entities.requires, functions),
    merge: compileMerge(entitiesSelectionSet(document, alias), renames, { relations, functions, read }),
    rename: compileRename(renames),
    renamePath: (path) => renamePath(path, renames),
  };
  return compiled;
}

function rootSelectionSet({ definitions }: DocumentNode): SelectionSetNode {
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) return definition.selectionSet;
  }
  throw new Error('The plan holds a fetch without an operation');
}

function entitiesSelectionSet(document: DocumentNode, alias: string): SelectionSetNode {
  const field = listRootFields(document).find((one) => (one.alias ?? one.name).value === alias);
  if (!field?.selectionSet) throw new Error(`The plan holds an entity fetch without the field "${alias}"`);
  return field.selectionSet;
}

/** Renames change a copy, because other requests may share the response. */
function compileRename(renames: readonly Rename[]): RenameData | undefined {
  if (renames.length === 0) return undefined;
  return (data) => {
    const copy = copyOf(data);
    applyRenames(copy, renames);
    return copy;
  };
}
