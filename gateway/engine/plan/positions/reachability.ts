import { isAbstractType, isCompositeType, isObjectType, Kind, OperationTypeNode } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { subgraphOf } from '../../../supergraph/subgraph-capabilities.ts';
import type { EntityKey, FieldSource, SubgraphCapabilities } from '../../../supergraph/subgraph-capabilities.ts';
import { placeholderDraft } from '../fetches/fetch-drafts.ts';
import { PlanPosition } from './plan-position.ts';
import type { SubgraphSelection, EntityMove } from './plan-position.ts';
import type { PlanPath } from '../plan-nodes.ts';
import { isProvided, providedBelow } from './provided-fields.ts';

export interface ReachabilityOptions {
  /** All types of the supergraph, with its directives. */
  readonly schema: GraphQLSchema;
  readonly capabilities: SubgraphCapabilities;
  /** Whether a progressive override is in force. */
  readonly isActive: (label: string) => boolean;
  readonly kind: OperationTypeNode;
}

/** Keys may hold entities, whose keys may hold entities again; the search for moves stops at this depth. */
const MAX_LOOKAHEAD = 5;

/** A subgraph that computes a field from others, and the key to fetch the entity by. */
export interface ComputedSource {
  readonly source: FieldSource & { readonly requires: SelectionSetNode };
  readonly key: EntityKey;
}

/** Finds out which subgraphs can answer which fields at a position. */
export class Reachability {
  readonly #options: ReachabilityOptions;
  /**
   * How many fields of a selection set a subgraph answers, by `graph` and the type under which it knows the objects.
   */
  readonly #scores = new Map<SelectionSetNode, Map<string, number>>();
  readonly #members = new Map<string, ReadonlySet<string>>();
  /** The sources of fields, by type and field name. */
  readonly #sources = new Map<string, Map<string, readonly FieldSource[]>>();

  constructor(options: ReachabilityOptions) {
    this.#options = options;
  }

