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
import { fieldSet } from '../../supergraph/joins.ts';
import { subgraphOf } from '../../supergraph/subgraph-offers.ts';
import type { EntityKey, FieldSource } from '../../supergraph/subgraph-offers.ts';
import { DraftSet, fragmentOn } from './draft-set.ts';
import { dependsOn, planOf } from './fetch-drafts.ts';
import type { DraftEntities, FetchDraft } from './fetch-drafts.ts';
import { OperationRefused } from './inline-fragments.ts';
import { itemSteps, Place } from './place.ts';
import type { Entry } from './place.ts';
import { KNOWN_ENTITIES } from './plan-nodes.ts';
import type { PlanNode, PlanPath } from './plan-nodes.ts';
import type { PlannedKeys } from './planned-keys.ts';
import type { PlanningTime } from './planning-time.ts';
import { providedBelow, Reach } from './reach.ts';
import type { ComputedSource, ReachOptions } from './reach.ts';
import { RequiredFields } from './required-fields.ts';
import { TYPENAME } from './root-selections.ts';

/** Some field is one that no subgraph can be asked for. */
export class NoWay extends Error {
  override readonly name = 'NoWay';
}

export interface PlacePlannerOptions extends Omit<ReachOptions, 'kind'> {
  readonly time: PlanningTime;
  readonly operation: OperationDefinitionNode;
  readonly keys: PlannedKeys;
}

/** A plan that starts at entities, which stand under {@link KNOWN_ENTITIES}. */
export interface EntityPlan {
  readonly root: PlanNode | undefined;
  /** What must be known of them. */
  readonly known: readonly SelectionNode[];
}

/** What fields are computed from. */
interface Computing {
  readonly requires: SelectionSetNode;
  /** Nothing that is missing keeps the entities from being asked for. */
  readonly isCertain: boolean;
}

/** Stands for no subgraph: its entries hold what is known already. */
const KNOWN = '';

const TYPE_OF_ENTITY = fieldSet('__typename');

/** Where members of interfaces are asked for one by one, level by level, what is selected multiplies. */
const MAX_FIELDS = 20_000;

/**
 * Plans an operation place by place: every field is asked for where its objects are, of a subgraph that is asked there
 * already or of one that can be reached from there, and of no other objects than those that it was selected of.
 */
export class PlacePlanner {
  readonly #options: PlacePlannerOptions;
  readonly #reach: Reach;
  readonly #drafts: FetchDraft[] = [];
  #count = 0;

  constructor(options: PlacePlannerOptions) {
    this.#options = options;
    this.#reach = new Reach({ ...options, kind: options.operation.operation });
  }

