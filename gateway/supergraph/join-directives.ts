import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, SelectionSetNode } from 'graphql';

/** The arguments of every application of one of the supergraph's directives to a definition, as text. */
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
 * The selection set that a key or the required fields are written as.
 *
 * @throws {Error} when the text is none
 */
export function parseFieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{${fields}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection set: ${fields}`);
  return operation.selectionSet;
}
