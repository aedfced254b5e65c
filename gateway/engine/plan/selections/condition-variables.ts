import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode, OperationDefinitionNode } from 'graphql';

const CONDITIONAL = new Set(['skip', 'include', 'defer']);

/**
 * The variables that decide a `@skip`, `@include` or `@defer` of an operation, sorted by name. Each combination of
 * their values gets its own plan, so that no subgraph is asked for skipped fields.
 */
export function conditionVariables(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
  const names = new Set<string>();
  const spread = new Set<string>();
  const gather = (node: ASTNode): void => {
    visit(node, {
      Directive({ name, arguments: args }) {
        if (!CONDITIONAL.has(name.value)) return;
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

/** Whether a document uses `@defer`. */
export function usesDefer(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      if (name.value === 'defer') found = true;
    },
  });
  return found;
}