  /**
   * @param selections of the operation's root, fragments inlined
   * @throws {NoWay} when a field cannot be reached
   * @throws {OperationRefused} when it selects too much
   */
  async plan(selections: readonly SelectionNode[]): Promise<PlanNode | undefined> {
    const { schema, operation, time } = this.#options;
    const type = schema.getRootType(operation.operation);
    if (!type) throw new NoWay(`The schema has no ${operation.operation}`);
    await this.#select(new Place({ path: [], type, possible: new Set([type.name]) }), selections, new Set());
    return await planOf(this.#drafts, operation, time);
  }

  /**
   * Plans what is selected of entities that are known already, each by one of its keys.
   *
   * @param wanted what is selected, by the entities' type, fragments inlined
   * @throws {NoWay} when a field cannot be reached
   * @throws {OperationRefused} when it selects too much
   */
  async planFromEntities(wanted: ReadonlyMap<GraphQLObjectType, SelectionSetNode>): Promise<EntityPlan> {
    const draft: FetchDraft = { service: '', path: [], set: new DraftSet(), needs: new Set(), entities: undefined };
    const known: SelectionNode[] = [TYPENAME];
    for (const [type, { selections }] of wanted) {
      const { name } = type;
      const path: PlanPath = [{ kind: 'field', name: KNOWN_ENTITIES }, { kind: 'items' }, { kind: 'type', name }];
      const place = new Place({ path, type, possible: new Set([name]) });
      const provided = this.#options.offers.keys(name).flatMap(({ fields }) => fields.selections);
      // Nobody is asked for them here, so that other types may have keys of the same name.
      const set = new DraftSet();
      place.entries.set(KNOWN, { graph: KNOWN, draft, set, type: name, provided });
      await this.#select(place, selections, new Set());
      known.push(fragmentOn(name, set));
    }
    const { operation, time } = this.#options;
    return { root: await planOf(this.#drafts, operation, time), known };
  }

  /** @param used gets the fetches that answer what is selected */
  async #select(place: Place, selections: readonly SelectionNode[], used: Set<FetchDraft>): Promise<void> {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) await this.#selectField(place, selection, used);
      else if (selection.kind === Kind.INLINE_FRAGMENT) await this.#selectFragment(place, selection, used);
    }
  }

  async #selectFragment(
    place: Place,
    { typeCondition, selectionSet }: InlineFragmentNode,
    used: Set<FetchDraft>,
  ): Promise<void> {
    const condition = this.#options.schema.getType(typeCondition?.name.value ?? place.type.name);
    if (!isCompositeType(condition)) return;
    const { selections } = selectionSet;
    const members = this.#reach.membersOf(condition);
    const possible = [...common(place.possible, members)];
    if (condition === place.type) return await this.#select(place, selections, used);
    if (possible.length === 0) return;
    if (isObjectType(place.type)) return await this.#select(place, selections, used);
    used.add(await this.#knowTypes(place));
    const part = this.#part(place, condition);
    const isKnown = this.#reach.graphsAt(part).size > 0;
    const parts = isKnown ? [part] : possible.map((member) => this.#memberPart(place, member));
    for (const one of parts) await this.#selectPart(one, selections, used);
  }

  async #selectField(place: Place, field: FieldNode, used: Set<FetchDraft>): Promise<void> {
    this.#count += 1;
    if (this.#count > MAX_FIELDS) throw new OperationRefused('The operation selects too many fields of too many types');
    await this.#options.time.pass();
    if (field.name.value === '__typename') {
      used.add(await this.#knowTypes(place));
      return;
    }
    const key = this.#options.keys.of(field);
    if (!place.asked.has(key) && !(await this.#ask(place, field))) {
      await this.#selectOfMembers(place, field, used);
      return;
    }
    const draft = place.asked.get(key);
    if (draft) used.add(draft);
    const below = place.below.get(key);
    if (below && field.selectionSet) await this.#select(below, field.selectionSet.selections, used);
  }

  /** Asks for a field that one subgraph does not answer for all members of an abstract type. */
  async #selectOfMembers(place: Place, field: FieldNode, used: Set<FetchDraft>): Promise<void> {
    if (!isAbstractType(place.type)) throw new NoWay(`${place.type.name}.${field.name.value} cannot be reached`);
    used.add(await this.#knowTypes(place));
    for (const member of place.possible) await this.#selectPart(this.#memberPart(place, member), [field], used);
  }

  /** What cannot be reached of a type that only some subgraphs say may stand here is nothing: no object is of that type. */
  async #selectPart(part: Place, selections: readonly SelectionNode[], used: Set<FetchDraft>): Promise<void> {
    try {
      await this.#select(part, selections, used);
    } catch (error) {
      if (!(error instanceof NoWay) || part.certain.size > 0) throw error;
    }
  }

  /** @returns false where no subgraph answers the field for all objects of the place */
  async #ask(place: Place, field: FieldNode): Promise<boolean> {
    const source = this.#reach.sourceOf(place, field);
    if (source) {
      this.#add(place, await this.#open(place, source.graph), field, source);
      return true;
    }
    const computed = this.#reach.computedSource(place, field.name.value);
    if (!computed) return false;
    this.#add(place, await this.#openComputing(place, computed), field, computed.source);
    return true;
  }

  /** Selects a field in an entry of a place. */
  #add(place: Place, entry: Entry, field: FieldNode, source: FieldSource): void {
    const { keys, schema, offers } = this.#options;
    const key = keys.of(field);
    const ownFields = isObjectType(schema.getType(entry.type)) || offers.isInterfaceObject(entry.type, entry.graph);
    const isWhole = ownFields || entry.type === place.type.name;
    const set = (isWhole ? entry.set : entry.set.on(place.type.name)).add(key, field, source.fullType);
    if (!place.asked.has(key)) place.asked.set(key, entry.draft);
    const own = schema.getType(source.type);
    const definition = 'getFields' in place.type ? place.type.getFields()[field.name.value] : undefined;
    if (!set) return;
    if (!definition || !isCompositeType(own)) throw new Error(`${place.type.name}.${field.name.value} is no object`);
    // The subgraph's type may be a member of the one that the graph has, and the other way round.
    const named = getNamedType(definition.type);
    if (isAbstractType(own) || isAbstractType(named)) set.addTypename();
    const type = isObjectType(named) ? named : own;
    const below =
      place.below.get(key) ??
      new Place({
        path: [...place.path, { kind: 'field', name: key }, ...itemSteps(definition.type)],
        type,
        possible: offers.possibleTypes(type.name, source.graph),
        certain: this.#reach.certainTypes(place, field.name.value),
        above: { place, field },
      });
    place.below.set(key, below);
    const graph = subgraphOf(entry.graph);
    if (below.entries.has(graph)) return;
    const given = providedBelow(entry.provided, field.name.value, source);
    const provided = isObjectType(type) ? this.#reach.providedOf(given, type.name) : given;
    below.entries.set(graph, { graph, draft: entry.draft, set, type: own.name, provided });
  }

  /** Makes sure that a subgraph is asked at a place. */
  async #open(place: Place, graph: string): Promise<Entry> {
    const known = this.#reach.entryAt(place, graph);
    if (known) return known;
    const way = this.#reach.waysTo(place).get(graph);
    if (way?.kind === 'root') return await this.#openRoot(place, graph);
    if (way?.kind === 'key') return await this.#openEntities(place, way.key);
    if (way?.kind === 'above') await this.#askAgainAbove(place, way.source);
    if (way?.kind === 'whole' && place.whole) await this.#open(place.whole, graph);
    const entry = this.#reach.entryAt(place, graph);
    if (!entry) throw new NoWay(`${place.type.name} cannot be reached in ${graph}`);
    return entry;
  }

