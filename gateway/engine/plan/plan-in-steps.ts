import { Kind, OperationTypeNode, parse, print } from 'graphql';
import type { FieldNode, GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { isEntityRoot } from '../../supergraph/entity-roots.ts';
import { splitSelections } from './entity-places.ts';
import type { EntityPlace, SplitChoice, Splitting } from './entity-places.ts';
import { mapFetches } from './map-fetches.ts';
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

/** Fields that are computed from computed fields, or below them, are no more than that. */
const MAX_STEPS = 12;

/**
 * Plans an operation in steps where the planner cannot plan it as one: first keys and required fields, then what is asked
 * for with them, as an operation of its own for each place. The planner does not find a way where the key of a computed
 * field's subgraph has to be fetched together with the required fields, nor, depending on the order of the subgraphs'
 * names, from one interface object past another one to the members of the interface.
 */
export class StepPlanner {
  readonly #splitting: Splitting;
  readonly #planAtOnce: PlanAtOnce;

  constructor(splitting: Splitting, planAtOnce: PlanAtOnce) {
    this.#splitting = splitting;
    this.#planAtOnce = planAtOnce;
  }

  /** @returns nothing when there is no way in steps either */
  async plan(operation: StepOperation, steps = 0): Promise<PlannedRoot | undefined> {
    const root = this.#splitting.supergraph.schema.getRootType(operation.kind);
    const atOnce = root && this.#mixesArguments(operation, root) ? undefined : await this.#planAtOnce(operation);
    if (atOnce || !root || steps >= MAX_STEPS) return atOnce;
    for (const choice of this.#choices()) {
      const planned = await this.#planSplit(operation, root, { ...choice, steps });
      if (planned) return planned;
    }
    return undefined;
  }

  /**
   * Tells whether fields are computed from fields with arguments. The planner mixes these up where two of them require
   * one field with different arguments: it asks for both, and sends one of them twice.
   */
  #mixesArguments({ selections }: StepOperation, root: GraphQLObjectType): boolean {
    const { places } = splitSelections(selections, root, { ...this.#splitting, viaOwners: false, key: 0 });
    const query = this.#splitting.supergraph.schema.getQueryType();
    // Fields that are computed below a computed field are planned together with it.
    const isBelow = (place: EntityPlace): boolean =>
      query ? this.#mixesArguments({ kind: OperationTypeNode.QUERY, selections: [entityRoot(place)] }, query) : false;
    return places.some((place) => place.hasArguments || isBelow(place));
  }

  #choices(): readonly SplitChoice[] {
    const { computed, owners } = this.#splitting.supergraph;
    const numbers = Array.from(
      { length: Math.max(...[...computed, ...owners].map(({ keys }) => keys.length)) },
      (_item, key) => key,
    );
    const ways = owners.length > 0 ? [false, true] : [false];
    return ways.flatMap((viaOwners) => numbers.map((key) => ({ viaOwners, key })));
  }

  async #planSplit(
    { kind, selections }: StepOperation,
    root: GraphQLObjectType,
    { steps, ...choice }: SplitChoice & { readonly steps: number },
  ): Promise<PlannedRoot | undefined> {
    const split = splitSelections(selections, root, { ...this.#splitting, ...choice });
    if (split.places.length === 0) return undefined;
    const first = await this.plan({ kind, selections: split.selections }, steps + 1);
    if (!first) return undefined;
    const nodes: PlanNode[] = [];
    for (const place of split.places) {
      const planned = await this.plan({ kind: OperationTypeNode.QUERY, selections: [entityRoot(place)] }, steps + 1);
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

function entityRoot({ root, selections }: EntityPlace): FieldNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: root.rootField }, selectionSet };
}

/** The plan of an entity root for the entities of a place. */
function atPlace(node: PlanNode, place: EntityPlace): PlanNode {
  return mapFetches(node, (fetch) => {
    if (fetch.kind === 'entity-fetch') {
      const entities = fetch.entities.map((one) => ({ ...one, paths: one.paths.map((path) => below(path, place)) }));
      return { ...fetch, entities };
    }
    return fetch.path.length === 0 ? entityFetch(fetch, place) : { ...fetch, path: below(fetch.path, place) };
  });
}

function below(path: PlanPath, { path: place }: EntityPlace): PlanPath {
  const [first, ...rest] = path;
  if (first?.kind !== 'field' || !isEntityRoot(first.name)) throw new Error('The plan leads away from its place');
  return [...place, ...rest];
}

function entityFetch(node: FetchNode, place: EntityPlace): EntityFetchNode {
  const { type, asInterface } = place.root;
  const setInterface: Rewrite = {
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
    inputRewrites: asInterface ? [setInterface] : [],
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

/** The text of a fetch of an entity root as a fetch of entities. */
function asEntities({ operation }: FetchNode, type: string): string {
  const texts = parse(operation, { noLocation: true }).definitions.map((definition) => {
    return definition.kind === Kind.OPERATION_DEFINITION ? entitiesText(definition, type) : print(definition);
  });
  return texts.join(' ');
}

function entitiesText({ selectionSet, variableDefinitions }: OperationDefinitionNode, type: string): string {
  const selections = selectionSet.selections.map((selection) => {
    if (selection.kind === Kind.FIELD && isEntityRoot(selection.name.value) && selection.selectionSet) {
      return `... on ${type} ${print(selection.selectionSet)}`;
    }
    throw new Error('The plan of an entity root asks for more');
  });
  const variables = ['$representations: [_Any!]!', ...(variableDefinitions ?? []).map((one) => print(one))];
  const text = `query(${variables.join()}) { _entities(representations: $representations) { ${selections.join(' ')} } }`;
  return print(parse(text, { noLocation: true }));
}
