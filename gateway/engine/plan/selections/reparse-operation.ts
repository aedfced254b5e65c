import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { ValidatedOperation } from '../../operation-types.ts';

/** What names an operation: its source text and, where that has several, its name. */
export interface OperationSource {
  readonly source: string;
  readonly operationName: string | undefined;
}

/**
 * Reads an operation that was validated once from its text again: texts are kept, as documents are thirty times as large.
 *
 * @throws {Error} when the text has no such operation
 */
export function reparseOperation({ source, operationName }: OperationSource): ValidatedOperation {
  const document = parse(source, { noLocation: true });
  const operation = document.definitions.find((definition): definition is OperationDefinitionNode => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
    return operationName === undefined || definition.name?.value === operationName;
  });
  if (!operation) throw new Error('The text has no such operation');
  return { document, source, operation, operationName };
}

/** Nodes of a document or a part of it, as a measure of the memory it takes. */
export function countNodes(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, item) => sum + countNodes(item), 0);
  if (typeof part !== 'object' || part === null || !('kind' in part)) return 0;
  let count = 1;
  for (const [key, value] of Object.entries(part)) if (key !== 'loc') count += countNodes(value);
  return count;
}
