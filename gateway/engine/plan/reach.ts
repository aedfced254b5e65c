import { isAbstractType, isCompositeType, isObjectType, Kind, OperationTypeNode } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { subgraphOf } from '../../supergraph/subgraph-offers.ts';
import type { EntityKey, FieldSource, SubgraphOffers } from '../../supergraph/subgraph-offers.ts';
import { DraftSet } from './draft-set.ts';
import { Place } from './place.ts';
import type { Entry, Way } from './place.ts';
import type { PlanPath } from './plan-nodes.ts';

export interface ReachOptions {
  /** All types of the supergraph, with its directives. */
  readonly schema: GraphQLSchema;
  readonly offers: SubgraphOffers;
  /** Tells whether a progressive override is in force. */
  readonly isActive: (label: string) => boolean;
  readonly kind: OperationTypeNode;
}

/** Entities are keys of others, which may be keys of these: looking for a way to them ends somewhere. */
const MAX_IMAGINED = 5;

/** A subgraph that computes a field from others, and the key to ask it by. */
export interface ComputedSource {
  readonly source: FieldSource & { readonly requires: SelectionSetNode };
  readonly key: EntityKey;
}

/** Which subgraphs can answer what of the objects of a place. */
export class Reach {
  readonly #options: ReachOptions;
  /** How many fields of a selection set each subgraph answers, by the type that it knows the objects by. */
  readonly #scores = new Map<SelectionSetNode, Map<string, number>>();
  readonly #members = new Map<string, ReadonlySet<string>>();
  /** By type and field. */
  readonly #sources = new Map<string, Map<string, readonly FieldSource[]>>();

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  /** What a subgraph is asked for at a place so far; of an interface object only where all members are meant. */
  entryAt(place: Place, graph: string): Entry | undefined {
    const known = place.entries.get(graph);
    const whole = known || !place.whole ? undefined : this.entryAt(place.whole, graph);
    if (!whole) return known;
    const { offers } = this.#options;
    const { name } = place.type;
    if (offers.isInterfaceObject(whole.type, graph)) return undefined;
    const possible = offers.possibleTypes(whole.type, graph);
    const members = [...place.possible].filter((member) => possible.has(member));
    if (members.length === 0 || !this.#knowsMembers(graph, name, members)) return undefined;
    const provided = this.providedOf(whole.provided, name);
    const entry: Entry = { ...whole, set: whole.set.on(name), type: name, provided };
    place.entries.set(graph, entry);
    return entry;
  }

  /** The subgraphs that are asked for something at a place so far. */
  graphsAt(place: Place): ReadonlySet<string> {
    const inherited = place.whole ? [...this.graphsAt(place.whole)] : [];
    return new Set([...place.entries.keys(), ...inherited.filter((graph) => this.entryAt(place, graph))]);
  }

  /** Every subgraph that can come to answer fields of a place, nearest first. */
  waysTo(place: Place): ReadonlyMap<string, Way> {
    if (place.ways) return place.ways;
    const ways = new Map<string, Way>();
    place.ways = ways;
    for (const graph of this.graphsAt(place)) ways.set(graph, { kind: 'here', hops: 0 });
    if (place.path.length === 0 || place.type === this.#options.schema.getQueryType()) {
      const roots = this.#options.offers.graphsOf(place.type.name);
      for (const graph of roots) if (!ways.has(graph)) ways.set(graph, { kind: 'root', hops: 0 });
    }
    this.#addKeys(place, ways);
    this.#addAbove(place, ways);
    this.#addWhole(place, ways);
    do this.#addKeys(place, ways);
    while (this.#addFarKeys(place, ways));
    return ways;
  }

  /** The subgraphs that answer a field for all objects of a place, from nothing but keys; the best comes first. */
  sourceOf(place: Place, field: FieldNode): FieldSource | undefined {
    const here = this.graphsAt(place);
    const all = field.selectionSet ? countFields(field.selectionSet) : 0;
    const candidates = new Set([...here, ...this.waysTo(place).keys()]);
    let best: { readonly source: FieldSource; readonly cost: number; readonly score: number } | undefined;
    for (const graph of candidates) {
      const source = this.#mayBeAsked(place, graph) ? this.#sourceAt(place, graph, field.name.value) : undefined;
      if (!source) continue;
      const score = this.#scoreBelow(source, field, this.entryAt(place, graph)?.provided);
      const hops = here.has(graph) ? 0 : (this.waysTo(place).get(graph)?.hops ?? 0);
      const cost = hops + (score < all ? 1 : 0);
      const isBetter =
        !best || cost < best.cost || (cost === best.cost && !here.has(best.source.graph) && score > best.score);
      if (isBetter) best = { source, cost, score };
    }
    return best?.source;
  }

  /** What a subgraph answers for all objects of a place, from nothing but their keys. */
  plainSource({ type, possible }: Place, graph: string, name: string): FieldSource | undefined {
    const { offers } = this.#options;
    const find = (parent: string): FieldSource | undefined => this.#ownSource(parent, graph, name);
    const source = find(type.name);
    if (!source || isObjectType(type) || offers.isInterfaceObject(type.name, graph)) return source;
    const members = offers.possibleTypes(type.name, graph);
    const isWhole = [...possible].every((member) => members.has(member) && find(member)?.as === member);
    return isWhole ? source : undefined;
  }

  /** The subgraph that computes a field for all objects of a place, and the key to ask it by. */
  computedSource(place: Place, name: string): ComputedSource | undefined {
    const { offers } = this.#options;
    for (const { requires, ...source } of this.#sourcesOf(place.type.name, name)) {
      if (!requires) continue;
      if (!isObjectType(place.type) && !offers.isInterfaceObject(place.type.name, source.graph)) continue;
      const key = this.#keyTo(place, source.graph);
      if (key) return { source: { ...source, requires }, key };
    }
    return undefined;
  }

  /** The object types that all subgraphs which answer a field know it to lead to. */
  certainTypes({ type }: Place, name: string): ReadonlySet<string> {
    const [first, ...others] = this.#sourcesOf(type.name, name).map((source) => {
      return this.#options.offers.possibleTypes(source.type, source.graph);
    });
    return new Set([...(first ?? [])].filter((member) => others.every((one) => one.has(member))));
  }

