import { isInterfaceType, isObjectType, Kind } from 'graphql';
import type { FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { fieldSet, joins } from '../../supergraph/joins.ts';

/** What a planned key has before the client's. */
const PREFIX = /^_(?:as|or_\d+)_/;

/**
 * The response keys under which subgraphs are asked for the fields of operations. They are the client's, but where one
 * names a field like another, `id: sequence`, or gives it arguments, and a plan may need the plain `id` of the object.
 */
export class PlannedKeys {
  readonly #needed: ReadonlySet<string>;

  /** @param schema of the supergraph, with its directives */
  constructor(schema: GraphQLSchema) {
    this.#needed = neededFieldNames(schema);
  }

  /** The key under which a field of the operation stands in the data of subgraphs. */
  of(field: FieldNode): string {
    const key = (field.alias ?? field.name).value;
    const differs = key !== field.name.value || (field.arguments ?? []).length > 0;
    const clashes = (differs && this.#needed.has(key)) || PREFIX.test(key);
    return clashes ? `_as_${key}` : key;
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

/** The names of all fields that plans may ask for beside a client's: those of keys and those that others require. */
function neededFieldNames(schema: GraphQLSchema): ReadonlySet<string> {
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
