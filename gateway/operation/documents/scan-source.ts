import { Lexer, Source, TokenKind } from 'graphql';
import { refusal } from '../../errors.ts';
import type { DocumentLimits } from './document-limits.ts';

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

// No schema has longer names, and the time to compute a "did you mean" grows with the length.
const MAX_NAME_LENGTH = 256;

/**
 * Counts tokens and open brackets without building a document, because the recursive parser would overflow the stack on
 * what this scan refuses. Throws a refusal that names the limit, or graphql-js's syntax error.
 */
export function scanSource(source: string, limits: DocumentLimits): void {
  if (source.length > limits.maxLength) {
    throw refusal('LENGTH_LIMIT_EXCEEDED', `The document is longer than ${limits.maxLength} characters.`);
  }
  const lexer = new Lexer(new Source(source));
  let tokens = 0;
  let nesting = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    if (tokens > limits.maxTokens) {
      throw refusal('TOKEN_LIMIT_EXCEEDED', `The document has more than ${limits.maxTokens} tokens.`);
    }
    if (token.kind === TokenKind.NAME && token.end - token.start > MAX_NAME_LENGTH) {
      throw refusal('NAME_LENGTH_LIMIT_EXCEEDED', `A name is longer than ${MAX_NAME_LENGTH} characters.`);
    }
    if (opening.has(token.kind)) nesting += 1;
    else if (closing.has(token.kind)) nesting -= 1;
    if (nesting > limits.maxNesting) {
      throw refusal('DEPTH_LIMIT_EXCEEDED', `The document has more than ${limits.maxNesting} brackets open at once.`);
    }
  }
}
