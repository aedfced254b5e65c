import { isInterfaceType, isObjectType, Kind, print } from 'graphql';
import type { FieldNode, GraphQLSchema, NameNode, SelectionSetNode } from 'graphql';
import { parseFieldSet, joinDirectives } from '../../../supergraph/join-directives.ts';

/** What a planned key has before the client's. */
const PREFIX = /^_as_/;
/** What keys of plans begin with, and a client's may, too. */
const RESERVED = /^_(?:as|or|with)_/;

/**
 * The response keys under which subgraphs are asked for the fields of operations. They are the client's, but where one
 * names a field like another, `id: sequence`, or gives it arguments, and a plan may need the plain `id` of the object.
 */
export class ResponseNames {
  readonly #needed: ReadonlySet<string>;
  /** The aliases of plans. */
  readonly #own = new WeakSet<NameNode>();

  /** @param schema of the supergraph, with its directives */
  constructor(schema: GraphQLSchema) {
    this.#needed = neededFieldNames(schema);
  }

  /** The key under which a field of the operation stands in the data of subgraphs. */
  of(field: FieldNode): string {
    const key = (field.alias ?? field.name).value;
    if (field.alias && this.#own.has(field.alias)) return key;
    const differs = key !== field.name.value || (field.arguments ?? []).length > 0;
    const clashes = (differs && this.#needed.has(key)) || RESERVED.test(key);
    return clashes ? `_as_${key}` : key;
  }

  /** The field as a plan asks for it beside the client's: others may ask for it with other arguments. */
  withArgumentsAlias(field: FieldNode): FieldNode {
    if (!field.arguments?.length) return field;
    const alias: NameNode = { kind: Kind.NAME, value: responseNameWithArguments(field) };
    this.#own.add(alias);
    return { ...field, alias };
  }
}

/** A response key that says all about a field's arguments. */
function responseNameWithArguments({ name, arguments: args = [] }: FieldNode): string {
  const text = args.map((argument) => print(argument)).join();
  return `_with_${Buffer.from(text).toString('hex')}_${name.value}`;
}

/** Another key for what stands under one already; plans give it back its own before anybody reads it. */
export function alternativeResponseName(key: string, number: number): string {
  return `_or_${number}_${key}`;
}

/** The client's response key for a key in the data of subgraphs. */
export function clientResponseName<Key extends string | number>(planned: Key): Key | string {
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
    const sources = Object.values(type.getFields()).flatMap(({ astNode }) =>
      joinDirectives(astNode?.directives, 'join__field'),
    );
    const required = sources.flatMap((join) => join.get('requires') ?? []);
    const keys = joinDirectives(type.astNode?.directives, 'join__type').flatMap((join) => join.get('key') ?? []);
    for (const fields of [...keys, ...required]) gatherNames(parseFieldSet(fields));
  }
  return names;
}
