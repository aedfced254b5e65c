import { isCompositeType, getNamedType, Kind } from 'graphql';
import type { FieldNode, GraphQLObjectType, SelectionNode, SelectionSetNode } from 'graphql';
import { ancestorsOf, NotDeferrable } from '../../plan/selections/deferrals.ts';
import type { Deferrals, DeferUsage } from '../../plan/selections/deferrals.ts';
import type { Code } from '../code.ts';
import type { ResponseField } from '../projection/response-fields.ts';

/** Objects of one position and type, while their projection is compiled. */
export interface ObjectPosition {
  readonly type: GraphQLObjectType;
  /** Different for every place. */
  readonly number: number;
  /** Keys and indices of the response's path to such an object. */
  readonly depth: number;
  /** A selection set that the fetches ask by for fields of these objects. */
  readonly set: SelectionSetNode;
  /** The object around and the field that leads here; nothing in a list, at an abstract position and at the top. */
  readonly within: { readonly position: ObjectPosition; readonly node: FieldNode } | undefined;
  /** What the function of these objects does first. */
  readonly calls: Code[];
}

/** What is fetched together: the fields that the same `@defer`s want of the objects of one position. */
export interface DeferredUnit {
  readonly index: number;
  readonly deferUsages: readonly DeferUsage[];
  /** Where the plan starts: at the root of queries, or at entities that earlier fetches found. */
  readonly startsAt: 'root' | 'entity';
  /** The selection set that asks for those entities. */
  readonly startSet: SelectionSetNode;
  /** What is asked of the object at the end of the steps, by the type of the start. */
  readonly selectionsByType: Map<GraphQLObjectType, SelectionSetNode>;
  /** The fields from the start to the object whose fields these are. */
  readonly steps: readonly FieldNode[];
}

/** The part of an object that a unit completes. */
export interface DeferredFields {
  readonly unit: DeferredUnit;
  readonly fields: readonly ResponseField[];
  /** The object that the unit's plan starts at. */
  readonly start: ObjectPosition;
  /** The same objects as the unit's fetches find them. */
  readonly found: ObjectPosition;
}

/** What of an object is completed with it, and what later. */
export interface PartitionedFields {
  readonly now: readonly ResponseField[];
  readonly later: readonly DeferredFields[];
}

/** Where the plan of a unit starts, and the fields from there to the object. */
interface Start extends Pick<DeferredUnit, 'startsAt' | 'steps'> {
  readonly position: ObjectPosition;
}

interface Options {
  readonly deferrals: Deferrals;
  /** The root of queries, whose fields can be asked for again at any time. */
  readonly queryType: GraphQLObjectType | null | undefined;
  /** Whether objects of a type can be asked for by a key. */
  readonly isEntity: (type: GraphQLObjectType) => boolean;
}

/**
 * Finds what is fetched apart from the rest, object by object as the projection is compiled: a field that a `@defer`
 * wants and that nothing before it does.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110 (BuildExecutionPlan)
 */
export class DeferredUnits {
  readonly #options: Options;
  readonly #units: DeferredUnit[] = [];
  /** Those of one position, holder and group. */
  readonly #unitsOf = new Map<string, readonly DeferredUnit[]>();
  /** Selection sets of abstract positions whose objects' types decide what is deferred. */
  readonly #abstractSets = new Set<SelectionSetNode>();
  readonly #numbers = new Map<SelectionSetNode, number>();
  /** The depth of the objects that a deferred fragment is on. */
  readonly #depths = new Map<DeferUsage, number>();
  #positionCount = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** In the order in which they were found, those found within others after them. */
  get all(): readonly DeferredUnit[] {
    return this.#units;
  }

