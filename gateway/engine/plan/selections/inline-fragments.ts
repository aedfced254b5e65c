import { isAbstractType, isCompositeType, getNamedType, Kind, TypeNameMetaFieldDef } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLObjectType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { ValidatedOperation } from '../../operation-types.ts';
import { intersection } from '../sets.ts';
import type { Deferrals, DeferUsage } from './deferrals.ts';

/** The engine cannot plan a valid document. The message is for the client. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
}

/** A last guard, far above what the document limits let through: nested fragments multiply selections. */
const MAX_SELECTIONS = 20_000;

/** The type that a selection set applies to, and which of its members the type conditions so far leave possible. */
interface Parent {
  readonly type: GraphQLCompositeType;
  readonly possible: ReadonlySet<GraphQLObjectType>;
  /** The `@defer` that encloses the selection set, if any. */
  readonly usage: DeferUsage | undefined;
}

interface Inlining {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The fragments that are being inlined at the moment, to detect cycles. */
  readonly open: Set<string>;
  /** Records what is deferred. If undefined, `@defer` is ignored. */
  readonly deferrals: Deferrals | undefined;
  count: number;
}

/**
 * Inlines all fragment spreads of an operation, applies `@skip` and `@include`, and removes type conditions that always
 * or never apply.
 *
 * @param variables coerced; only those of conditions matter
 * @param deferrals records what is deferred and keeps those fragments; if undefined, `@defer` is ignored
 * @throws {OperationRefused} when the result is too large, fragments are cyclic, or a response name or variable is
 * `__proto__`
 */
export function inlineFragments(
  operation: ValidatedOperation,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  deferrals?: Deferrals,
): SelectionSetNode {
  const rootType = schema.getRootType(operation.operation.operation);
  if (!rootType) throw new OperationRefused(`The schema has no ${operation.operation.operation} type`);
  if (operation.operation.variableDefinitions?.some(({ variable }) => variable.name.value === '__proto__')) {
    throw new OperationRefused('"__proto__" cannot be the name of a variable');
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of operation.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const inlining: Inlining = { schema, variables, fragments, open: new Set(), deferrals, count: 0 };
  const selections = inlineSet(operation.operation.selectionSet, unconstrained(rootType, schema, undefined), inlining);
  return { kind: Kind.SELECTION_SET, selections };
}

function unconstrained(type: GraphQLCompositeType, schema: GraphQLSchema, usage: DeferUsage | undefined): Parent {
  return { type, possible: new Set(isAbstractType(type) ? schema.getPossibleTypes(type) : [type]), usage };
}

function inlineSet(set: SelectionSetNode, parent: Parent, inlining: Inlining): SelectionNode[] {
  return set.selections.flatMap((selection) => inlineSelection(selection, parent, inlining));
}

function inlineSelection(selection: SelectionNode, parent: Parent, inlining: Inlining): SelectionNode[] {
  inlining.count += 1;
  if (inlining.count > MAX_SELECTIONS) throw new OperationRefused('The operation selects too many fields');
  if (!isIncluded(selection, inlining.variables)) return [];
  if (selection.kind === Kind.FIELD) return [inlineField(selection, parent, inlining)];
  const usage = inlining.deferrals?.enter(selection.directives, parent.usage, inlining.variables);
  const within = usage === parent.usage ? parent : { ...parent, usage };
  const starts = within !== parent;
  if (selection.kind === Kind.INLINE_FRAGMENT) return inlineFragment(selection, within, starts, inlining);
  const name = selection.name.value;
  const fragment = inlining.fragments.get(name);
  if (!fragment || inlining.open.has(name)) throw new OperationRefused(`The fragment "${name}" cannot be spread`);
  inlining.open.add(name);
  const inlined = inlineFragment(fragment, within, starts, inlining);
  inlining.open.delete(name);
  return inlined;
}

function inlineField(node: FieldNode, parent: Parent, inlining: Inlining): FieldNode {
  const field: FieldNode = { ...node, directives: [] };
  if ((field.alias ?? field.name).value === '__proto__') throw new OperationRefused('"__proto__" cannot be an alias');
  if (!field.selectionSet) return field;
  const type = getNamedType(fieldType(parent.type, field, inlining.schema));
  if (!isCompositeType(type)) return field;
  const selections = inlineSet(field.selectionSet, unconstrained(type, inlining.schema, parent.usage), inlining);
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  inlining.deferrals?.add(selectionSet, parent.usage, false);
  return { ...field, selectionSet };
}

/** @param startsUsage the fragment itself is deferred, so it remains a fragment */
function inlineFragment(
  fragment: InlineFragmentNode | FragmentDefinitionNode,
  parent: Parent,
  startsUsage: boolean,
  inlining: Inlining,
): SelectionNode[] {
  const condition = fragment.typeCondition?.name.value;
  const type = condition === undefined ? parent.type : inlining.schema.getType(condition);
  if (!isCompositeType(type)) throw new OperationRefused(`The type "${condition}" cannot be spread`);
  const { schema } = inlining;
  const holds = type === parent.type || (isAbstractType(type) && schema.isSubType(type, parent.type as never));
  const narrowed = {
    type,
    possible: intersection(unconstrained(type, schema, undefined).possible, parent.possible),
    usage: parent.usage,
  };
  const inner = holds ? parent : narrowed;
  if (!holds && inner.possible.size === 0) return [];
  const selections = inlineSet(fragment.selectionSet, inner, inlining);
  if (selections.length === 0 || (holds && !startsUsage)) return selections;
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  inlining.deferrals?.add(selectionSet, parent.usage, startsUsage);
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: inner.type.name } } as const;
  return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }];
}

function isIncluded({ directives }: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  return (directives ?? []).every(({ name, arguments: args }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'include');
  });
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
