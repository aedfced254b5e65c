import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type { FieldNode, GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { isComputedRoot } from '../../supergraph/computed-fields.ts';
import { neverReached } from '../invariant.ts';
import { splitComputed } from './computed-places.ts';
import type { ComputedPlace, Splitting } from './computed-places.ts';
import type { EntityFetchNode, EntitySelection, FetchNode, PlanNode, PlanPath, Rewrite } from './plan-nodes.ts';

/** A plan, perhaps of nothing to do. */
export interface PlannedRoot {
  readonly root: PlanNode | undefined;
}

/** An operation to plan, its fragments inlined. */
export interface StepOperation {
  readonly kind: OperationTypeNode;
  readonly selections: readonly SelectionNode[];
}

/** Plans an operation as one; answers nothing when that is not possible. */
type PlanAtOnce = (operation: StepOperation) => Promise<PlannedRoot | undefined>;

/** Chains of computed fields that require each other are no longer than that. */
const MAX_STEPS = 12;

/**
 * Plans an operation in steps where the planner cannot plan it as one: first what its computed fields require, then
 * these fields, as an operation of its own for each place. The planner does not find a way where the key of a computed
 * field's subgraph and the required fields have to be fetched together.
 */
export class StepPlanner {
  readonly #splitting: Omit<Splitting, 'choice'>;
  readonly #planAtOnce: PlanAtOnce;

  constructor(splitting: Omit<Splitting, 'choice'>, planAtOnce: PlanAtOnce) {
    this.#splitting = splitting;
    this.#planAtOnce = planAtOnce;
  }

  /** @returns nothing when there is no way in steps either */
  async plan(operation: StepOperation, steps = 0): Promise<PlannedRoot | undefined> {
    const atOnce = await this.#planAtOnce(operation);
    const { schema, computed } = this.#splitting.supergraph;
    const root = schema.getRootType(operation.kind);
    if (atOnce || !root || steps >= MAX_STEPS) return atOnce;
    const choices = Math.max(...computed.map(({ keys }) => keys.length));
    for (let choice = 0; choice < choices; choice += 1) {
      const planned = await this.#planSplit(operation, root, { choice, steps });
      if (planned) return planned;
    }
    return undefined;
  }

  async #planSplit(
    { kind, selections }: StepOperation,
    root: GraphQLObjectType,
    { choice, steps }: { choice: number; steps: number },
  ): Promise<PlannedRoot | undefined> {
    const split = splitComputed(selections, root, { ...this.#splitting, choice });
    if (split.places.length === 0) return undefined;
    const first = await this.plan({ kind, selections: split.selections }, steps + 1);
    if (!first) return undefined;
    const nodes: PlanNode[] = [];
    for (const place of split.places) {
      const planned = await this.plan({ kind: OperationTypeNode.QUERY, selections: [computedRoot(place)] }, steps + 1);
      if (!planned) return undefined;
      if (planned.root) nodes.push(atPlace(planned.root, place));
    }
    const [only] = nodes;
    const then: PlanNode | undefined = nodes.length > 1 ? { kind: 'parallel', nodes } : only;
    return { root: inSequence(first.root, then) };
  }
}

/** A subscription stays the first node of its plan. */
function inSequence(first: PlanNode | undefined, then: PlanNode | undefined): PlanNode | undefined {
  if (!first || !then) return first ?? then;
  const nodes = first.kind === 'sequence' ? first.nodes : [first];
  return { kind: 'sequence', nodes: [...nodes, then] };
}

function computedRoot({ computed, fields }: ComputedPlace): FieldNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields };
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: computed.rootField }, selectionSet };
}

/** The plan of a computed root for the entities of a place. */
function atPlace(node: PlanNode, place: ComputedPlace): PlanNode {
  switch (node.kind) {
    case 'fetch':
      return node.path.length === 0 ? entityFetch(node, place) : { ...node, path: below(node.path, place) };
    case 'entity-fetch': {
      const entities = node.entities.map((one) => ({ ...one, paths: one.paths.map((path) => below(path, place)) }));
      return { ...node, entities };
    }
    case 'sequence':
    case 'parallel':
      return { ...node, nodes: node.nodes.map((part) => atPlace(part, place)) };
    case 'condition': {
      const { whenTrue, whenFalse } = node;
      return {
        ...node,
        whenTrue: whenTrue && atPlace(whenTrue, place),
        whenFalse: whenFalse && atPlace(whenFalse, place),
      };
    }
    case 'subscription':
      throw new Error('The plan of a computed field holds a subscription');
    default:
      return neverReached(node);
  }
}

function below(path: PlanPath, { path: place }: ComputedPlace): PlanPath {
  const [first, ...rest] = path;
  if (first?.kind !== 'field' || !isComputedRoot(first.name)) throw new Error('The plan leads away from its place');
  return [...place, ...rest];
}

function entityFetch(node: FetchNode, place: ComputedPlace): EntityFetchNode {
  const { type, isInterfaceObject } = place.computed;
  const asInterface: Rewrite = {
    kind: 'set-value',
    path: [
      { kind: 'types', names: [type] },
      { kind: 'key', name: '__typename' },
    ],
    value: type,
  };
  const entities: EntitySelection = {
    alias: '_entities',
    variable: 'representations',
    paths: [place.path],
    requires: place.representation,
    inputRewrites: isInterfaceObject ? [asInterface] : [],
    outputRewrites: node.outputRewrites.map((rewrite) => ({ ...rewrite, path: rewrite.path.slice(1) })),
  };
  const { service, operationKind, variables } = node;
  return {
    kind: 'entity-fetch',
    service,
    operationKind,
    variables,
    entities: [entities],
    operation: asEntities(node, type),
  };
}

/** The text of a fetch of a computed root as a fetch of entities. */
function asEntities({ operation }: FetchNode, type: string): string {
  const document = visit(parse(operation, { noLocation: true }), {
    OperationDefinition: { leave: (node) => withEntities(node, type) },
  });
  return print(document);
}

function withEntities(node: OperationDefinitionNode, type: string): OperationDefinitionNode {
  const [template] = parse(
    `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { __typename } } }`,
    { noLocation: true },
  ).definitions;
  const selections = node.selectionSet.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD || !isComputedRoot(selection.name.value)) {
      throw new Error('The plan of a computed field asks for more at its root');
    }
    return selection.selectionSet?.selections ?? [];
  });
  if (template?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The template is no operation');
  const filled = visit(template, {
    InlineFragment: (fragment) => ({ ...fragment, selectionSet: { ...fragment.selectionSet, selections } }),
  });
  return {
    ...filled,
    variableDefinitions: [...(template.variableDefinitions ?? []), ...(node.variableDefinitions ?? [])],
  };
}