  async #openRoot(place: Place, graph: string): Promise<Entry> {
    // Below another field, the objects must be there before anything of theirs.
    const needs = place.path.length === 0 ? [] : [await this.#origin(place)];
    const draft = this.#draft(place.path, graph, needs);
    const entry: Entry = { graph, draft, set: draft.set, type: place.type.name, provided: [] };
    place.entries.set(graph, entry);
    return entry;
  }

  async #openEntities(place: Place, key: EntityKey): Promise<Entry> {
    const { entry } = await this.#entitiesEntry(place, key, undefined);
    place.entries.set(key.graph, entry);
    return entry;
  }

  /** @param computes what is sent beside the key */
  async #entitiesEntry(place: Place, { graph, as, fields }: EntityKey, computes: Computing | undefined) {
    const { schema, keys } = this.#options;
    const required = new RequiredFields(schema, keys, as);
    required.addKey(fields);
    if (computes) required.add(computes.requires);
    const needs = new Set([await this.#origin(place)]);
    const isNew = this.#reach.waysTo(place).get(graph)?.kind === 'key' && !this.#reach.entryAt(place, graph);
    if (isNew) place.opening.add(graph);
    await this.#select(place, required.selections, needs);
    place.opening.delete(graph);
    required.add(TYPE_OF_ENTITY);
    const draft = this.#draft(place.path, graph, needs, {
      type: as,
      isInterface: isInterfaceType(schema.getType(as)),
      required,
      computes: computes !== undefined,
      isCertain: computes?.isCertain ?? true,
    });
    const entry: Entry = { graph, draft, set: draft.set, type: as, provided: [] };
    return { entry, required };
  }

  /** Asks one more subgraph for the field that led to a place. */
  async #askAgainAbove({ above }: Place, source: FieldSource): Promise<void> {
    if (above) this.#add(above.place, await this.#open(above.place, source.graph), above.field, source);
  }

  /**
   * The entry for a field that is computed from others. One may do for several such fields, unless a null that keeps one
   * of them from being computed says nothing of what the others are computed from.
   */
  async #openComputing(place: Place, { source: { graph, requires }, key }: ComputedSource): Promise<Entry> {
    const { schema, keys } = this.#options;
    const alone = new RequiredFields(schema, keys, key.as);
    alone.add(requires);
    const needs = new Set<FetchDraft>();
    await this.#select(place, alone.selections, needs);
    const found = this.#found(place);
    const isCertain = alone.canBeNull || [...needs].every((draft) => draft === found);
    for (const { entry, required, sources, ...known } of place.computing) {
      if (entry.graph !== graph || [...needs].some((draft) => dependsOn(draft, entry.draft))) continue;
      if (isCertain !== known.isCertain || (!isCertain && !areEqual(needs, sources))) continue;
      if (!required.add(requires)) continue;
      for (const draft of needs) entry.draft.needs.add(draft);
      return entry;
    }
    const opened = await this.#entitiesEntry(place, key, { requires, isCertain });
    place.computing.push({ ...opened, sources: needs, isCertain });
    return opened.entry;
  }

  /** The fetch that a place's objects come from, if that is known yet. */
  #found(place: Place): FetchDraft | undefined {
    if (place.whole) return this.#found(place.whole);
    const [first] = place.entries.values();
    return first?.draft;
  }

  /** The fetch that finds the objects of a place, which tells their types, too: representations need them. */
  async #origin(place: Place): Promise<FetchDraft> {
    const [first] = place.entries.values();
    if (place.whole || !first) return await this.#knowTypes(place);
    first.set.addTypename();
    return first.draft;
  }

  /** Makes sure that the objects' types are found out. */
  async #knowTypes(place: Place): Promise<FetchDraft> {
    if (place.whole) return await this.#knowTypes(place.whole);
    const { offers } = this.#options;
    for (const { type, graph, set, draft } of place.entries.values()) {
      if (offers.isInterfaceObject(type, graph)) continue;
      set.addTypename();
      return draft;
    }
    // Where no type implements an interface, nobody can tell what its objects are.
    const ways = place.possible.size > 0 ? this.#reach.waysTo(place) : [];
    for (const [graph, way] of ways) {
      const type = way.kind === 'key' ? way.key.as : place.type.name;
      if (way.kind === 'here' || offers.isInterfaceObject(type, graph)) continue;
      const { set, draft } = await this.#open(place, graph);
      set.addTypename();
      return draft;
    }
    throw new NoWay(`The types of ${place.type.name} cannot be found out`);
  }

  #memberPart(place: Place, member: string): Place {
    const type = this.#options.schema.getType(member);
    if (!isCompositeType(type)) throw new NoWay(`${member} is no type`);
    return this.#part(place, type);
  }

  /**
   * The objects of a place that meet a condition. Those of one type are a part of the whole, whatever conditions stand
   * around theirs: a subgraph may not know them by these.
   */
  #part(place: Place, type: GraphQLCompositeType): Place {
    if (place.whole && isObjectType(type)) return this.#part(place.whole, type);
    const known = place.parts.get(type.name);
    if (known) return known;
    const path: PlanPath = [...place.path, { kind: 'type', name: type.name }];
    const members = this.#reach.membersOf(type);
    const possible = common(place.possible, members);
    const part = new Place({ path, type, possible, certain: common(place.certain, members), whole: place });
    place.parts.set(type.name, part);
    return part;
  }

  #draft(path: PlanPath, graph: string, needs: Iterable<FetchDraft>, entities?: DraftEntities): FetchDraft {
    const service = this.#options.offers.nameOf(graph);
    const draft: FetchDraft = { service, path, set: new DraftSet(), needs: new Set(needs), entities };
    this.#drafts.push(draft);
    return draft;
  }
}

function areEqual<Member>(left: ReadonlySet<Member>, right: ReadonlySet<Member>): boolean {
  return left.size === right.size && [...left].every((member) => right.has(member));
}

function common(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((name) => right.has(name)));
}
