import { isInterfaceType, isObjectType, Kind, print } from 'graphql';
import type { FieldNode, GraphQLSchema, NameNode, SelectionSetNode } from 'graphql';
import { parseFieldSet, joinDirectives } from '../../../supergraph/join-directives.ts';

/** The prefix that a plan puts before a client's response name where it would clash with one of the plan's. */
const PREFIX = /^_as_/;
/** The prefixes that response names of plans have; a client's name may have them, too. */
const RESERVED = /^_(?:as|or|with)_/;

/**
 * The response names under which subgraphs are asked for an operation's fields. They are the client's, with one
 * exception: the plan may need the plain field `id` of an object that the client selects as `id: sequence`, or with
 * arguments.
 */
export class ResponseNames {
  readonly #needed: ReadonlySet<string>;
  /** The aliases that plans made. */
  readonly #own = new WeakSet<NameNode>();

  /** @param schema the supergraph's, with its directives */
  constructor(schema: GraphQLSchema) {
    this.#needed = neededFieldNames(schema);
  }

  /** The response name of an operation's field in the data of subgraphs. */
  of(field: FieldNode): string {
    const key = (field.alias ?? field.name).value;
    if (field.alias && this.#own.has(field.alias)) return key;
    const differs = key !== field.name.value || (field.arguments ?? []).length > 0;
    const clashes = (differs && this.#needed.has(key)) || RESERVED.test(key);
    return clashes ? `_as_${key}` : key;
  }

  /** Gives a required field with arguments an alias, because others may select it with other arguments. */
  withArgumentsAlias(field: FieldNode): FieldNode {
    if (!field.arguments?.length) return field;
    const alias: NameNode = { kind: Kind.NAME, value: responseNameWithArguments(field) };
    this.#own.add(alias);
    return { ...field, alias };
  }
}

/** A response name that spells out the arguments of a field. */
function responseNameWithArguments({ name, arguments: args = [] }: FieldNode): string {
  const text = args.map((argument) => print(argument)).join();
  return `_with_${Buffer.from(text).toString('hex')}_${name.value}`;
}

/** An alternative response name, for one that is taken. A rename gives the data its own name back. */
export function alternativeResponseName(key: string, number: number): string {
  return `_or_${number}_${key}`;
}

/** The client's response name for one in the data of subgraphs. */
export function clientResponseName<Key extends string | number>(planned: Key): Key | string {
  return typeof planned === 'string' ? planned.replace(PREFIX, '') : planned;
}

/** The names of all fields that plans may add to a client's: those in keys and in `@requires`. */
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
