import { getNamedType, isAbstractType, isCompositeType, isListType, isNonNullType, Kind, print } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { RequiredSelection } from '../plan-nodes.ts';
import type { ResponseNames } from '../selections/response-names.ts';
import { TYPENAME } from '../selections/root-selections.ts';

/**
 * The fields of an entity that a subgraph has to be sent: how they are asked for, and how they are read from the data.
 * A field with arguments is asked for under a key of its own, as others may ask for it with other ones.
 */
export class RequiredFields {
  readonly #schema: GraphQLSchema;
  readonly #responseNames: ResponseNames;
  readonly #type: string;
  readonly #selections: SelectionNode[] = [];
  readonly #representation: RequiredSelection[] = [];
  /** The arguments of every field that is sent, by its path. */
  readonly #argumentsAt = new Map<string, string>();

  /** @param type of the entity */
  constructor(schema: GraphQLSchema, responseNames: ResponseNames, type: string) {
    this.#schema = schema;
    this.#responseNames = responseNames;
    this.#type = type;
  }

  /** What to select of the entity. */
  get selections(): readonly SelectionNode[] {
    return this.#selections;
  }

  /** What to send of the data. */
  get representation(): readonly RequiredSelection[] {
    return this.#representation;
  }

  /** Whether a null among the fields beside the key keeps the entity from being asked for. */
  get canBeNull(): boolean {
    return !this.#representation.some((sent) => hasNonNull(sent));
  }

  /** Adds the key that the entity is asked for by. */
  addKey(set: SelectionSetNode): void {
    this.#add(set, true);
  }

  /** @returns false, with nothing added, where the same field is sent with other arguments already */
  add(set: SelectionSetNode): boolean {
    return this.#add(set, false);
  }

  #add(set: SelectionSetNode, isKey: boolean): boolean {
    const found = new Map<string, string>();
    gatherArguments(set, '', found);
    for (const [path, text] of found) if ((this.#argumentsAt.get(path) ?? text) !== text) return false;
    for (const [path, text] of found) this.#argumentsAt.set(path, text);
    const type = this.#schema.getType(this.#type);
    for (const { asked, sent } of isCompositeType(type) ? this.#convertSet(set, type) : []) {
      this.#selections.push(asked);
      this.#representation.push(sent.kind === 'field' ? { ...sent, isKey } : sent);
    }
    return true;
  }

  #convertSet({ selections }: SelectionSetNode, parent: GraphQLCompositeType): Converted[] {
    return selections.flatMap((selection): Converted[] => {
      if (selection.kind === Kind.FIELD) return [this.#convertField(selection, parent)];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      const condition = this.#schema.getType(selection.typeCondition?.name.value ?? parent.name);
      if (!isCompositeType(condition)) return [];
      const inner = this.#convertSet(selection.selectionSet, condition);
      const asked = { ...selection, selectionSet: selectionSetOf(inner) };
      const selected = inner.map(({ sent }) => sent);
      return [{ asked, sent: { kind: 'fragment', typeCondition: condition.name, selections: selected } }];
    });
  }

  #convertField(field: FieldNode, parent: GraphQLCompositeType): Converted {
    const { name } = field;
    const asked = this.#responseNames.withArgumentsAlias(field);
    const key = name.value === '__typename' ? name.value : this.#responseNames.of(asked);
    const definition = 'getFields' in parent ? parent.getFields()[name.value] : undefined;
    const nonNull = definition ? nonNullLevels(definition.type) : [true];
    const sent = { kind: 'field', responseName: key, fieldName: name.value, isKey: false, nonNull } as const;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return { asked, sent: { ...sent, selections: [] } };
    const inner = this.#convertSet(field.selectionSet, type);
    // Who is sent an object of an abstract type cannot tell which it is without its name.
    if (isAbstractType(type)) inner.unshift(this.#convertField(TYPENAME, type));
    return {
      asked: { ...asked, selectionSet: selectionSetOf(inner) },
      sent: { ...sent, selections: inner.map((one) => one.sent) },
    };
  }
}

interface Converted {
  readonly asked: SelectionNode;
  readonly sent: RequiredSelection;
}

function hasNonNull(sent: RequiredSelection): boolean {
  if (sent.kind === 'fragment') return sent.selections.some((one) => hasNonNull(one));
  return !sent.isKey && sent.fieldName !== '__typename' && sent.nonNull[0] === true;
}

function nonNullLevels(type: GraphQLOutputType): boolean[] {
  const isNonNull = isNonNullType(type);
  const inner: GraphQLOutputType = isNonNull ? (type.ofType as GraphQLOutputType) : type;
  return [isNonNull, ...(isListType(inner) ? nonNullLevels(inner.ofType) : [])];
}

function selectionSetOf(converted: readonly Converted[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: converted.map(({ asked }) => asked) };
}

function gatherArguments({ selections }: SelectionSetNode, path: string, found: Map<string, string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const step = selection.kind === Kind.FIELD ? `${path}.${selection.name.value}` : path;
    if (selection.kind === Kind.FIELD) found.set(step, textOfArguments(selection));
    if (selection.selectionSet) gatherArguments(selection.selectionSet, step, found);
  }
}

function textOfArguments({ arguments: args }: FieldNode): string {
  return (args ?? []).map((argument) => print(argument)).join();
}
