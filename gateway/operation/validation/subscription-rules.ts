import {
  getEnterLeaveForKind,
  GraphQLError,
  Kind,
  OperationTypeNode,
  SingleFieldSubscriptionsRule,
  type ASTVisitor,
  type DirectiveNode,
  type ValidationContext,
} from 'graphql';
import { rootSelectionSets } from './root-selection-sets.ts';

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

/**
 * A subscription has exactly one root field, whatever its variables are. graphql-js's rule evaluates `@skip` and
 * `@include` without variables and throws, so this rule reports such conditions first.
 *
 * @see https://spec.graphql.org/September2025/#sec-Single-Root-Field
 */
export function oneUnconditionalRootField(context: ValidationContext): ASTVisitor {
  const countFields = SingleFieldSubscriptionsRule(context);
  return {
    OperationDefinition: (operation, ...visited) => {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const roots = rootSelectionSets(operation.selectionSet, (name) => context.getFragment(name));
      const conditions = [...roots].flatMap(({ selections }) =>
        selections.flatMap(({ directives = [] }) => directives.filter(isCondition)),
      );
      if (conditions.length > 0) {
        const message = 'The root field of a subscription can have neither @skip nor @include: leave them out.';
        context.reportError(new GraphQLError(message, { nodes: conditions }));
        return;
      }
      getEnterLeaveForKind(countFields, Kind.OPERATION_DEFINITION).enter?.call(countFields, operation, ...visited);
    },
  };
}
