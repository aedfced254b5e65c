import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { parseFieldSet } from '../../../supergraph/join-directives.ts';
import { subgraphOf } from '../../../supergraph/subgraph-capabilities.ts';
import type { EntityKey, FieldSource } from '../../../supergraph/subgraph-capabilities.ts';
import { DraftSelectionSet, fragmentOn } from '../fetches/draft-selection-set.ts';
import { buildPlan, dependsOn, placeholderDraft } from '../fetches/fetch-drafts.ts';
import type { DraftEntities, FetchDraft } from '../fetches/fetch-drafts.ts';
import { OperationRefused } from '../selections/inline-fragments.ts';
import { itemSteps, PlanPosition } from './plan-position.ts';
import type { SubgraphSelection } from './plan-position.ts';
import { KNOWN_ENTITIES } from '../plan-nodes.ts';
import type { EntityPlan, PlanNode, PlanPath } from '../plan-nodes.ts';
import type { ResponseNames } from '../selections/response-names.ts';
import type { PlanningBudget } from '../planning-budget.ts';
import { providedBelow } from './provided-fields.ts';
import { Reachability } from './reachability.ts';
import type { ComputedSource, ReachabilityOptions } from './reachability.ts';
import { RequiredFields } from '../fetches/required-fields.ts';
import { TYPENAME } from '../selections/root-selections.ts';
import { areEqual, intersection } from '../sets.ts';
import { UnreachableField } from '../unreachable-field.ts';

export interface SelectionPlannerOptions extends Omit<ReachabilityOptions, 'kind'> {
  readonly budget: PlanningBudget;
  readonly operation: OperationDefinitionNode;
  readonly responseNames: ResponseNames;
}

/** What a subgraph needs to compute fields. */
interface Computation {
  readonly requires: SelectionSetNode;
  /** No required field can be missing or null in a way that leaves entities out of the fetch. */
  readonly isUnconditional: boolean;
}

/** A `graph` that stands for no subgraph: its selection holds what is known before the plan starts. */
const ALREADY_KNOWN = '';

const TYPE_OF_ENTITY = parseFieldSet('__typename');

/** Selections multiply where the members of interfaces have to be asked one by one, level by level. */
const MAX_FIELDS = 20_000;

/**
 * Plans an operation position by position. Each field is asked for at the position of its objects: in a subgraph that
 * is asked there already, or in the nearest one that a move leads to. No field is asked for on objects that the
 * operation does not select it on.
 */
export class SelectionPlanner {
  readonly #options: SelectionPlannerOptions;
  readonly #reachability: Reachability;
  readonly #drafts: FetchDraft[] = [];
  #count = 0;

  constructor(options: SelectionPlannerOptions) {
    this.#options = options;
    this.#reachability = new Reachability({ ...options, kind: options.operation.operation });
  }

  /**
   * Plans the root selections of an operation.
   *
   * @param selections with fragments inlined
   * @throws {UnreachableField} when no subgraph can answer a field
   * @throws {OperationRefused} when the operation selects too much
   */
  async plan(selections: readonly SelectionNode[]): Promise<PlanNode | undefined> {
    const { schema, operation, budget } = this.#options;
    const type = schema.getRootType(operation.operation);
    if (!type) throw new UnreachableField(`The schema has no ${operation.operation} type`);
    await this.#select(
      new PlanPosition({ path: [], type, possibleTypes: new Set([type.name]) }),
      selections,
      new Set(),
    );
    return await buildPlan(this.#drafts, operation, budget);
  }

  /**
   * Plans selections on entities that are known already, each by one of its keys.
   *
   * @param selectionsByType with fragments inlined, by the entities' type
   * @throws {UnreachableField} when no subgraph can answer a field
   * @throws {OperationRefused} when the operation selects too much
   */
  async planFromEntities(selectionsByType: ReadonlyMap<GraphQLObjectType, SelectionSetNode>): Promise<EntityPlan> {
    const draft = placeholderDraft([]);
    const known: SelectionNode[] = [TYPENAME];
    for (const [type, { selections }] of selectionsByType) {
      const { name } = type;
      const path: PlanPath = [{ kind: 'field', name: KNOWN_ENTITIES }, { kind: 'items' }, { kind: 'type', name }];
      const position = new PlanPosition({ path, type, possibleTypes: new Set([name]) });
      const provided = this.#options.capabilities.keys(name).flatMap(({ fields }) => fields.selections);
      // One set per type: no subgraph receives these selections, so response names of two types cannot clash.
      const set = new DraftSelectionSet();
      position.subgraphSelections.set(ALREADY_KNOWN, { graph: ALREADY_KNOWN, draft, set, type: name, provided });
      await this.#select(position, selections, new Set());
      known.push(fragmentOn(name, set));
    }
    const { operation, budget } = this.#options;
    return { root: await buildPlan(this.#drafts, operation, budget), known };
  }

  /** @param fetches collects the drafts that answer the selections */
  async #select(position: PlanPosition, selections: readonly SelectionNode[], fetches: Set<FetchDraft>): Promise<void> {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) await this.#selectField(position, selection, fetches);
      else if (selection.kind === Kind.INLINE_FRAGMENT) await this.#selectFragment(position, selection, fetches);
    }
  }

