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
 * The fields of an entity that its representation holds: how they are selected, and how they are read from the data. A
 * field with arguments is selected under an alias of its own, because others may select it with other arguments.
 */
export class RequiredFields {
  readonly #schema: GraphQLSchema;
  readonly #responseNames: ResponseNames;
  readonly #type: string;
  readonly #selections: SelectionNode[] = [];
  readonly #representation: RequiredSelection[] = [];
  /** The printed arguments of every field in the representation, by the field's path. */
  readonly #argumentsAt = new Map<string, string>();

  /** @param type the entity's type */
  constructor(schema: GraphQLSchema, responseNames: ResponseNames, type: string) {
    this.#schema = schema;
    this.#responseNames = responseNames;
    this.#type = type;
  }

  /** The selections that fetch the fields. */
  get selections(): readonly SelectionNode[] {
    return this.#selections;
  }

  /** The fields of the representation. */
  get representation(): readonly RequiredSelection[] {
    return this.#representation;
  }

  /** Whether the entity is fetched even when a field beside the key is null. */
  get canBeNull(): boolean {
    return !this.#representation.some((sent) => hasNonNull(sent));
  }

  /** Adds the key of the entity. */
  addKey(set: SelectionSetNode): void {
    this.#add(set, true);
  }

  /** @returns false, and adds nothing, when the representation holds the same field with other arguments */
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
    const responseName = name.value === '__typename' ? name.value : this.#responseNames.of(asked);
    const definition = 'getFields' in parent ? parent.getFields()[name.value] : undefined;
    const nonNull = definition ? nonNullLevels(definition.type) : [true];
    const sent = { kind: 'field', responseName, fieldName: name.value, isKey: false, nonNull } as const;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return { asked, sent: { ...sent, selections: [] } };
    const inner = this.#convertSet(field.selectionSet, type);
    // A subgraph that receives an object of an abstract type needs its `__typename`.
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
