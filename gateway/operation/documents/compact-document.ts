import { Kind, Location, parse, Token, TokenKind } from 'graphql';
import type { DefinitionNode, DocumentNode, VariableDefinitionNode } from 'graphql';

/** Bytes of the heap that a node of a compact document takes for each token of its source; measured: 140 to 150. */
const BYTES_PER_TOKEN = 160;

/** A document as it is kept: without the tokens and positions, which take more than all the rest. */
export interface CompactDocument {
  readonly document: DocumentNode;
  /** About the bytes of the heap that it takes, its source included; rather too many. */
  readonly bytes: number;
}

/**
 * Reads a validated document again without positions. Those of variables stay, which errors of requests tell.
 *
 * @param located the document, parsed with positions
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

/** A position whose tokens know no others: each would hold all tokens of the document. */
function alone({ startToken, endToken, source }: Location): Location {
  const [start, end] = [startToken, endToken].map((token) => {
    return new Token(TokenKind.SOF, token.start, token.end, token.line, token.column);
  });
  return start && end ? new Location(start, end, source) : new Location(startToken, endToken, source);
}
