import { isInterfaceType, isObjectType, Kind, print } from 'graphql';
import type { FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { fieldSet, joins } from '../../supergraph/joins.ts';

/** What a planned key has before the client's. */
const PREFIX = /^_(?:as|or)_\d+_/;

/** The names of all fields that plans may ask for beside a client's: those of keys and those that others require. */
export function neededFieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const names = new Set(['__typename']);
  const gatherNames = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) gatherNames(selection.selectionSet);
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const sources = Object.values(type.getFields()).flatMap(({ astNode }) => joins(astNode?.directives, 'join__field'));
    const required = sources.flatMap((join) => join.get('requires') ?? []);
    const keys = joins(type.astNode?.directives, 'join__type').flatMap((join) => join.get('key') ?? []);
    for (const fields of [...keys, ...required]) gatherNames(fieldSet(fields));
  }
  return names;
}

/**
 * The response keys under which subgraphs are asked for the fields of an operation. They are the client's but for two
 * cases. A client may name one field like another, `id: sequence`, or give it arguments, where a plan needs the plain `id`
 * in the same object. And one key may be different fields for different members of an interface, or one field with different arguments: the
 * planner ends the process over those where one subgraph knows only the interface.
 */
export class PlannedKeys {
  readonly #needed: ReadonlySet<string>;
  /** A number for every field that shares its key with another one. */
  readonly #shared = new Map<string, number>();

  /**
   * @param needed names of fields that plans may ask for
   * @param set the operation's root selections with fragments inlined
   */
  constructor(needed: ReadonlySet<string>, set: SelectionSetNode) {
    this.#needed = needed;
    this.#findShared([set]);
  }

  /** The key under which a field of the operation stands in the data of subgraphs. */
  of(field: FieldNode): string {
    const key = keyOf(field);
    const shared = this.#shared.size > 0 ? this.#shared.get(signatureOf(field)) : undefined;
    if (shared !== undefined) return `_as_${shared}_${key}`;
    const differs = key !== field.name.value || (field.arguments ?? []).length > 0;
    const clashes = (differs && this.#needed.has(key)) || PREFIX.test(key);
    return clashes ? `_as_0_${key}` : key;
  }

  /** @param sets the selection sets of one level, which may be merged whatever their type conditions */
  #findShared(sets: readonly SelectionSetNode[]): void {
    const groups = new Map<string, FieldNode[]>();
    for (const set of sets) gather(set, groups);
    for (const fields of groups.values()) {
      const signatures = fields.length > 1 ? new Set(fields.map(signatureOf)) : undefined;
      if (signatures && signatures.size > 1) {
        for (const signature of signatures) {
          if (!this.#shared.has(signature)) this.#shared.set(signature, this.#shared.size + 1);
        }
      }
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) this.#findShared(below);
    }
  }
}

/** Another key for what stands under one already; plans give it back its own before anybody reads it. */
export function alternativeKey(key: string, number: number): string {
  return `_or_${number}_${key}`;
}

/** The client's response key for a key in the data of subgraphs. */
export function clientKey<Key extends string | number>(planned: Key): Key | string {
  return typeof planned === 'string' ? planned.replace(PREFIX, '') : planned;
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function signatureOf({ alias, name, arguments: args }: FieldNode): string {
  return [alias ?? name, name, ...(args ?? [])].map((node) => print(node)).join(' ');
}

function gather(set: SelectionSetNode, groups: Map<string, FieldNode[]>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const group = groups.get(keyOf(selection));
      if (group) group.push(selection);
      else groups.set(keyOf(selection), [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet, groups);
  }
}
