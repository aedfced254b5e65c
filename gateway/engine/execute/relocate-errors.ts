import { GraphQLError, isAbstractType, isCompositeType, Kind } from 'graphql';
import type { FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { ownValue } from '../compile/data.ts';
import type { DataObject, ResponsePath } from '../compile/data.ts';
import type { ClientSelection } from '../compile/compile-operation.ts';

/**
 * Moves errors to paths that the client knows, because a plan may ask for more than the client did. An error at a field
 * that only the plan needed moves up to its object. An error at a field whose type condition does not apply is left
 * out, unless its null bubbled up to a field that the client selected.
 *
 * @param data merged from all subgraphs
 */
export function relocateErrors(
  errors: readonly GraphQLError[],
  data: DataObject,
  selected: ClientSelection,
): readonly GraphQLError[] {
  const inSet = { ...selected, set: selected.set() };
  return errors.flatMap((error) => {
    const path = error.path ?? [];
    const { depth, isNull } = follow(path, data, inSet);
    if (depth === path.length) return [error];
    if (!isNull && follow(path, undefined, inSet).depth === path.length) return [];
    const { message, extensions, originalError } = error;
    return [new GraphQLError(message, { path: path.slice(0, depth), extensions, originalError })];
  });
}

/** The client's selection as a selection set. */
interface ParsedSelection extends Omit<ClientSelection, 'set'> {
  readonly set: SelectionSetNode;
}

/**
 * How many steps of a path the client's selection has, and whether the data is null there. Without data, every type
 * condition is taken to apply.
 */
function follow(path: ResponsePath, data: DataObject | undefined, { set, schema, responseNames }: ParsedSelection) {
  let sets: readonly SelectionSetNode[] = [set];
  let value: unknown = data;
  for (const [depth, key] of path.entries()) {
    const holder = typeof value === 'object' && value !== null ? (value as DataObject) : {};
    if (typeof key === 'number') {
      value = ownValue(holder, key);
      continue;
    }
    const type = holder['__typename'];
    const fields = sets.flatMap((one) => fieldsNamed(key, one, (condition) => meets(schema, type, condition)));
    const [first] = fields;
    if (!first) return { depth, isNull: value === null };
    value = ownValue(holder, responseNames.of(first));
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return { depth: path.length, isNull: value === null };
}

function fieldsNamed(key: string, set: SelectionSetNode, holds: (condition: string) => boolean): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === key ? [selection] : [];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    return condition === undefined || holds(condition) ? fieldsNamed(key, selection.selectionSet, holds) : [];
  });
}

/** The name of an interface as `__typename`, which interface objects answer, satisfies every condition. */
function meets(schema: GraphQLSchema, type: unknown, condition: string): boolean {
  const known = typeof type === 'string' ? schema.getType(type) : undefined;
  if (!isCompositeType(known) || isAbstractType(known) || known.name === condition) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && schema.isSubType(wanted, known);
}
