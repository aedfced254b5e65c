import { isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

/** A field of a response object: all selections with its response name that apply to the object's type, merged. */
export interface ResponseField {
  readonly responseName: string;
  /** The first of its selections. */
  readonly node: FieldNode;
  readonly name: string;
  readonly parentName: string;
  /** Undefined for the meta fields, which types do not define. */
  readonly type: GraphQLOutputType | undefined;
  readonly selections: SelectionSetNode[];
  /** All its selections, each with the selection set that it stands in. */
  readonly written: { readonly node: FieldNode; readonly within: SelectionSetNode }[];
}

/** What is known about the type of the object that a selection set applies to. */
export type ObjectKnowledge =
  /** Its `__typename` names this object type, or an interface when the subgraph knows no more. */
  | { readonly kind: 'named'; readonly type: GraphQLCompositeType }
  /** It has no `__typename`: then every type condition is taken to apply. */
  | { readonly kind: 'unnamed'; readonly type: GraphQLCompositeType };

/**
 * Collects the fields of a response object, in the order of their first appearance.
 *
 * @returns undefined when too little is known about the object's type to tell its fields
 * @see https://spec.graphql.org/October2021/#CollectFields()
 */
export function collectResponseFields(
  schema: GraphQLSchema,
  knowledge: ObjectKnowledge,
  selections: readonly SelectionSetNode[],
): ResponseField[] | undefined {
  const collector = new FieldCollector(schema, knowledge);
  for (const set of selections) collector.addSet(set, knowledge.type);
  return collector.undecided ? undefined : collector.fields();
}

class FieldCollector {
  readonly #schema: GraphQLSchema;
  readonly #knowledge: ObjectKnowledge;
  readonly #fields = new Map<string, ResponseField>();
  /** Set when a type condition applies to only some of the types that the object may have. */
  undecided = false;

  constructor(schema: GraphQLSchema, knowledge: ObjectKnowledge) {
    this.#schema = schema;
    this.#knowledge = knowledge;
  }

  fields(): ResponseField[] {
    return [...this.#fields.values()];
  }

  addSet(set: SelectionSetNode, parent: GraphQLCompositeType): void {
    for (const selection of set.selections) this.#addSelection(selection, set, parent);
  }

  #addSelection(selection: SelectionNode, within: SelectionSetNode, parent: GraphQLCompositeType): void {
    if (selection.kind === Kind.FIELD) {
      this.#addField(selection, parent).written.push({ node: selection, within });
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const name = selection.typeCondition?.name.value;
      const condition = name === undefined ? parent : this.#schema.getType(name);
      if (!isCompositeType(condition)) return;
      if (!this.#meets(condition)) {
        this.undecided ||= this.#mayMeet(condition);
        return;
      }
      this.addSet(selection.selectionSet, condition);
    }
  }

  #meets(condition: GraphQLCompositeType): boolean {
    const { kind, type } = this.#knowledge;
    if (kind === 'unnamed' || condition === type) return true;
    if (!isAbstractType(condition)) return false;
    if ('getFields' in type) return this.#schema.isSubType(condition, type);
    return this.#schema.getPossibleTypes(type).every((member) => this.#schema.isSubType(condition, member));
  }

  #mayMeet(condition: GraphQLCompositeType): boolean {
    const { type } = this.#knowledge;
    if (!isAbstractType(type)) return false;
    const members = this.#schema.getPossibleTypes(type);
    return members.some((member) => {
      return member === condition || (isAbstractType(condition) && this.#schema.isSubType(condition, member));
    });
  }

  #addField(node: FieldNode, parent: GraphQLCompositeType): ResponseField {
    const responseName = (node.alias ?? node.name).value;
    const existing = this.#fields.get(responseName);
    const field = existing ?? this.#newField(responseName, node, parent);
    if (!existing) this.#fields.set(responseName, field);
    if (node.selectionSet) field.selections.push(node.selectionSet);
    return field;
  }

  #newField(responseName: string, node: FieldNode, parent: GraphQLCompositeType): ResponseField {
    const name = node.name.value;
    const { type } = this.#knowledge;
    const onType = 'getFields' in type ? type.getFields()[name] : undefined;
    const onParent = 'getFields' in parent ? parent.getFields()[name] : undefined;
    const known = onType ? type : parent;
    const definition = onType ?? onParent;
    const parentName = isObjectType(type) ? type.name : known.name;
    return { responseName, node, name, parentName, type: definition?.type, selections: [], written: [] };
  }
}
