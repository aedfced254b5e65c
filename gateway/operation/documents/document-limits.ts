/** The limits of a document. Each has an error code of its own. */
export interface DocumentLimits {
  /** Characters of the source text, comments included. */
  readonly maxLength: number;
  /** Lexical tokens, comments excluded. */
  readonly maxTokens: number;
  /** Brackets of any kind that are open at once. This limit keeps the recursive parser from overflowing the stack. */
  readonly maxNesting: number;
  /** Selection sets inside each other, with fragments expanded. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  readonly maxRootFields: number;
  /** Fields and fragment spreads, with every fragment expanded where it is used. */
  readonly maxExpandedSelections: number;
  readonly maxDefinitions: number;
}

/** Several times as wide as every screen of the portals and GraphiQL's introspection need. */
export const defaultDocumentLimits: DocumentLimits = {
  maxLength: 100_000,
  maxTokens: 5_000,
  maxNesting: 100,
  maxDepth: 25,
  maxAliases: 100,
  maxDirectives: 100,
  maxRootFields: 50,
  maxExpandedSelections: 3_000,
  maxDefinitions: 200,
};
