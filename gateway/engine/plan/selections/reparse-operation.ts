import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { ValidatedOperation } from '../../operation-types.ts';

/** Identifies an operation: its source text and, if the text has several operations, its name. */
export interface OperationSource {
  readonly source: string;
  readonly operationName: string | undefined;
}

/**
 * Parses an operation again that was validated before. Only its text is kept, because a document takes thirty times as
 * much memory.
 *
 * @throws {Error} when the text has no such operation
 */
export function reparseOperation({ source, operationName }: OperationSource): ValidatedOperation {
  const document = parse(source, { noLocation: true });
  const operation = document.definitions.find((definition): definition is OperationDefinitionNode => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
    return operationName === undefined || definition.name?.value === operationName;
  });
  if (!operation) throw new Error('The source text does not have the operation');
  return { document, source, operation, operationName };
}

/** Counts the nodes of a document or a part of it, as a measure of the memory that it takes. */
export function countNodes(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, item) => sum + countNodes(item), 0);
  if (typeof part !== 'object' || part === null || !('kind' in part)) return 0;
  let count = 1;
  for (const [key, value] of Object.entries(part)) if (key !== 'loc') count += countNodes(value);
  return count;
}