  /** What a subgraph is asked for at a position so far. An interface object counts only where all members are meant. */
  selectionAt(position: PlanPosition, graph: string): SubgraphSelection | undefined {
    const known = position.subgraphSelections.get(graph);
    const enclosing = known || !position.enclosing ? undefined : this.selectionAt(position.enclosing, graph);
    if (!enclosing) return known;
    const { capabilities } = this.#options;
    const { name } = position.type;
    if (capabilities.isInterfaceObject(enclosing.type, graph)) return undefined;
    const possibleTypes = capabilities.possibleTypes(enclosing.type, graph);
    const members = [...position.possibleTypes].filter((member) => possibleTypes.has(member));
    if (members.length === 0 || !this.#knowsMembers(graph, name, members)) return undefined;
    const provided = this.providedOf(enclosing.provided, name);
    const selection: SubgraphSelection = { ...enclosing, set: enclosing.set.on(name), type: name, provided };
    position.subgraphSelections.set(graph, selection);
    return selection;
  }

  /** The subgraphs that are asked for something at a position so far. */
  graphsAt(position: PlanPosition): ReadonlySet<string> {
    const inherited = position.enclosing ? [...this.graphsAt(position.enclosing)] : [];
    return new Set([
      ...position.subgraphSelections.keys(),
      ...inherited.filter((graph) => this.selectionAt(position, graph)),
    ]);
  }

  /** The moves to every subgraph that can answer fields at a position, the nearest first. */
  movesTo(position: PlanPosition): ReadonlyMap<string, EntityMove> {
    if (position.moves) return position.moves;
    const moves = new Map<string, EntityMove>();
    position.moves = moves;
    for (const graph of this.graphsAt(position)) moves.set(graph, { kind: 'here', hops: 0 });
    if (position.path.length === 0 || position.type === this.#options.schema.getQueryType()) {
      const roots = this.#options.capabilities.graphsOf(position.type.name);
      for (const graph of roots) if (!moves.has(graph)) moves.set(graph, { kind: 'root', hops: 0 });
    }
    this.#addKeyMoves(position, moves);
    this.#addParentMoves(position, moves);
    this.#addEnclosingMoves(position, moves);
    do this.#addKeyMoves(position, moves);
    while (this.#addFarKeyMoves(position, moves));
    return moves;
  }

  /** The best subgraph that answers a field for all objects of a position and needs nothing but a key. */
  sourceOf(position: PlanPosition, field: FieldNode): FieldSource | undefined {
    const here = this.graphsAt(position);
    const all = field.selectionSet ? countFields(field.selectionSet) : 0;
    const candidates = new Set([...here, ...this.movesTo(position).keys()]);
    let best: { readonly source: FieldSource; readonly cost: number; readonly score: number } | undefined;
    for (const graph of candidates) {
      const source = this.#mayBeAsked(position, graph) ? this.#sourceAt(position, graph, field.name.value) : undefined;
      if (!source) continue;
      const score = this.#scoreBelow(source, field, this.selectionAt(position, graph)?.provided);
      const hops = here.has(graph) ? 0 : (this.movesTo(position).get(graph)?.hops ?? 0);
      const cost = hops + (score < all ? 1 : 0);
      const isBetter =
        !best || cost < best.cost || (cost === best.cost && !here.has(best.source.graph) && score > best.score);
      if (isBetter) best = { source, cost, score };
    }
    return best?.source;
  }

  /** The source of a field in one subgraph, if it answers for all objects of a position and needs nothing but a key. */
  plainSource({ type, possibleTypes }: PlanPosition, graph: string, name: string): FieldSource | undefined {
    const { capabilities } = this.#options;
    const find = (parent: string): FieldSource | undefined => this.#ownSource(parent, graph, name);
    const source = find(type.name);
    if (!source || isObjectType(type) || capabilities.isInterfaceObject(type.name, graph)) return source;
    const members = capabilities.possibleTypes(type.name, graph);
    const isWhole = [...possibleTypes].every((member) => members.has(member) && find(member)?.parentType === member);
    return isWhole ? source : undefined;
  }

  /** The subgraph that computes a field for all objects of a position, and the key to fetch them by. */
  computedSource(position: PlanPosition, name: string): ComputedSource | undefined {
    const { capabilities } = this.#options;
    for (const { requires, ...source } of this.#sourcesOf(position.type.name, name)) {
      if (!requires) continue;
      if (!isObjectType(position.type) && !capabilities.isInterfaceObject(position.type.name, source.graph)) continue;
      const key = this.#keyTo(position, source.graph);
      if (key) return { source: { ...source, requires }, key };
    }
    return undefined;
  }

  /** The object types of a field's value that all subgraphs which answer the field know. */
  certainTypes({ type }: PlanPosition, name: string): ReadonlySet<string> {
    const [first, ...others] = this.#sourcesOf(type.name, name).map((source) => {
      return this.#options.capabilities.possibleTypes(source.type, source.graph);
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

  /** Whether a subgraph knows all members of a type: it may leave some out of an interface or a union. */
  #knowsMembers(graph: string, type: string, members: Iterable<string>): boolean {
    const { capabilities } = this.#options;
    if (!capabilities.graphsOf(type).has(graph) || capabilities.isInterfaceObject(type, graph)) return false;
    const known = capabilities.possibleTypes(type, graph);
    return [...members].every((member) => known.has(member));
  }

  /** The source of a field in one subgraph, if it needs no required or provided fields. */
  #ownSource(type: string, graph: string, name: string): FieldSource | undefined {
    return this.#sourcesOf(type, name).find((one) => one.graph === graph && !one.isExternal && !one.requires);
  }

  #sourcesOf(type: string, name: string): readonly FieldSource[] {
    const ofType = this.#sources.get(type) ?? new Map<string, readonly FieldSource[]>();
    this.#sources.set(type, ofType);
    const known = ofType.get(name);
    if (known) return known;
    const sources = this.#options.capabilities.sources(type, name, this.#options.isActive);
    ofType.set(name, sources);
    return sources;
  }

