import { isAbstractType, isCompositeType, getNamedType, Kind, TypeNameMetaFieldDef } from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { ValidatedOperation } from '../engine-interface.ts';

/** A validated document that still is more than the engine plans; its message is for the client. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
}

/** Far above what the document limits let through: a last guard, as the planner's time grows faster than its input. */
const MAX_SELECTIONS = 20_000;

interface Inlining {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments being inlined at the moment; the planner crashes the process on a cycle. */
  readonly open: Set<string>;
  count: number;
}

/**
 * The operation's selection set with every fragment spread written out, conditions that are literals decided, and type
 * conditions that always hold removed: the planner makes needless fetches of them.
 *
 * @throws {OperationRefused} when that is too large, fragments are cyclic, or a response key is `__proto__`
 */
export function inlineFragments(operation: ValidatedOperation, schema: GraphQLSchema): SelectionSetNode {
  const rootType = schema.getRootType(operation.operation.operation);
  if (!rootType) throw new OperationRefused(`The schema has no ${operation.operation.operation}`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of operation.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const inlining: Inlining = { schema, fragments, open: new Set(), count: 0 };
  return { kind: Kind.SELECTION_SET, selections: inlineSet(operation.operation.selectionSet, rootType, inlining) };
}

function inlineSet(set: SelectionSetNode, parent: GraphQLCompositeType, inlining: Inlining): SelectionNode[] {
  return set.selections.flatMap((selection) => inlineSelection(selection, parent, inlining));
}

function inlineSelection(selection: SelectionNode, parent: GraphQLCompositeType, inlining: Inlining): SelectionNode[] {
  inlining.count += 1;
  if (inlining.count > MAX_SELECTIONS) throw new OperationRefused('The operation selects too many fields');
  const directives = conditionsLeft(selection.directives ?? []);
  if (!directives) return [];
  if (selection.kind === Kind.FIELD) return [inlineField(selection, directives, parent, inlining)];
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    return inlineFragment({ fragment: selection, directives, parent }, inlining);
  }
  const name = selection.name.value;
  const fragment = inlining.fragments.get(name);
  if (!fragment || inlining.open.has(name)) throw new OperationRefused(`The fragment "${name}" cannot be spread`);
  inlining.open.add(name);
  const inlined = inlineFragment({ fragment, directives, parent }, inlining);
  inlining.open.delete(name);
  return inlined;
}

function inlineField(
  field: FieldNode,
  directives: readonly DirectiveNode[],
  parent: GraphQLCompositeType,
  inlining: Inlining,
): FieldNode {
  if ((field.alias ?? field.name).value === '__proto__') throw new OperationRefused('"__proto__" cannot be an alias');
  if (!field.selectionSet) return { ...field, directives };
  const type = getNamedType(fieldType(parent, field, inlining.schema));
  if (!isCompositeType(type)) return { ...field, directives };
  const selections = inlineSet(field.selectionSet, type, inlining);
  return { ...field, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function inlineFragment(
  part: {
    fragment: InlineFragmentNode | FragmentDefinitionNode;
    directives: readonly DirectiveNode[];
    parent: GraphQLCompositeType;
  },
  inlining: Inlining,
): SelectionNode[] {
  const condition = part.fragment.typeCondition?.name.value;
  const type = condition === undefined ? part.parent : inlining.schema.getType(condition);
  if (!isCompositeType(type)) throw new OperationRefused(`The type "${condition}" cannot be spread`);
  const { schema } = inlining;
  const holds = type === part.parent || (isAbstractType(type) && schema.isSubType(type, part.parent as never));
  const inner = holds ? part.parent : type;
  const selections = inlineSet(part.fragment.selectionSet, inner, inlining);
  if (selections.length === 0) return [];
  if (holds && part.directives.length === 0) return selections;
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: inner.name } },
      directives: part.directives,
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    },
  ];
}

/** The `@skip` and `@include` that depend on variables; nothing when a literal excludes the selection. */
function conditionsLeft(directives: readonly DirectiveNode[]): DirectiveNode[] | undefined {
  const left: DirectiveNode[] = [];
  for (const directive of directives) {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') continue;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind !== Kind.BOOLEAN) left.push(directive);
    else if (value.value === (name === 'skip')) return undefined;
  }
  return left;
}

function fieldType(parent: GraphQLCompositeType, field: FieldNode, schema: GraphQLSchema) {
  const name = field.name.value;
  if (parent === schema.getQueryType()) {
    if (name === '__schema') return schema.getType('__Schema');
    if (name === '__type') return schema.getType('__Type');
  }
  if (name === '__typename' || !('getFields' in parent)) return TypeNameMetaFieldDef.type;
  return parent.getFields()[name]?.type;
}
