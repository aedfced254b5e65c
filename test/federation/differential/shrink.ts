import { Kind, parse, print, valueFromASTUntyped, visit } from 'graphql';
import type { ASTNode, ConstValueNode, DocumentNode, FragmentSpreadNode, InlineFragmentNode } from 'graphql';
import type { GeneratedOperation } from './generate-operation.ts';

const MAX_ATTEMPTS = 3_000;

/**
 * Makes a failing operation smaller while it still fails: selections, fragments, arguments, conditions, aliases and
 * variables are taken away one at a time.
 *
 * @param stillFails must answer false for what is not valid
 */
export async function shrink(
  operation: GeneratedOperation,
  stillFails: (candidate: GeneratedOperation) => Promise<boolean>,
): Promise<GeneratedOperation> {
  let smallest = operation;
  let attempts = 0;
  // One pass after the other, each going on where something could be taken away, until a whole pass finds nothing.
  for (let found = true; found;) {
    found = false;
    for (let index = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
      const candidate = smallerOperation(smallest, index);
      if (candidate === 'none') break;
      if (candidate && (await stillFails(candidate))) {
        smallest = candidate;
        found = true;
      } else index += 1;
    }
  }
  return smallest;
}

/** What may take a node's place: `null` removes it, several nodes stand in its list. */
type Replacement = ASTNode | null | readonly ASTNode[];

/** @returns nothing when the smaller form is not whole, `none` when there are no more */
function smallerOperation(
  { source, variables }: GeneratedOperation,
  index: number,
): GeneratedOperation | 'none' | undefined {
  const document = parse(source, { noLocation: true });
  const places: { node: ASTNode; replacement: Replacement }[] = [];
  visit(document, {
    enter(node) {
      // A variable's declaration goes when nothing names the variable any more.
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      for (const replacement of replacementsOf(node, document, variables)) places.push({ node, replacement });
      return undefined;
    },
  });
  const place = places[index];
  if (!place) return 'none';
  const candidate = cleaned(replaced(document, place.node, place.replacement));
  return candidate && { source: print(candidate), variables: used(candidate, variables) };
}

function replacementsOf(
  node: ASTNode,
  document: DocumentNode,
  variables: GeneratedOperation['variables'],
): Replacement[] {
  if (node.kind === Kind.FIELD) return node.alias ? [null, { ...node, alias: undefined }] : [null];
  if (node.kind === Kind.INLINE_FRAGMENT) return [null, node.selectionSet.selections];
  if (node.kind === Kind.FRAGMENT_SPREAD) return [null, ...inlineSpread(node, document)];
  if (node.kind === Kind.OPERATION_DEFINITION) return node.name ? [{ ...node, name: undefined }] : [];
  if (node.kind === Kind.VARIABLE) return inlineValue(document, node.name.value, variables);
  return node.kind === Kind.ARGUMENT || node.kind === Kind.DIRECTIVE || node.kind === Kind.OBJECT_FIELD ? [null] : [];
}

function inlineSpread({ name, directives }: FragmentSpreadNode, document: DocumentNode): InlineFragmentNode[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION || definition.name.value !== name.value) return [];
    const { typeCondition, selectionSet } = definition;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives }];
  });
}

/** A variable's value in its place, when that is plain. */
function inlineValue(
  document: DocumentNode,
  name: string,
  variables: GeneratedOperation['variables'],
): ConstValueNode[] {
  const value = variables[name];
  if (typeof value === 'boolean') return [{ kind: Kind.BOOLEAN, value }];
  if (value === null) return [{ kind: Kind.NULL }];
  if (value !== undefined) return [];
  let found: ConstValueNode | undefined;
  visit(document, {
    VariableDefinition(node) {
      if (node.variable.name.value === name) found = node.defaultValue;
    },
  });
  return found && valueFromASTUntyped(found) !== undefined ? [found] : [];
}

function replaced(document: DocumentNode, target: ASTNode, replacement: Replacement): DocumentNode {
  return visit(document, {
    enter(node) {
      // A variable's declaration holds the variable too, and must keep it.
      if (node.kind === Kind.VARIABLE_DEFINITION) return false;
      if (node === target && !Array.isArray(replacement)) return replacement as ASTNode | null;
      if (node.kind !== Kind.SELECTION_SET || !Array.isArray(replacement)) return undefined;
      const index = node.selections.findIndex((selection) => selection === target);
      if (index < 0) return undefined;
      return { ...node, selections: node.selections.toSpliced(index, 1, ...(replacement as never[])) };
    },
  }) as DocumentNode;
}

/** Without fragments and variables that nothing names any more; nothing when a selection set became empty. */
function cleaned(document: DocumentNode): DocumentNode | undefined {
  const names = new Set<string>();
  let empty = false;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(`$${name.value}`),
    FragmentSpread: ({ name }) => void names.add(name.value),
    SelectionSet: ({ selections }) => void (empty ||= selections.length === 0),
  });
  if (empty) return undefined;
  return visit(document, {
    VariableDefinition: (node) => (names.has(`$${node.variable.name.value}`) ? undefined : null),
    FragmentDefinition: (node) => (names.has(node.name.value) ? undefined : null),
  });
}

function used(document: DocumentNode, variables: GeneratedOperation['variables']): Record<string, unknown> {
  const names = new Set<string>();
  visit(document, { VariableDefinition: (node) => void names.add(node.variable.name.value) });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}
