import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import type { ValidatedOperation } from '../../engine/engine.ts';
import { refusal } from '../../errors.ts';

/** How many characters of a name an error message repeats. */
const MAX_SHOWN = 100;

/**
 * The operation to execute (GraphQL specification, GetOperation): the one that the request names, or the only one of
 * the document. Throws a refusal when there is none, or several.
 */
export function selectOperation(
  document: DocumentNode,
  source: string,
  operationName: string | undefined,
): ValidatedOperation {
  const operations = operationsOf(document);
  if (operationName === undefined) {
    const [operation] = operations;
    if (operation === undefined) throw refusal('BAD_USER_INPUT', 'The document has no operation.');
    if (operations.length > 1)
      throw refusal('BAD_USER_INPUT', 'The document has several operations: choose one with operationName.');
    return { document, source, operation, operationName };
  }
  const operation = operations.find(({ name }) => name?.value === operationName);
  if (operation === undefined) {
    const shown = operationName.slice(0, MAX_SHOWN).toWellFormed();
    throw refusal('BAD_USER_INPUT', `The document has no operation "${shown}".`);
  }
  return { document, source, operation, operationName };
}

/** All operations of a document. */
export function operationsOf(document: DocumentNode): readonly OperationDefinitionNode[] {
  return document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
}
