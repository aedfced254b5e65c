import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, SelectionSetNode } from 'graphql';

/** The arguments of one `join__` directive, as texts, for each time that a definition applies it. */
export function joinDirectives(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: 'join__type' | 'join__field' | 'join__graph' | 'join__implements' | 'join__unionMember',
): Map<string, string>[] {
  const applied = (directives ?? []).filter((directive) => directive.name.value === name);
  return applied.map(({ arguments: args }) => {
    return new Map((args ?? []).map((argument) => [argument.name.value, textOf(argument.value)]));
  });
}

function textOf(value: object): string {
  return 'value' in value ? String(value.value) : '';
}

/**
 * Parses a federation `FieldSet`: the fields of a key, of `@requires` or of `@provides`.
 *
 * @throws {Error} when the text is not a selection set
 */
export function parseFieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{${fields}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection set: ${fields}`);
  return operation.selectionSet;
}
