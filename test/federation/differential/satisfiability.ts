import type { FieldDraft, SubgraphDraft, TypeDraft } from './subgraph-draft.ts';
import type { Selections } from './supergraph-blueprint.ts';

/** A subgraph that an object can be asked of, and the external fields it has of the object on the way it came to it. */
interface Place {
  readonly subgraph: SubgraphDraft;
  readonly provided: readonly string[];
}

/** An object of a type that came from some subgraphs, and the places it can be asked at in the end. */
interface Arrival {
  readonly type: string;
  readonly places: Place[];
}

/**
 * True when every field can be reached on every way of an operation to it. Composition promises that, but
 * \@theguild/federation-composition accepts some supergraphs of which it is not so: a value type has a field to an entity
 * (`Details.about: Order`), only some subgraphs know it, and below that entity a subgraph that does not know it answers such
 * a value again (`Order.details`). What it refuses beyond this, and why, is its own business.
 *
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/composition
 */
export function isSatisfiable(subgraphs: readonly SubgraphDraft[]): boolean {
  return new Satisfiability(subgraphs).holds();
}

class Satisfiability {
  readonly #subgraphs: readonly SubgraphDraft[];
  readonly #arrivals = new Map<string, Arrival>();
  /** Every `subgraph Type.field` that another subgraph took over. */
  readonly #taken = new Set<string>();
  #settling = false;

  constructor(subgraphs: readonly SubgraphDraft[]) {
    this.#subgraphs = subgraphs;
    for (const { types } of subgraphs) {
      for (const type of types.values()) {
        for (const [name, { override }] of type.fields) this.#taken.add(`${override} ${type.name}.${name}`);
      }
    }
  }

  holds(): boolean {
    const root = this.#arrive(
      'Query',
      this.#subgraphs.map((subgraph) => ({ subgraph, provided: [] })),
    );
    const seen = new Set([root]);
    for (const { type, places } of seen) {
      for (const field of this.#fieldNames(type)) {
        const answering = this.#answering(type, field, places);
        if (answering.length === 0) return false;
        for (const next of this.#next(type, field, answering)) seen.add(next);
      }
    }
    return true;
  }

  /** How a subgraph knows objects of a type: by the type itself, or all members of an interface by one object. */
  #view({ types }: SubgraphDraft, type: string): TypeDraft | undefined {
    const known = types.get(type);
    if (known) return known;
    return [...types.values()].find(({ kind, name }) => kind === 'interface-object' && this.#members(name).has(type));
  }

  #members(abstract: string): Set<string> {
    return new Set(this.#subgraphs.flatMap((subgraph) => [...membersIn(subgraph, abstract)]));
  }

  #fieldNames(type: string): Set<string> {
    const views = this.#subgraphs.flatMap((subgraph) => this.#view(subgraph, type) ?? []);
    return new Set(
      views.flatMap(({ fields }) => [...fields].flatMap(([name, { external }]) => (external ? [] : name))),
    );
  }

  /** Nothing is known of an arrival at first; what becomes known may make others known, until nothing does. */
  #arrive(type: string, places: readonly Place[]): Arrival {
    const text = places.map(({ subgraph, provided }) => `${subgraph.name}(${provided.join(' ')})`);
    const key = `${type} ${text.join(' ')}`;
    const known = this.#arrivals.get(key);
    if (known) return known;
    const arrival = { type, places: [...places] };
    this.#arrivals.set(key, arrival);
    if (!this.#settling) this.#settle();
    return arrival;
  }

  #settle(): void {
    this.#settling = true;
    for (let changes = true; changes;) {
      const count = this.#arrivals.size;
      changes = [...this.#arrivals.values()].filter((arrival) => this.#expand(arrival)).length > 0;
      changes ||= this.#arrivals.size > count;
    }
    this.#settling = false;
  }

  /** @returns true when the object can be asked at a place more */
  #expand({ type, places }: Arrival): boolean {
    const open = this.#subgraphs.filter((subgraph) => places.every((place) => place.subgraph !== subgraph));
    const found = open.filter((subgraph) => this.#canEnter(subgraph, type, places));
    places.push(...found.map((subgraph) => ({ subgraph, provided: [] })));
    return found.length > 0;
  }

  #canEnter(subgraph: SubgraphDraft, type: string, places: readonly Place[]): boolean {
    const keys = this.#view(subgraph, type)?.keys ?? [];
    return keys.some(({ fields, resolvable }) => resolvable && this.#gathers(type, fields, places));
  }

  #gathers(type: string, selections: Selections, places: readonly Place[]): boolean {
    return selections.every(({ field, inner }) => {
      const answering = this.#answering(type, field, places);
      if (!inner || answering.length === 0) return answering.length > 0;
      return this.#next(type, field, answering).every((next) => this.#gathers(next.type, inner, next.places));
    });
  }

  #answering(type: string, name: string, places: readonly Place[]): Place[] {
    return places.filter(({ subgraph, provided }) => {
      const view = this.#view(subgraph, type);
      const field = view?.fields.get(name);
      if (!view || !field || this.#taken.has(`${subgraph.name} ${view.name}.${name}`)) return false;
      if (field.external) return provided.includes(name);
      if (!field.requires) return true;
      return this.#gathers(type, field.requires, places) && this.#canEnter(subgraph, type, places);
    });
  }

  /** What an object becomes by a field: an arrival for each type that it may have. */
  #next(type: string, name: string, answering: readonly Place[]): Arrival[] {
    const arrivals = new Map<string, Place[]>();
    for (const { subgraph } of answering) {
      const field = this.#view(subgraph, type)?.fields.get(name);
      if (!field) continue;
      for (const target of this.#targets(subgraph, field)) {
        const provided = field.provides?.map((selected) => selected.field) ?? [];
        arrivals.set(target, [...(arrivals.get(target) ?? []), { subgraph, provided }]);
      }
    }
    return [...arrivals].map(([target, places]) => this.#arrive(target, places));
  }

  #targets(subgraph: SubgraphDraft, { blueprint: { named } }: FieldDraft): readonly string[] {
    const type = subgraph.types.get(named);
    if (type?.kind === 'object') return [named];
    return type?.kind === 'interface-object' ? [...this.#members(named)] : membersIn(subgraph, named);
  }
}

/** The objects of an interface or union, as one subgraph knows them; none for a leaf. */
function membersIn({ types, unions }: SubgraphDraft, abstract: string): readonly string[] {
  const implementing = [...types.values()].filter(({ interfaces }) => interfaces.has(abstract));
  return unions.get(abstract) ?? implementing.map(({ name }) => name);
}
