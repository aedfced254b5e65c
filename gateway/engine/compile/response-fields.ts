import { isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

/** One `@skip` or `@include` that depends on a variable. */
export interface Condition {
  readonly variable: string;
  /** The value the variable must have for the selection to count. */
  readonly expected: boolean;
}

/** All must hold; none means always. */
export type Guard = readonly Condition[];

/** A selection set with the guard under which it counts. */
export interface GuardedSelections {
  readonly set: SelectionSetNode;
  readonly guard: Guard;
}

/** One key of a response object: all selections of it that apply to the object's type, merged. */
export interface ResponseField {
  readonly key: string;
  readonly name: string;
  readonly parentName: string;
  /** Nothing for the meta fields, which have no definition on the type. */
  readonly type: GraphQLOutputType | undefined;
  /** The field counts when any of these holds. */
  readonly guards: Guard[];
  readonly selections: GuardedSelections[];
}

/** What is known of the object that a selection set is applied to. */
export type ObjectKnowledge =
  /** Its `__typename` names this object type, or an interface when the subgraph knows no more. */
  | { readonly kind: 'named'; readonly type: GraphQLCompositeType }
  /** It has no `__typename`: then every type condition is taken to hold. */
  | { readonly kind: 'unnamed'; readonly type: GraphQLCompositeType };

/**
 * Collects the fields of a response object, in the order of their first appearance.
 *
 * @see https://spec.graphql.org/October2021/#CollectFields()
 */
export function collectResponseFields(
  schema: GraphQLSchema,
  knowledge: ObjectKnowledge,
  selections: readonly GuardedSelections[],
): ResponseField[] {
  const collector = new FieldCollector(schema, knowledge);
  for (const { set, guard } of selections) collector.addSet(set, guard, knowledge.type);
  return collector.fields();
}

class FieldCollector {
  readonly #schema: GraphQLSchema;
  readonly #knowledge: ObjectKnowledge;
  readonly #fields = new Map<string, ResponseField>();

  constructor(schema: GraphQLSchema, knowledge: ObjectKnowledge) {
    this.#schema = schema;
    this.#knowledge = knowledge;
  }

  fields(): ResponseField[] {
    return [...this.#fields.values()].map(withoutImpliedGuards);
  }

  addSet(set: SelectionSetNode, guard: Guard, parent: GraphQLCompositeType): void {
    for (const selection of set.selections) this.#addSelection(selection, guard, parent);
  }

  #addSelection(selection: SelectionNode, outer: Guard, parent: GraphQLCompositeType): void {
    const guard = [...outer, ...guardOf(selection)];
    if (selection.kind === Kind.FIELD) {
      this.#addField(selection, guard, parent);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value;
      const condition = name === undefined ? parent : this.#schema.getType(name);
      if (!isCompositeType(condition) || !this.#meets(condition)) return;
      this.addSet(selection.selectionSet, guard, condition);
    }
  }

  #meets(condition: GraphQLCompositeType): boolean {
    const { kind, type } = this.#knowledge;
    if (kind === 'unnamed' || condition === type) return true;
    if (!isAbstractType(condition)) return false;
    if ('getFields' in type) return this.#schema.isSubType(condition, type);
    return this.#schema.getPossibleTypes(type).every((member) => this.#schema.isSubType(condition, member));
  }

  #addField(node: FieldNode, guard: Guard, parent: GraphQLCompositeType): void {
    const key = (node.alias ?? node.name).value;
    const existing = this.#fields.get(key);
    const field = existing ?? this.#newField(key, node.name.value, parent);
    if (!existing) this.#fields.set(key, field);
    field.guards.push(guard);
    if (node.selectionSet) field.selections.push({ set: node.selectionSet, guard });
  }

  #newField(key: string, name: string, parent: GraphQLCompositeType): ResponseField {
    const { type } = this.#knowledge;
    const onType = 'getFields' in type ? type.getFields()[name] : undefined;
    const onParent = 'getFields' in parent ? parent.getFields()[name] : undefined;
    const known = onType ? type : parent;
    const definition = onType ?? onParent;
    const parentName = isObjectType(type) ? type.name : known.name;
    return { key, name, parentName, type: definition?.type, guards: [], selections: [] };
  }
}

/** A single selection's guard holds for everything below it already, and a guard that is always true outweighs others. */
function withoutImpliedGuards(field: ResponseField): ResponseField {
  const always = field.guards.some((guard) => guard.length === 0);
  const guards = always ? [] : field.guards;
  const alone = field.guards.length === 1;
  const selections = alone ? field.selections.map(({ set }) => ({ set, guard: [] })) : field.selections;
  return { ...field, guards, selections };
}

/** The conditions by variables written at a selection. */
export function guardOf(selection: SelectionNode): Guard {
  return (selection.directives ?? []).flatMap((directive): Condition[] => {
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind !== Kind.VARIABLE) return [];
    return [{ variable: value.name.value, expected: directive.name.value === 'include' }];
  });
}