  /** The names of the object types that a type stands for. */
  membersOf(type: GraphQLCompositeType): ReadonlySet<string> {
    let members = this.#members.get(type.name);
    if (!members) {
      const types = isAbstractType(type) ? this.#options.schema.getPossibleTypes(type) : [type];
      members = new Set(types.map(({ name }) => name));
      this.#members.set(type.name, members);
    }
    return members;
  }

  /** Whether a subgraph knows objects by a type: it may leave some out of an interface or a union. */
  #knowsMembers(graph: string, type: string, members: Iterable<string>): boolean {
    const { offers } = this.#options;
    if (!offers.graphsOf(type).has(graph) || offers.isInterfaceObject(type, graph)) return false;
    const known = offers.possibleTypes(type, graph);
    return [...members].every((member) => known.has(member));
  }

  /** What a subgraph answers of a type by itself. */
  #ownSource(type: string, graph: string, name: string): FieldSource | undefined {
    return this.#sourcesOf(type, name).find((one) => one.graph === graph && !one.isExternal && !one.requires);
  }

  #sourcesOf(type: string, name: string): readonly FieldSource[] {
    const ofType = this.#sources.get(type) ?? new Map<string, readonly FieldSource[]>();
    this.#sources.set(type, ofType);
    const known = ofType.get(name);
    if (known) return known;
    const sources = this.#options.offers.sources(type, name, this.#options.isActive);
    ofType.set(name, sources);
    return sources;
  }

  /** Whether a subgraph may be asked at a place: while a key for one is gathered, only those that were reached before it. */
  #mayBeAsked(place: Place, graph: string): boolean {
    const ways = this.waysTo(place);
    const way = ways.get(graph);
    const kind = way?.kind;
    if (way?.kind === 'above' && place.above) return this.#mayBeAsked(place.above.place, way.source.graph);
    if (kind === 'whole' && place.whole) return this.#mayBeAsked(place.whole, graph);
    if (kind !== 'key' || place.opening.size === 0 || this.entryAt(place, graph)) return true;
    const order = [...ways.keys()];
    return [...place.opening].every((one) => order.indexOf(graph) < order.indexOf(one));
  }

  /** What a subgraph answers of a place, be it what is provided there. */
  #sourceAt(place: Place, graph: string, name: string): FieldSource | undefined {
    const plain = this.plainSource(place, graph, name);
    return plain ?? this.#providedSource(place.type.name, graph, name, this.entryAt(place, graph)?.provided ?? []);
  }

  #providedSource(type: string, graph: string, name: string, provided: Entry['provided']): FieldSource | undefined {
    if (!isProvided(name, provided)) return undefined;
    const sources = this.#sourcesOf(type, name);
    const source = sources.find((one) => one.graph === graph) ?? sources[0];
    return source && { ...source, graph, isExternal: false, requires: undefined };
  }

  /** What of provided fields is so for one type. */
  providedOf(provided: readonly SelectionNode[], type: string): readonly SelectionNode[] {
    return provided.flatMap((one) => {
      if (one.kind !== Kind.INLINE_FRAGMENT) return [one];
      const condition = this.#options.schema.getType(one.typeCondition?.name.value ?? type);
      const isMet = isCompositeType(condition) && this.membersOf(condition).has(type);
      return isMet ? this.providedOf(one.selectionSet.selections, type) : [];
    });
  }

  /** How many of the fields below one its subgraph answers alone. */
  #scoreBelow(source: FieldSource, field: FieldNode, around: Entry['provided'] = []): number {
    if (!field.selectionSet) return 0;
    const provided = providedBelow(around, field.name.value, source);
    return this.#score(source.graph, source.type, field.selectionSet, provided);
  }

  #score(graph: string, type: string, set: SelectionSetNode, provided: readonly SelectionNode[]): number {
    const known = this.#scores.get(set) ?? new Map<string, number>();
    this.#scores.set(set, known);
    const key = `${graph} ${type}`;
    const before = provided.length === 0 ? known.get(key) : undefined;
    if (before !== undefined) return before;
    let score = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        if (condition !== type && this.#options.offers.isInterfaceObject(type, graph)) continue;
        score += this.#score(graph, condition, selection.selectionSet, this.providedOf(provided, condition));
      } else if (selection.kind === Kind.FIELD) {
        const { value: name } = selection.name;
        if (name === '__typename') score += this.#options.offers.isInterfaceObject(type, graph) ? 0 : 1;
        const source = this.#ownSource(type, graph, name) ?? this.#providedSource(type, graph, name, provided);
        if (!source) continue;
        score += 1 + this.#scoreBelow(source, selection, provided);
      }
    }
    if (provided.length === 0) known.set(key, score);
    return score;
  }

  /** Keys of one subgraph lead to another one, whose keys may lead further. */
  #addKeys(place: Place, ways: Map<string, Way>): void {
    while (this.#addKeysOnce(place, ways, (key) => this.#hopsToKey(place, key, ways)));
  }

  /** Keys of which other subgraphs have to be asked first, for the objects that they are made of. */
  #addFarKeys(place: Place, ways: Map<string, Way>): boolean {
    const hops = Math.max(...[...ways.values()].map((way) => way.hops)) + 1;
    return this.#addKeysOnce(place, ways, (key) => (this.#canBeKnown(place, key, ways) ? hops : undefined));
  }

  /** @returns whether there are more ways now */
  #addKeysOnce({ type }: Place, ways: Map<string, Way>, hopsTo: (key: EntityKey) => number | undefined): boolean {
    const found = new Map<string, Way>();
    for (const key of this.#options.offers.keys(type.name)) {
      const hops = ways.has(key.graph) || found.has(key.graph) ? undefined : hopsTo(key);
      if (hops !== undefined) found.set(key.graph, { kind: 'key', key, hops: hops + 1 });
    }
    for (const [graph, way] of found) ways.set(graph, way);
    return found.size > 0;
  }

  /** Other subgraphs may answer the field that led here; never a mutation or subscription, which is asked once. */
  #addAbove({ above }: Place, ways: Map<string, Way>): void {
    if (!above) return;
    const isRoot = above.place.path.length === 0;
    if (isRoot && this.#options.kind !== OperationTypeNode.QUERY) return;
    for (const [graph, { hops }] of this.waysTo(above.place)) {
      if (ways.has(subgraphOf(graph))) continue;
      const source = this.plainSource(above.place, graph, above.field.name.value);
      if (source) ways.set(subgraphOf(graph), { kind: 'above', source, hops });
    }
  }

  #addWhole({ whole, type, possible }: Place, ways: Map<string, Way>): void {
    if (!whole) return;
    for (const [graph, { kind, hops }] of this.waysTo(whole)) {
      const leads = kind === 'above' || kind === 'whole';
      if (!leads || ways.has(graph) || !this.#knowsMembers(graph, type.name, possible)) continue;
      ways.set(graph, { kind: 'whole', hops });
    }
  }

  /** A key to ask a subgraph by, which may be asked there already. */
  #keyTo(place: Place, graph: string): EntityKey | undefined {
    const ways = this.waysTo(place);
    const way = ways.get(graph);
    if (way?.kind === 'key' && !this.entryAt(place, graph)) return way.key;
    const keys = this.#options.offers.keys(place.type.name).filter((key) => key.graph === graph);
    return (
      keys.find((key) => this.#hopsToKey(place, key, ways) !== undefined) ??
      keys.find((key) => this.#canBeKnown(place, key, ways))
    );
  }

  /** How many fetches it takes until subgraphs that are reached have answered a key; each of its fields comes from one. */
  #hopsToKey(place: Place, { fields }: EntityKey, ways: ReadonlyMap<string, Way>): number | undefined {
    const hops = fields.selections.map((one) => {
      if (one.kind !== Kind.FIELD) return Infinity;
      const graphs = [...ways].filter(([graph]) => this.#answersAll(place, one, graph));
      return Math.min(...graphs.map(([, way]) => way.hops));
    });
    const most = Math.max(...hops);
    return most === Infinity ? undefined : most;
  }

  /** Whether subgraphs that are reached answer the fields of a key, together with further ones below them, or compute them. */
  #canBeKnown(place: Place, { fields }: EntityKey, ways: ReadonlyMap<string, Way>): boolean {
    return this.#canAnswer(place, fields.selections, ways);
  }

  #canAnswer(place: Place, selections: readonly SelectionNode[], ways: ReadonlyMap<string, Way>): boolean {
    return selections.every((one) => {
      if (one.kind !== Kind.FIELD) return false;
      if (!one.selectionSet && this.computedSource(place, one.name.value)) return true;
      return [...ways.keys()].some((graph) => {
        if (this.#answersAll(place, one, graph)) return true;
        const source = this.#sourceAt(place, graph, one.name.value);
        return source !== undefined && this.#canAnswerBelow(place, one, source);
      });
    });
  }

  /** Whether a subgraph answers a field of a place and all that is selected below it. */
  #answersAll(place: Place, field: FieldNode, graph: string): boolean {
    if (field.name.value === '__typename') return true;
    const source = this.#sourceAt(place, graph, field.name.value);
    if (!source || !field.selectionSet) return source !== undefined;
    return this.#scoreBelow(source, field, this.entryAt(place, graph)?.provided) === countFields(field.selectionSet);
  }

  /** Whether the objects that a field leads to are known well enough to ask further subgraphs for what is selected. */
  #canAnswerBelow(place: Place, field: FieldNode, source: FieldSource): boolean {
    const type = this.#options.schema.getType(source.type);
    if (!isObjectType(type) || !field.selectionSet || place.imagined >= MAX_IMAGINED) return false;
    const path: PlanPath = [...place.path, { kind: 'field', name: field.name.value }];
    const imagined = place.imagined + 1;
    const below = new Place({ path, type, possible: new Set([type.name]), above: { place, field }, imagined });
    const around = this.entryAt(place, source.graph)?.provided ?? [];
    const provided = providedBelow(around, field.name.value, source);
    const graph = subgraphOf(source.graph);
    below.entries.set(graph, { graph, ...nothingAsked(path), type: type.name, provided });
    return this.#canAnswer(below, field.selectionSet.selections, this.waysTo(below));
  }
}

/** An imagined place is asked for nothing. */
function nothingAsked(path: PlanPath): Pick<Entry, 'draft' | 'set'> {
  const set = new DraftSet();
  return { set, draft: { service: '', path, set, needs: new Set(), entities: undefined } };
}

function countFields({ selections }: SelectionSetNode): number {
  return selections.reduce((count, one) => {
    const below = one.kind !== Kind.FRAGMENT_SPREAD && one.selectionSet ? countFields(one.selectionSet) : 0;
    return count + (one.kind === Kind.FIELD ? 1 : 0) + below;
  }, 0);
}

function isProvided(name: string, provided: readonly SelectionNode[]): boolean {
  return provided.some((one) => one.kind === Kind.FIELD && one.name.value === name);
}

/** What is provided below a field: by what is provided around it, and by the field itself. */
export function providedBelow(around: Entry['provided'], name: string, { provides }: FieldSource): SelectionNode[] {
  const inner = around.flatMap((one) => {
    return one.kind === Kind.FIELD && one.name.value === name ? (one.selectionSet?.selections ?? []) : [];
  });
  return [...inner, ...(provides?.selections ?? [])];
}
