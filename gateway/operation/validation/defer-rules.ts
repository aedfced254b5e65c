import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  visit,
  type ASTVisitor,
  type DirectiveNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * Every label of a document is unique and written as a literal.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110 (Defer And Stream Directive Labels Are Unique)
 */
function uniqueLabels(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>();
  return {
    Directive(node) {
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (node.name.value !== 'defer' || label === undefined || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) {
        const message = 'The label of @defer must be a string literal, not a variable.';
        context.reportError(new GraphQLError(message, { nodes: node }));
        return;
      }
      const first = known.get(label.value);
      if (first === undefined) known.set(label.value, node);
      else context.reportError(new GraphQLError(`The label "${label.value}" is used twice.`, { nodes: [first, node] }));
    },
  };
}

/** Root fields of a mutation run one after the other, so none of them can be deferred. */
function notAtMutationRoots(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      const type = context.getParentType();
      if (node.name.value !== 'defer' || !type || type !== context.getSchema().getMutationType()) return;
      const message = '@defer cannot be used on the fields of a mutation, only below them.';
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

/** Each event of a subscription has exactly one result, whatever the variables are. */
function notInSubscriptions(context: ValidationContext): ASTVisitor {
  const report = (node: DirectiveNode): void => {
    const condition = node.arguments?.find(({ name }) => name.value === 'if')?.value;
    const mayBeOff = condition?.kind === Kind.VARIABLE || (condition?.kind === Kind.BOOLEAN && !condition.value);
    if (node.name.value !== 'defer' || mayBeOff) return;
    const message = '@defer is not supported in subscriptions: take it out, or write "if: false".';
    context.reportError(new GraphQLError(message, { nodes: node }));
  };
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      for (const node of [operation, ...context.getRecursivelyReferencedFragments(operation)]) {
        visit(node, { Directive: report });
      }
    },
  };
}

/** The validation rules that the specification adds for `@defer`. */
export const deferRules: readonly ValidationRule[] = [uniqueLabels, notAtMutationRoots, notInSubscriptions];