  position(known: Omit<ObjectPosition, 'number' | 'calls'>): ObjectPosition {
    return { ...known, number: this.#positionCount++, calls: [] };
  }

  depthOf(usage: DeferUsage): number {
    return this.#depths.get(usage) ?? 0;
  }

  /** Selection sets that have to ask for the type. */
  get abstractSets(): Iterable<SelectionSetNode> {
    return this.#abstractSets;
  }

  /** Notes an abstract position: the fragments that tell its types apart may all be deferred. */
  addAbstractPosition(sets: readonly SelectionSetNode[], enclosingUnit: DeferredUnit | undefined): void {
    const areDistinguished = sets.some(({ selections }) =>
      selections.some(({ kind }) => kind === Kind.INLINE_FRAGMENT),
    );
    const set = areDistinguished ? this.setOf(sets, enclosingUnit) : undefined;
    if (set) this.#abstractSets.add(set);
  }

  /** The fields of an object whose type is not known that are completed with it: there is no key to get the others by. */
  immediate(fields: readonly ResponseField[], enclosingUnit: DeferredUnit | undefined): readonly ResponseField[] {
    return fields.filter((field) => usagesKey(this.#groupOf(field)) === usagesKey(enclosingUnit?.deferUsages ?? []));
  }

  /** The selection set, of those merged at a position, that a unit asks by; the first result's where there is none. */
  setOf(sets: readonly SelectionSetNode[], unit: DeferredUnit | undefined): SelectionSetNode | undefined {
    return sets.find((set) => {
      const usage = this.#options.deferrals.usageOf(set);
      return unit ? usage !== undefined && unit.deferUsages.includes(usage) : usage === undefined;
    });
  }

  /**
   * Parts the fields of an object.
   *
   * @param holder the unit that the object itself is of; nothing for the first result
   * @throws {NotDeferrable} when a part of them cannot be fetched by itself
   */
  partition(
    fields: readonly ResponseField[],
    position: ObjectPosition,
    enclosingUnit: DeferredUnit | undefined,
  ): PartitionedFields {
    const now: ResponseField[] = [];
    const groups = new Map<string, { deferUsages: readonly DeferUsage[]; fields: ResponseField[] }>();
    for (const field of fields) {
      this.#noteDepths(field, position.depth);
      const deferUsages = this.#groupOf(field);
      const key = usagesKey(deferUsages);
      if (key === usagesKey(enclosingUnit?.deferUsages ?? [])) now.push(field);
      else {
        const known = groups.get(key) ?? { deferUsages, fields: [] };
        groups.set(key, known);
        known.fields.push(field);
      }
    }
    return { now, later: [...groups.values()].map((part) => this.#add(part, position, enclosingUnit)) };
  }

  /** A fragment is on the objects where its fields are met first, as positions are parted from the root on. */
  #noteDepths({ written }: ResponseField, depth: number): void {
    for (const { within } of written) {
      const usage = this.#options.deferrals.usageOf(within);
      if (usage && !this.#depths.has(usage)) this.#depths.set(usage, depth);
    }
  }

  /** The usages that a field is delivered with; none when something wants it at once. */
  #groupOf(field: ResponseField): readonly DeferUsage[] {
    const usages = new Set(field.written.map(({ within }) => this.#options.deferrals.usageOf(within)));
    if (usages.has(undefined)) return [];
    const known = [...usages].filter((usage) => usage !== undefined);
    const deferUsages = known.filter((usage) => !ancestorsOf(usage).some((ancestor) => usages.has(ancestor)));
    // Two that share an object would each wait for a part of the other: only leaves are delivered for several at once.
    const isObject = field.type !== undefined && isCompositeType(getNamedType(field.type));
    if (deferUsages.length > 1 && isObject) throw new NotDeferrable(deferUsages.slice(1));
    return deferUsages.toSorted((left, right) => left.index - right.index);
  }

  #add(
    { deferUsages, fields }: { deferUsages: readonly DeferUsage[]; fields: readonly ResponseField[] },
    position: ObjectPosition,
    enclosingUnit: DeferredUnit | undefined,
  ): DeferredFields {
    const start = this.#startOf(position, enclosingUnit);
    if (!start) throw new NotDeferrable(deferUsages);
    const key = `${enclosingUnit?.index ?? ''}|${this.#numberOf(position.set)}|${usagesKey(deferUsages)}`;
    const set = this.#selectionsOf(fields, deferUsages);
    const unit = this.#unitFor(key, { deferUsages, start, set });
    const found = this.position({ type: position.type, depth: position.depth, set, within: undefined });
    return { unit, fields, start: start.position, found };
  }

  /** Members of an interface may want different fields of the object at one position: those are not fetched together. */
  #unitFor(
    key: string,
    { deferUsages, start, set }: { deferUsages: readonly DeferUsage[]; start: Start; set: SelectionSetNode },
  ) {
    const { position, startsAt, steps } = start;
    const known = this.#unitsOf.get(key) ?? [];
    const fitting = known.find(({ startSet, selectionsByType }) => {
      return startSet === position.set && areSame(selectionsByType.get(position.type) ?? set, set);
    });
    const index = this.#units.length;
    const unit = fitting ?? {
      index,
      deferUsages,
      startsAt,
      startSet: position.set,
      selectionsByType: new Map(),
      steps,
    };
    unit.selectionsByType.set(position.type, set);
    if (fitting) return unit;
    this.#unitsOf.set(key, [...known, unit]);
    this.#units.push(unit);
    return unit;
  }

  /** The nearest object at or around a place from which a plan can start, if no list and no open type is in between. */
  #startOf(position: ObjectPosition, enclosingUnit: DeferredUnit | undefined): Start | undefined {
    const steps: FieldNode[] = [];
    for (let at: ObjectPosition | undefined = position; at; at = at.within?.position) {
      if (this.#options.isEntity(at.type)) return { position: at, startsAt: 'entity', steps };
      const isRoot = at.type === this.#options.queryType && at.depth === 0 && !enclosingUnit;
      if (isRoot) return { position: at, startsAt: 'root', steps };
      if (at.within) steps.unshift(at.within.node);
    }
    return undefined;
  }

  #selectionsOf(fields: readonly ResponseField[], deferUsages: readonly DeferUsage[]): SelectionSetNode {
    const { deferrals } = this.#options;
    const written = fields.flatMap((field) => field.written);
    const own = written.filter(({ within }) => deferUsages.some((usage) => usage === deferrals.usageOf(within)));
    return selectionSet(own.map(({ node }) => node));
  }

  #numberOf(set: SelectionSetNode): number {
    const number = this.#numbers.get(set) ?? this.#numbers.size;
    this.#numbers.set(set, number);
    return number;
  }
}

function usagesKey(deferUsages: readonly DeferUsage[]): string {
  return deferUsages.map(({ index }) => index).join();
}

function areSame(left: SelectionSetNode, right: SelectionSetNode): boolean {
  if (left.selections.length !== right.selections.length) return false;
  return left.selections.every((selection, index) => selection === right.selections[index]);
}

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
