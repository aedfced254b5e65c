import { Kind, Location, parse, Token, TokenKind } from 'graphql';
import type { DefinitionNode, DocumentNode, VariableDefinitionNode } from 'graphql';

/** Bytes of the heap that a compact document takes for each token of its source; 140 to 150 were measured. */
const BYTES_PER_TOKEN = 160;

/** A document as it is kept: without tokens and locations, which take more memory than everything else. */
export interface CompactDocument {
  readonly document: DocumentNode;
  /** Bytes of the heap that it takes, its source included; a rather high estimate. */
  readonly bytes: number;
}

/**
 * Parses a validated document again without locations. Variable definitions keep theirs, which request errors report.
 *
 * @param located the document with locations
 */
export function compactDocument(source: string, located: DocumentNode): CompactDocument {
  const bare = parse(source, { noLocation: true });
  const definitions = bare.definitions.map((definition, index) =>
    withPositions(definition, located.definitions[index]),
  );
  const { tokenCount = source.length } = located;
  return { document: { ...bare, definitions }, bytes: source.length + tokenCount * BYTES_PER_TOKEN };
}

function withPositions(bare: DefinitionNode, located: DefinitionNode | undefined): DefinitionNode {
  if (bare.kind !== Kind.OPERATION_DEFINITION || located?.kind !== Kind.OPERATION_DEFINITION) return bare;
  const variableDefinitions = bare.variableDefinitions?.map((variable, index): VariableDefinitionNode => {
    const loc = located.variableDefinitions?.[index]?.loc;
    return loc === undefined ? variable : { ...variable, loc: alone(loc) };
  });
  return { ...bare, variableDefinitions };
}

/** A location whose tokens are not linked to others: linked tokens would keep all tokens of the document. */
function alone({ startToken, endToken, source }: Location): Location {
  const [start, end] = [startToken, endToken].map((token) => {
    return new Token(TokenKind.SOF, token.start, token.end, token.line, token.column);
  });
  return start && end ? new Location(start, end, source) : new Location(startToken, endToken, source);
}
