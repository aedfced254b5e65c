import { getNamedType, isAbstractType, isObjectType, Kind, parse } from 'graphql';
import { SubgraphMembers } from '../../supergraph/subgraph-members.ts';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationTypeNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type {
  EntityFetchNode,
  EntitySelection,
  FetchNode,
  PlanNode,
  PlanPath,
  RequiredSelection,
} from './plan-nodes.ts';
import type { PlannedKeys } from './planned-keys.ts';

/** What the fetches so far tell of the objects at a place. */
interface Known {
  /** The object types that may stand there. */
  readonly possible: Set<string>;
  readonly fields: Map<string, { readonly types: Set<string>; readonly below: Known }>;
}

/**
 * Follows a plan and notes which fields are known where, and for which types. A fetch tells nothing of the entities that
 * could not be sent, as what their representation needs is not known at its turn.
 *
 * The planner forgets fetches behind interface objects, or makes them for another member than the one that was selected,
 * and the nulls that are left would look like answers.
 */
export class PlanCoverage {
  readonly #schema: GraphQLSchema;
  readonly #members: SubgraphMembers;
  readonly #root: Known;
  /** Keys that rewrites give to what was asked for under other ones. */
  readonly #renamed = new Set<string>();

  /** @param schema all types of the supergraph that the plan was made for */
  constructor(schema: GraphQLSchema, kind: OperationTypeNode) {
    this.#schema = schema;
    this.#members = new SubgraphMembers(schema);
    this.#root = { possible: new Set(this.#possible(schema.getRootType(kind)?.name ?? '')), fields: new Map() };
  }

  add(node: PlanNode): void {
    switch (node.kind) {
      case 'fetch':
      case 'entity-fetch':
        return this.#addFetch(node);
      case 'subscription':
        return this.#addFetch(node.primary);
      case 'sequence':
      case 'parallel':
        return node.nodes.forEach((part) => this.add(part));
      case 'condition':
        for (const part of [node.whenTrue, node.whenFalse]) if (part) this.add(part);
        return;
      default:
        return node satisfies never;
    }
  }

  /** @param selections with fragments inlined */
  has(selections: readonly SelectionNode[], keys: PlannedKeys): boolean {
    return this.#hasAll(selections, keys, { place: this.#root, types: this.#root.possible });
  }

  #hasAll(selections: readonly SelectionNode[], keys: PlannedKeys, at: Position): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const types = common(at.types, this.#possible(selection.typeCondition?.name.value));
        return this.#hasAll(selection.selectionSet.selections, keys, { ...at, types });
      }
      const key = keys.of(selection);
      if (at.types.size === 0 || selection.name.value === '__typename' || this.#renamed.has(key)) return true;
      const field = at.place.fields.get(key);
      if (!field || ![...at.types].every((type) => field.types.has(type))) return false;
      const { below } = field;
      const inner = selection.selectionSet?.selections ?? [];
      return this.#hasAll(inner, keys, { place: below, types: below.possible });
    });
  }

  #addFetch(fetch: FetchNode | EntityFetchNode): void {
    const { definitions } = parse(fetch.operation, { noLocation: true });
    const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    if (!operation) return;
    if (fetch.kind === 'fetch') {
      this.#addRenamed(fetch);
      this.#addSelections(operation.selectionSet, this.#at(fetch.path), { fragments, service: fetch.service });
      return;
    }
    for (const entities of fetch.entities) {
      this.#addRenamed(entities);
      for (const field of operation.selectionSet.selections) {
        if (field.kind !== Kind.FIELD || (field.alias ?? field.name).value !== entities.alias) continue;
        for (const path of entities.paths) {
          const { place, types } = this.#at(path);
          const sent = common(types, this.#sent(entities, place));
          if (field.selectionSet)
            this.#addSelections(field.selectionSet, { place, types: sent }, { fragments, service: fetch.service });
        }
      }
    }
  }

  #addRenamed({ outputRewrites }: Pick<FetchNode, 'outputRewrites'>): void {
    for (const rewrite of outputRewrites) if (rewrite.kind === 'rename-key') this.#renamed.add(rewrite.name);
  }

  /** The types whose representations are known. */
  #sent({ requires }: EntitySelection, place: Known): ReadonlySet<string> {
    const plain = requires.filter(({ kind }) => kind === 'field');
    const isSent = (type: string): boolean => {
      const fragments = requires.filter((one) => one.kind === 'fragment');
      const own = fragments.filter(({ typeCondition }) => this.#possible(typeCondition).has(type));
      if (fragments.length > 0 && own.length === 0) return false;
      return [...plain, ...own.flatMap(({ selections }) => selections)].every((one) => this.#knows(one, place, type));
    };
    return new Set([...place.possible].filter(isSent));
  }

  #knows(required: RequiredSelection, place: Known, type: string | undefined): boolean {
    if (required.kind === 'fragment') return true;
    if (required.name === '__typename' || this.#renamed.has(required.name)) return true;
    const field = place.fields.get(required.name);
    if (!field || (type !== undefined && !field.types.has(type))) return false;
    return required.selections.every((one) => this.#knows(one, field.below, undefined));
  }

  #at(path: PlanPath): Position {
    let place = this.#root;
    let types: ReadonlySet<string> = place.possible;
    for (const step of path) {
      if (step.kind === 'types')
        types = common(types, new Set(step.names.flatMap((name) => [...this.#possible(name)])));
      if (step.kind !== 'field') continue;
      place = place.fields.get(step.name)?.below ?? noPlace();
      types = place.possible;
    }
    return { place, types };
  }

  #addSelections(set: SelectionSetNode, at: Position, source: Source): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        this.#addField(selection, at, source);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : source.fragments.find(({ name }) => name.value === selection.name.value);
      if (!fragment) continue;
      const types = common(at.types, this.#possible(fragment.typeCondition?.name.value));
      this.#addSelections(fragment.selectionSet, { place: at.place, types }, source);
    }
  }

  #addField(node: FieldNode, { place, types }: Position, source: Source): void {
    const key = (node.alias ?? node.name).value;
    const field = place.fields.get(key) ?? { types: new Set<string>(), below: noPlace() };
    place.fields.set(key, field);
    for (const type of types) field.types.add(type);
    if (!node.selectionSet) return;
    const inner = this.#typeBelow(types, node.name.value);
    const members = inner && this.#members.of(inner, source.service);
    for (const type of members ?? this.#possible(inner?.name ?? '')) field.below.possible.add(type);
    this.#addSelections(node.selectionSet, { place: field.below, types: field.below.possible }, source);
  }

  #typeBelow(types: ReadonlySet<string>, name: string): GraphQLNamedType | undefined {
    for (const one of types) {
      const type = this.#schema.getType(one);
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (field) return getNamedType(field.type);
    }
    return undefined;
  }

  /** The names of the object types that meet a type condition, of all of them where there is none. */
  #possible(condition: string | undefined): ReadonlySet<string> {
    const type = condition === undefined ? undefined : this.#schema.getType(condition);
    if (isAbstractType(type)) return new Set(this.#schema.getPossibleTypes(type).map(({ name }) => name));
    if (type) return new Set([type.name]);
    return new Set(Object.keys(this.#schema.getTypeMap()));
  }
}

/** A place, and the types that a path or conditions leave of those that may stand there. */
interface Position {
  readonly place: Known;
  readonly types: ReadonlySet<string>;
}

/** What a selection set was asked of. */
interface Source {
  readonly service: string;
  readonly fragments: readonly FragmentDefinitionNode[];
}

function noPlace(): Known {
  return { possible: new Set(), fields: new Map() };
}

function common(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((name) => right.has(name)));
}
