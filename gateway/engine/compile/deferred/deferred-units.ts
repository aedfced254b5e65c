import { isCompositeType, getNamedType, Kind } from 'graphql';
import type { FieldNode, GraphQLObjectType, SelectionNode, SelectionSetNode } from 'graphql';
import { ancestorsOf, NotDeferrable } from '../../plan/selections/deferrals.ts';
import type { Deferrals, DeferUsage } from '../../plan/selections/deferrals.ts';
import type { Code } from '../code.ts';
import type { ResponseField } from '../projection/response-fields.ts';

/** The objects of one type at one position of the response, while their projection is compiled. */
export interface ObjectPosition {
  readonly type: GraphQLObjectType;
  /** Unique among the positions. */
  readonly number: number;
  /** The number of keys and list indices in the response path of such an object. */
  readonly depth: number;
  /** A selection set that asks for fields of these objects in the plan's fetches. */
  readonly set: SelectionSetNode;
  /** The parent object and the field that leads here; undefined in a list, at an abstract type and at the root. */
  readonly within: { readonly position: ObjectPosition; readonly node: FieldNode } | undefined;
  /** The calls at the beginning of these objects' function. */
  readonly calls: Code[];
}

/** The fields that the same `@defer`s select on the objects of one position. They are fetched together. */
export interface DeferredUnit {
  readonly index: number;
  readonly deferUsages: readonly DeferUsage[];
  /** Where the plan starts: at the query root, or at entities that earlier fetches found. */
  readonly startsAt: 'root' | 'entity';
  /** The selection set that fetched those entities. */
  readonly startSet: SelectionSetNode;
  /** The selections on the object at the end of the steps, by the type of the object that the plan starts at. */
  readonly selectionsByType: Map<GraphQLObjectType, SelectionSetNode>;
  /** The fields from the start of the plan to the object. */
  readonly steps: readonly FieldNode[];
}

/** The fields of an object that a unit delivers. */
export interface DeferredFields {
  readonly unit: DeferredUnit;
  readonly fields: readonly ResponseField[];
  /** The object that the unit's plan starts at. */
  readonly start: ObjectPosition;
  /** The same objects, as the unit's own fetches find them. */
  readonly found: ObjectPosition;
}

/** The fields of an object that come with it, and those that come later. */
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
  /** The query root, whose fields can be fetched again at any time. */
  readonly queryType: GraphQLObjectType | null | undefined;
  /** Whether objects of a type can be fetched by a key. */
  readonly isEntity: (type: GraphQLObjectType) => boolean;
}

/**
 * Finds the fields to fetch separately, object by object while the projection is compiled: those that a `@defer`
 * selects and that no earlier result holds.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110 (BuildExecutionPlan)
 */
export class DeferredUnits {
  readonly #options: Options;
  readonly #units: DeferredUnit[] = [];
  /** The units by position, enclosing unit and deferring uses. */
  readonly #unitsOf = new Map<string, readonly DeferredUnit[]>();
  /** The selection sets at abstract types where the type of the object decides what is deferred. */
  readonly #abstractSets = new Set<SelectionSetNode>();
  readonly #numbers = new Map<SelectionSetNode, number>();
  /** The depth of the objects that a deferred fragment is on. */
  readonly #depths = new Map<DeferUsage, number>();
  #positionCount = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** In the order in which they were found; a unit inside another one comes after it. */
  get all(): readonly DeferredUnit[] {
    return this.#units;
  }

  position(known: Omit<ObjectPosition, 'number' | 'calls'>): ObjectPosition {
    return { ...known, number: this.#positionCount++, calls: [] };
  }

  depthOf(usage: DeferUsage): number {
    return this.#depths.get(usage) ?? 0;
  }

  /** The selection sets that have to select `__typename`. */
  get abstractSets(): Iterable<SelectionSetNode> {
    return this.#abstractSets;
  }

  /** Records an abstract type whose members may be told apart by deferred fragments alone. */
  addAbstractPosition(sets: readonly SelectionSetNode[], enclosingUnit: DeferredUnit | undefined): void {
    const areDistinguished = sets.some(({ selections }) =>
      selections.some(({ kind }) => kind === Kind.INLINE_FRAGMENT),
    );
    const set = areDistinguished ? this.setOf(sets, enclosingUnit) : undefined;
    if (set) this.#abstractSets.add(set);
  }

  /** The fields that come with an object of unknown type: without a type there is no key to fetch the others by. */
  immediate(fields: readonly ResponseField[], enclosingUnit: DeferredUnit | undefined): readonly ResponseField[] {
    return fields.filter((field) => usagesKey(this.#groupOf(field)) === usagesKey(enclosingUnit?.deferUsages ?? []));
  }

  /** Of the selection sets that are merged at a position, the one that belongs to a unit, or to the first result. */
  setOf(sets: readonly SelectionSetNode[], unit: DeferredUnit | undefined): SelectionSetNode | undefined {
    return sets.find((set) => {
      const usage = this.#options.deferrals.usageOf(set);
      return unit ? usage !== undefined && unit.deferUsages.includes(usage) : usage === undefined;
    });
  }

  /**
   * Partitions the fields of an object into those that come with it and those that come later.
   *
   * @param enclosingUnit the unit that delivers the object itself; undefined for the first result
   * @throws {NotDeferrable} when fields cannot be fetched separately
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

  /** A fragment is on the objects where its fields appear first: objects are partitioned from the root downwards. */
  #noteDepths({ written }: ResponseField, depth: number): void {
    for (const { within } of written) {
      const usage = this.#options.deferrals.usageOf(within);
      if (usage && !this.#depths.has(usage)) this.#depths.set(usage, depth);
    }
  }

  /** The `@defer`s that deliver a field; none when the field is also selected outside of them. */
  #groupOf(field: ResponseField): readonly DeferUsage[] {
    const usages = new Set(field.written.map(({ within }) => this.#options.deferrals.usageOf(within)));
    if (usages.has(undefined)) return [];
    const known = [...usages].filter((usage) => usage !== undefined);
    const deferUsages = known.filter((usage) => !ancestorsOf(usage).some((ancestor) => usages.has(ancestor)));
    // Two fragments that share an object would each wait for a part of the other, so they can share leaf fields only.
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

  /** Members of an interface may select different fields at one position. Those are not fetched together. */
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

  /**
   * The nearest object, at or above a position, that a plan can start at. There must be no list and no abstract type
   * between.
   */
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