  async #selectFragment(
    position: PlanPosition,
    { typeCondition, selectionSet }: InlineFragmentNode,
    fetches: Set<FetchDraft>,
  ): Promise<void> {
    const condition = this.#options.schema.getType(typeCondition?.name.value ?? position.type.name);
    if (!isCompositeType(condition)) return;
    const { selections } = selectionSet;
    const members = this.#reachability.membersOf(condition);
    const possibleTypes = [...intersection(position.possibleTypes, members)];
    if (condition === position.type) return await this.#select(position, selections, fetches);
    if (possibleTypes.length === 0) return;
    if (isObjectType(position.type)) return await this.#select(position, selections, fetches);
    fetches.add(await this.#selectTypename(position));
    const narrowing = this.#narrow(position, condition);
    const isKnown = this.#reachability.graphsAt(narrowing).size > 0;
    const narrowings = isKnown ? [narrowing] : possibleTypes.map((member) => this.#narrowToMember(position, member));
    for (const one of narrowings) await this.#selectNarrowed(one, selections, fetches);
  }

  async #selectField(position: PlanPosition, field: FieldNode, fetches: Set<FetchDraft>): Promise<void> {
    this.#count += 1;
    if (this.#count > MAX_FIELDS) throw new OperationRefused('The operation selects too many fields of too many types');
    await this.#options.budget.checkpoint();
    if (field.name.value === '__typename') {
      fetches.add(await this.#selectTypename(position));
      return;
    }
    const responseName = this.#options.responseNames.of(field);
    if (!position.answeredBy.has(responseName) && !(await this.#assign(position, field))) {
      await this.#selectPerMember(position, field, fetches);
      return;
    }
    const draft = position.answeredBy.get(responseName);
    if (draft) fetches.add(draft);
    const child = position.children.get(responseName);
    if (child && field.selectionSet) await this.#select(child, field.selectionSet.selections, fetches);
  }

  /** Selects a field member by member, as no single subgraph answers it for all members of an abstract type. */
  async #selectPerMember(position: PlanPosition, field: FieldNode, fetches: Set<FetchDraft>): Promise<void> {
    if (!isAbstractType(position.type))
      throw new UnreachableField(`${position.type.name}.${field.name.value} cannot be reached`);
    fetches.add(await this.#selectTypename(position));
    for (const member of position.possibleTypes)
      await this.#selectNarrowed(this.#narrowToMember(position, member), [field], fetches);
  }

  /**
   * Selects on a narrowed position. If only some subgraphs know its types, an unreachable field is no error: no object
   * can have such a type.
   */
  async #selectNarrowed(
    narrowing: PlanPosition,
    selections: readonly SelectionNode[],
    fetches: Set<FetchDraft>,
  ): Promise<void> {
    try {
      await this.#select(narrowing, selections, fetches);
    } catch (error) {
      if (!(error instanceof UnreachableField) || narrowing.certainTypes.size > 0) throw error;
    }
  }

  /** @returns false when no subgraph answers the field for all objects of the position */
  async #assign(position: PlanPosition, field: FieldNode): Promise<boolean> {
    const source = this.#reachability.sourceOf(position, field);
    if (source) {
      this.#add(position, await this.#enter(position, source.graph), field, source);
      return true;
    }
    const computed = this.#reachability.computedSource(position, field.name.value);
    if (!computed) return false;
    this.#add(position, await this.#enterToCompute(position, computed), field, computed.source);
    return true;
  }

  /** Adds a field to what a subgraph is asked for at a position. */
  #add(position: PlanPosition, selection: SubgraphSelection, field: FieldNode, source: FieldSource): void {
    const { responseNames, schema, capabilities } = this.#options;
    const responseName = responseNames.of(field);
    const ownFields =
      isObjectType(schema.getType(selection.type)) || capabilities.isInterfaceObject(selection.type, selection.graph);
    const isWhole = ownFields || selection.type === position.type.name;
    const set = (isWhole ? selection.set : selection.set.on(position.type.name)).add(
      responseName,
      field,
      source.fullType,
    );
    if (!position.answeredBy.has(responseName)) position.answeredBy.set(responseName, selection.draft);
    const own = schema.getType(source.type);
    const definition = 'getFields' in position.type ? position.type.getFields()[field.name.value] : undefined;
    if (!set) return;
    if (!definition || !isCompositeType(own))
      throw new Error(`${position.type.name}.${field.name.value} is not an object`);
    // The type in the subgraph may be a member of the type in the supergraph, or the other way round.
    const named = getNamedType(definition.type);
    if (isAbstractType(own) || isAbstractType(named)) set.addTypename();
    const type = isObjectType(named) ? named : own;
    const child =
      position.children.get(responseName) ??
      new PlanPosition({
        path: [...position.path, { kind: 'field', name: responseName }, ...itemSteps(definition.type)],
        type,
        possibleTypes: capabilities.possibleTypes(type.name, source.graph),
        certainTypes: this.#reachability.certainTypes(position, field.name.value),
        parent: { position, field },
      });
    position.children.set(responseName, child);
    const graph = subgraphOf(selection.graph);
    if (child.subgraphSelections.has(graph)) return;
    const given = providedBelow(selection.provided, field.name.value, source);
    const provided = isObjectType(type) ? this.#reachability.providedOf(given, type.name) : given;
    child.subgraphSelections.set(graph, { graph, draft: selection.draft, set, type: own.name, provided });
  }

  /** Makes sure that a subgraph is asked at a position. */
  async #enter(position: PlanPosition, graph: string): Promise<SubgraphSelection> {
    const known = this.#reachability.selectionAt(position, graph);
    if (known) return known;
    const move = this.#reachability.movesTo(position).get(graph);
    if (move?.kind === 'root') return await this.#enterAtRoot(position, graph);
    if (move?.kind === 'key') return await this.#enterByKey(position, move.key);
    if (move?.kind === 'parent') await this.#selectParentField(position, move.source);
    if (move?.kind === 'enclosing' && position.enclosing) await this.#enter(position.enclosing, graph);
    const selection = this.#reachability.selectionAt(position, graph);
    if (!selection) throw new UnreachableField(`${position.type.name} cannot be reached in ${graph}`);
    return selection;
  }

  async #enterAtRoot(position: PlanPosition, graph: string): Promise<SubgraphSelection> {
    // A root fetch below another field waits for the objects that its data is merged into.
    const needs = position.path.length === 0 ? [] : [await this.#origin(position)];
    const draft = this.#draft(position.path, graph, needs);
    const selection: SubgraphSelection = { graph, draft, set: draft.set, type: position.type.name, provided: [] };
    position.subgraphSelections.set(graph, selection);
    return selection;
  }

  async #enterByKey(position: PlanPosition, key: EntityKey): Promise<SubgraphSelection> {
    const { selection } = await this.#startEntityFetch(position, key, undefined);
    position.subgraphSelections.set(key.graph, selection);
    return selection;
  }

  /** @param computes the required fields to send beside the key */
  async #startEntityFetch(
    position: PlanPosition,
    { graph, typeName, fields }: EntityKey,
    computes: Computation | undefined,
  ) {
    const { schema, responseNames } = this.#options;
    const required = new RequiredFields(schema, responseNames, typeName);
    required.addKey(fields);
    if (computes) required.add(computes.requires);
    const needs = new Set([await this.#origin(position)]);
    const isNew =
      this.#reachability.movesTo(position).get(graph)?.kind === 'key' &&
      !this.#reachability.selectionAt(position, graph);
    if (isNew) position.entering.add(graph);
    await this.#select(position, required.selections, needs);
    position.entering.delete(graph);
    required.add(TYPE_OF_ENTITY);
    const draft = this.#draft(position.path, graph, needs, {
      type: typeName,
      isInterface: isInterfaceType(schema.getType(typeName)),
      required,
      computes: computes !== undefined,
      isUnconditional: computes?.isUnconditional ?? true,
    });
    const selection: SubgraphSelection = { graph, draft, set: draft.set, type: typeName, provided: [] };
    return { selection, required };
  }

  /** Asks one more subgraph for the field that leads to a position. */
  async #selectParentField({ parent }: PlanPosition, source: FieldSource): Promise<void> {
    if (parent) this.#add(parent.position, await this.#enter(parent.position, source.graph), parent.field, source);
  }

  /**
   * Finds or starts the entity fetch for a computed field. Several such fields share a fetch, unless a null in the
   * required fields of one could leave out entities for which the others can be computed.
   */
  async #enterToCompute(
    position: PlanPosition,
    { source: { graph, requires }, key }: ComputedSource,
  ): Promise<SubgraphSelection> {
    const { schema, responseNames } = this.#options;
    const alone = new RequiredFields(schema, responseNames, key.typeName);
    alone.add(requires);
    const needs = new Set<FetchDraft>();
    await this.#select(position, alone.selections, needs);
    const found = this.#knownOrigin(position);
    const isUnconditional = alone.canBeNull || [...needs].every((draft) => draft === found);
    for (const { selection, required, sources, ...known } of position.computedSelections) {
      if (selection.graph !== graph || [...needs].some((draft) => dependsOn(draft, selection.draft))) continue;
      if (isUnconditional !== known.isUnconditional || (!isUnconditional && !areEqual(needs, sources))) continue;
      if (!required.add(requires)) continue;
      for (const draft of needs) selection.draft.needs.add(draft);
      return selection;
    }
    const opened = await this.#startEntityFetch(position, key, { requires, isUnconditional });
    position.computedSelections.push({ ...opened, sources: needs, isUnconditional });
    return opened.selection;
  }

  /** The fetch that a position's objects come from, if it is known yet. */
  #knownOrigin(position: PlanPosition): FetchDraft | undefined {
    if (position.enclosing) return this.#knownOrigin(position.enclosing);
    const [first] = position.subgraphSelections.values();
    return first?.draft;
  }

  /** The fetch that finds the objects of a position and their types: representations need both. */
  async #origin(position: PlanPosition): Promise<FetchDraft> {
    const [first] = position.subgraphSelections.values();
    if (position.enclosing || !first) return await this.#selectTypename(position);
    first.set.addTypename();
    return first.draft;
  }

  /** Makes sure that some fetch selects the `__typename` of the objects. */
  async #selectTypename(position: PlanPosition): Promise<FetchDraft> {
    if (position.enclosing) return await this.#selectTypename(position.enclosing);
    const { capabilities } = this.#options;
    for (const { type, graph, set, draft } of position.subgraphSelections.values()) {
      if (capabilities.isInterfaceObject(type, graph)) continue;
      set.addTypename();
      return draft;
    }
    // Nobody can tell the types of the objects when no type implements the interface.
    const moves = position.possibleTypes.size > 0 ? this.#reachability.movesTo(position) : [];
    for (const [graph, move] of moves) {
      const type = move.kind === 'key' ? move.key.typeName : position.type.name;
      if (move.kind === 'here' || capabilities.isInterfaceObject(type, graph)) continue;
      const { set, draft } = await this.#enter(position, graph);
      set.addTypename();
      return draft;
    }
    throw new UnreachableField(`The types of ${position.type.name} cannot be determined`);
  }

  #narrowToMember(position: PlanPosition, member: string): PlanPosition {
    const type = this.#options.schema.getType(member);
    if (!isCompositeType(type)) throw new UnreachableField(`${member} is not a composite type`);
    return this.#narrow(position, type);
  }

  /**
   * The position that a type condition narrows another one to. An object type narrows the outermost position, whatever
   * abstract conditions are around it: a subgraph may not know the objects by those.
   */
  #narrow(position: PlanPosition, type: GraphQLCompositeType): PlanPosition {
    if (position.enclosing && isObjectType(type)) return this.#narrow(position.enclosing, type);
    const known = position.narrowings.get(type.name);
    if (known) return known;
    const path: PlanPath = [...position.path, { kind: 'type', name: type.name }];
    const members = this.#reachability.membersOf(type);
    const possibleTypes = intersection(position.possibleTypes, members);
    const narrowing = new PlanPosition({
      path,
      type,
      possibleTypes,
      certainTypes: intersection(position.certainTypes, members),
      enclosing: position,
    });
    position.narrowings.set(type.name, narrowing);
    return narrowing;
  }

  #draft(path: PlanPath, graph: string, needs: Iterable<FetchDraft>, entities?: DraftEntities): FetchDraft {
    const subgraph = this.#options.capabilities.nameOf(graph);
    const draft: FetchDraft = { subgraph, path, set: new DraftSelectionSet(), needs: new Set(needs), entities };
    this.#drafts.push(draft);
    return draft;
  }
}
