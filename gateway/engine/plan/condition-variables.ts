import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode, OperationDefinitionNode } from 'graphql';

/**
 * The variables that decide a `@skip` or `@include` of an operation, in the order of their names. Every combination of
 * their values is planned for itself: the planner loses conditions on its way, and would have to ask for what is skipped.
 */
export function conditionVariables(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
  const names = new Set<string>();
  const spread = new Set<string>();
  const gather = (node: ASTNode): void => {
    visit(node, {
      Directive({ name, arguments: args }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
      FragmentSpread({ name }) {
        if (spread.has(name.value)) return;
        spread.add(name.value);
        const fragment = document.definitions.find(
          (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name.value,
        );
        if (fragment) gather(fragment);
      },
    });
  };
  gather(operation);
  return [...names].sort();
}
