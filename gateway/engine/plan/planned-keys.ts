import { isInterfaceType, isObjectType, Kind, print } from 'graphql';
import type { FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';

/** What a planned key has before the client's. */
const PREFIX = /^_as_\d+_/;

/** The names of all fields of a schema, hidden ones too. */
export function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const names = new Set(['__typename']);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const name of Object.keys(type.getFields())) names.add(name);
  }
  return names;
}

/**
 * The response keys under which subgraphs are asked for the fields of an operation. They are the client's but for two
 * cases. A client may name one field like another, `id: sequence`, where a plan needs the real `id` in the same object.
 * And one key may be different fields for different members of an interface, or one field with different arguments: the
 * planner ends the process over those where one subgraph knows only the interface.
 */
export class PlannedKeys {
  readonly #fieldNames: ReadonlySet<string>;
  /** A number for every field that shares its key with another one. */
  readonly #shared = new Map<string, number>();

  /**
   * @param fieldNames of the full schema
   * @param set the operation's root selections with fragments inlined
   */
  constructor(fieldNames: ReadonlySet<string>, set: SelectionSetNode) {
    this.#fieldNames = fieldNames;
    this.#findShared([set]);
  }

  /** The key under which a field of the operation stands in the data of subgraphs. */
  of(field: FieldNode): string {
    const key = keyOf(field);
    const shared = this.#shared.size > 0 ? this.#shared.get(signatureOf(field)) : undefined;
    if (shared !== undefined) return `_as_${shared}_${key}`;
    const clashes = key !== field.name.value && (this.#fieldNames.has(key) || PREFIX.test(key));
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
