import { getNamedType, isCompositeType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
} from 'graphql';
import { joins } from '../../supergraph/joins.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for the fields of interface objects on the interface instead of on its members. A subgraph that knows only the
 * interface answers them for every member anyway, and the planner makes one fetch of the conditions on several members
 * that keeps the keys of one of them only. What a member was not asked for is left out when the response is put together.
 */
export class InterfaceObjectFields {
  readonly #schema: GraphQLSchema;
  /** The names of such fields by interface. */
  readonly #fields = new Map<string, ReadonlySet<string>>();

  /** @param schema the full schema, with the supergraph's directives */
  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isInterfaceType(type)) continue;
      const standing = joins(type.astNode?.directives, 'join__type').filter(
        (join) => join.get('isInterfaceObject') === 'true',
      );
      const graphs = new Set(standing.map((join) => join.get('graph')));
      if (graphs.size === 0) continue;
      const names = Object.values(type.getFields()).flatMap(({ name, astNode }) => {
        const sources = joins(astNode?.directives, 'join__field');
        // A field without sources, a key for example, is one that all subgraphs of the type give.
        const gives = (join: Map<string, string>) => graphs.has(join.get('graph')) && join.get('external') !== 'true';
        return sources.length === 0 || sources.some(gives) ? [name] : [];
      });
      this.#fields.set(type.name, new Set(names));
    }
  }

  /**
   * The selections with such fields lifted out of conditions, where several members of an interface have conditions.
   *
   * @param selections with fragments inlined
   */
  lift(selections: readonly SelectionNode[], parent: GraphQLCompositeType): readonly SelectionNode[] {
    const members = new Map<string, Set<string>>();
    if (this.#fields.size > 0) this.#findMembers(selections, members);
    const interfaces = new Set([...members].flatMap(([name, { size }]) => (size > 1 ? [name] : [])));
    return interfaces.size > 0 ? this.#liftSet(selections, parent, interfaces) : selections;
  }

  /** The members whose conditions hold such fields, by interface. */
  #findMembers(selections: readonly SelectionNode[], members: Map<string, Set<string>>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) continue;
      const inner = selection.selectionSet.selections;
      this.#findMembers(inner, members);
      if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
      const condition = this.#schema.getType(selection.typeCondition?.name.value ?? '');
      for (const one of inner) {
        const name = this.#interfaceOf(condition, one);
        if (name !== undefined) members.set(name, (members.get(name) ?? new Set()).add(condition?.name ?? ''));
      }
    }
  }

  #liftSet(
    selections: readonly SelectionNode[],
    parent: GraphQLCompositeType,
    interfaces: ReadonlySet<string>,
  ): readonly SelectionNode[] {
    const level: Level = { parent, interfaces, lifted: new Map() };
    const kept = selections.flatMap((selection) => this.#liftSelection(selection, level));
    // Without a condition that is left, nothing else would tell which member an object is.
    if (level.lifted.size > 0) kept.push(TYPENAME);
    for (const [name, fields] of level.lifted) {
      if (name === parent.name) kept.push(...fields);
      else kept.push(fragmentOn(name, fields));
    }
    return kept;
  }

  #liftSelection(selection: SelectionNode, level: Level): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return [this.#liftWithin(selection, level)];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const condition = this.#schema.getType(selection.typeCondition?.name.value ?? level.parent.name);
    if (!isCompositeType(condition)) return [selection];
    const inner = this.#liftSet(selection.selectionSet.selections, condition, level.interfaces);
    const kept = inner.filter((one) => {
      const name = this.#interfaceOf(condition, one);
      if (name === undefined || !level.interfaces.has(name)) return true;
      level.lifted.set(name, [...(level.lifted.get(name) ?? []), one]);
      return false;
    });
    if (kept.length === 0) return [];
    return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: kept } }];
  }

  #liftWithin(field: FieldNode, { parent, interfaces }: Level): FieldNode {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    const selections = this.#liftSet(field.selectionSet.selections, type, interfaces);
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }

  #interfaceOf(member: GraphQLNamedType | undefined, selection: SelectionNode): string | undefined {
    if (!isObjectType(member) || selection.kind !== Kind.FIELD) return undefined;
    const { value } = selection.name;
    return member.getInterfaces().find(({ name }) => this.#fields.get(name)?.has(value))?.name;
  }
}

interface Level {
  readonly parent: GraphQLCompositeType;
  /** The interfaces whose fields are lifted. */
  readonly interfaces: ReadonlySet<string>;
  /** The fields that are lifted, by interface. */
  readonly lifted: Map<string, SelectionNode[]>;
}

function fragmentOn(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
