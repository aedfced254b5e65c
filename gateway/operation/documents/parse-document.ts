import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { refusal } from '../../errors.ts';
import type { DocumentLimits } from './document-limits.ts';
import { scanSource } from './scan-source.ts';

/** Parses a document of limited size. Throws a refusal for a syntax error and for everything that the scan refuses. */
export function parseDocument(source: string, limits: DocumentLimits): DocumentNode {
  try {
    scanSource(source, limits);
    return parse(source, { maxTokens: limits.maxTokens });
  } catch (error) {
    if (error instanceof GraphQLError) throw refusal('GRAPHQL_PARSE_FAILED', error.message, [error]);
    throw error;
  }
}