  /**
   * Whether a subgraph may be asked at a position. While the key of a move is being selected, only the subgraphs that come
   * before that move may be asked.
   */
  #mayBeAsked(position: PlanPosition, graph: string): boolean {
    const moves = this.movesTo(position);
    const move = moves.get(graph);
    const kind = move?.kind;
    if (move?.kind === 'parent' && position.parent)
      return this.#mayBeAsked(position.parent.position, move.source.graph);
    if (kind === 'enclosing' && position.enclosing) return this.#mayBeAsked(position.enclosing, graph);
    if (kind !== 'key' || position.entering.size === 0 || this.selectionAt(position, graph)) return true;
    const order = [...moves.keys()];
    return [...position.entering].every((one) => order.indexOf(graph) < order.indexOf(one));
  }

  /** The source of a field in one subgraph, including fields that it provides at this position. */
  #sourceAt(position: PlanPosition, graph: string, name: string): FieldSource | undefined {
    const plain = this.plainSource(position, graph, name);
    return (
      plain ?? this.#providedSource(position.type.name, graph, name, this.selectionAt(position, graph)?.provided ?? [])
    );
  }

  #providedSource(
    type: string,
    graph: string,
    name: string,
    provided: SubgraphSelection['provided'],
  ): FieldSource | undefined {
    if (!isProvided(name, provided)) return undefined;
    const sources = this.#sourcesOf(type, name);
    const source = sources.find((one) => one.graph === graph) ?? sources[0];
    return source && { ...source, graph, isExternal: false, requires: undefined };
  }

  /** The provided fields that apply to one type. */
  providedOf(provided: readonly SelectionNode[], type: string): readonly SelectionNode[] {
    return provided.flatMap((one) => {
      if (one.kind !== Kind.INLINE_FRAGMENT) return [one];
      const condition = this.#options.schema.getType(one.typeCondition?.name.value ?? type);
      const isMet = isCompositeType(condition) && this.membersOf(condition).has(type);
      return isMet ? this.providedOf(one.selectionSet.selections, type) : [];
    });
  }

  /** How many of the fields below a field its subgraph answers by itself. */
  #scoreBelow(source: FieldSource, field: FieldNode, providedAround: SubgraphSelection['provided'] = []): number {
    if (!field.selectionSet) return 0;
    const provided = providedBelow(providedAround, field.name.value, source);
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
        if (condition !== type && this.#options.capabilities.isInterfaceObject(type, graph)) continue;
        score += this.#score(graph, condition, selection.selectionSet, this.providedOf(provided, condition));
      } else if (selection.kind === Kind.FIELD) {
        const { value: name } = selection.name;
        if (name === '__typename') score += this.#options.capabilities.isInterfaceObject(type, graph) ? 0 : 1;
        const source = this.#ownSource(type, graph, name) ?? this.#providedSource(type, graph, name, provided);
        if (!source) continue;
        score += 1 + this.#scoreBelow(source, selection, provided);
      }
    }
    if (provided.length === 0) known.set(key, score);
    return score;
  }

  /** Adds the moves by keys that are reached; each may make further keys reachable. */
  #addKeyMoves(position: PlanPosition, moves: Map<string, EntityMove>): void {
    while (this.#addKeyMovesOnce(position, moves, (key) => this.#hopsToKey(position, key, moves)));
  }

  /** Adds moves by keys whose nested objects have to be fetched from other subgraphs first. */
  #addFarKeyMoves(position: PlanPosition, moves: Map<string, EntityMove>): boolean {
    const hops = Math.max(...[...moves.values()].map((move) => move.hops)) + 1;
    return this.#addKeyMovesOnce(position, moves, (key) =>
      this.#isObtainable(position, key, moves) ? hops : undefined,
    );
  }

  /** @returns whether a move was added */
  #addKeyMovesOnce(
    { type }: PlanPosition,
    moves: Map<string, EntityMove>,
    hopsTo: (key: EntityKey) => number | undefined,
  ): boolean {
    const found = new Map<string, EntityMove>();
    for (const key of this.#options.capabilities.keys(type.name)) {
      const hops = moves.has(key.graph) || found.has(key.graph) ? undefined : hopsTo(key);
      if (hops !== undefined) found.set(key.graph, { kind: 'key', key, hops: hops + 1 });
    }
    for (const [graph, move] of found) moves.set(graph, move);
    return found.size > 0;
  }

  /**
   * Adds subgraphs that answer the parent field, too. Root fields of mutations and subscriptions are asked only once.
   */
  #addParentMoves({ parent }: PlanPosition, moves: Map<string, EntityMove>): void {
    if (!parent) return;
    const isRoot = parent.position.path.length === 0;
    if (isRoot && this.#options.kind !== OperationTypeNode.QUERY) return;
    for (const [graph, { hops }] of this.movesTo(parent.position)) {
      if (moves.has(subgraphOf(graph))) continue;
      const source = this.plainSource(parent.position, graph, parent.field.name.value);
      if (source) moves.set(subgraphOf(graph), { kind: 'parent', source, hops });
    }
  }

  #addEnclosingMoves({ enclosing, type, possibleTypes }: PlanPosition, moves: Map<string, EntityMove>): void {
    if (!enclosing) return;
    for (const [graph, { kind, hops }] of this.movesTo(enclosing)) {
      const leads = kind === 'parent' || kind === 'enclosing';
      if (!leads || moves.has(graph) || !this.#knowsMembers(graph, type.name, possibleTypes)) continue;
      moves.set(graph, { kind: 'enclosing', hops });
    }
  }

  /** The key to fetch a position's objects by from a subgraph, which may be asked there already. */
  #keyTo(position: PlanPosition, graph: string): EntityKey | undefined {
    const moves = this.movesTo(position);
    const move = moves.get(graph);
    if (move?.kind === 'key' && !this.selectionAt(position, graph)) return move.key;
    const responseNames = this.#options.capabilities.keys(position.type.name).filter((key) => key.graph === graph);
    return (
      responseNames.find((key) => this.#hopsToKey(position, key, moves) !== undefined) ??
      responseNames.find((key) => this.#isObtainable(position, key, moves))
    );
  }

  /**
   * How many fetches in a row it takes to answer a key, when each of its fields comes from one subgraph that is
   * reached.
   */
  #hopsToKey(
    position: PlanPosition,
    { fields }: EntityKey,
    moves: ReadonlyMap<string, EntityMove>,
  ): number | undefined {
    const hops = fields.selections.map((one) => {
      if (one.kind !== Kind.FIELD) return Infinity;
      const graphs = [...moves].filter(([graph]) => this.#answersAll(position, one, graph));
      return Math.min(...graphs.map(([, move]) => move.hops));
    });
    const most = Math.max(...hops);
    return most === Infinity ? undefined : most;
  }

  /**
   * Whether the subgraphs that are reached answer or compute the fields of a key, further moves below them included.
   */
  #isObtainable(position: PlanPosition, { fields }: EntityKey, moves: ReadonlyMap<string, EntityMove>): boolean {
    return this.#areObtainable(position, fields.selections, moves);
  }

  #areObtainable(
    position: PlanPosition,
    selections: readonly SelectionNode[],
    moves: ReadonlyMap<string, EntityMove>,
  ): boolean {
    return selections.every((one) => {
      if (one.kind !== Kind.FIELD) return false;
      if (!one.selectionSet && this.computedSource(position, one.name.value)) return true;
      return [...moves.keys()].some((graph) => {
        if (this.#answersAll(position, one, graph)) return true;
        const source = this.#sourceAt(position, graph, one.name.value);
        return source !== undefined && this.#areObtainableBelow(position, one, source);
      });
    });
  }

  /** Whether a subgraph answers a field at a position, with everything that is selected below it. */
  #answersAll(position: PlanPosition, field: FieldNode, graph: string): boolean {
    if (field.name.value === '__typename') return true;
    const source = this.#sourceAt(position, graph, field.name.value);
    if (!source || !field.selectionSet) return source !== undefined;
    return (
      this.#scoreBelow(source, field, this.selectionAt(position, graph)?.provided) === countFields(field.selectionSet)
    );
  }

  /** Whether further subgraphs can answer what is selected on the objects that a field leads to. */
  #areObtainableBelow(position: PlanPosition, field: FieldNode, source: FieldSource): boolean {
    const type = this.#options.schema.getType(source.type);
    if (!isObjectType(type) || !field.selectionSet || position.lookahead >= MAX_LOOKAHEAD) return false;
    const path: PlanPath = [...position.path, { kind: 'field', name: field.name.value }];
    const lookahead = position.lookahead + 1;
    const child = new PlanPosition({
      path,
      type,
      possibleTypes: new Set([type.name]),
      parent: { position, field },
      lookahead,
    });
    const providedAround = this.selectionAt(position, source.graph)?.provided ?? [];
    const provided = providedBelow(providedAround, field.name.value, source);
    const graph = subgraphOf(source.graph);
    child.subgraphSelections.set(graph, { graph, ...nothingAsked(path), type: type.name, provided });
    return this.#areObtainable(child, field.selectionSet.selections, this.movesTo(child));
  }
}

/** A lookahead position asks no subgraph. */
function nothingAsked(path: PlanPath): Pick<SubgraphSelection, 'draft' | 'set'> {
  const draft = placeholderDraft(path);
  return { set: draft.set, draft };
}

function countFields({ selections }: SelectionSetNode): number {
  return selections.reduce((count, one) => {
    const child = one.kind !== Kind.FRAGMENT_SPREAD && one.selectionSet ? countFields(one.selectionSet) : 0;
    return count + (one.kind === Kind.FIELD ? 1 : 0) + child;
  }, 0);
}
