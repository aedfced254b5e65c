/** What a document may hold; each limit has an error code of its own. */
export interface DocumentLimits {
  /** Characters of source text, comments included. */
  readonly maxLength: number;
  /** Lexical tokens, comments excluded. */
  readonly maxTokens: number;
  /** Brackets of any kind open at once: what keeps the recursive parser within the stack. */
  readonly maxNesting: number;
  /** Selection sets within each other, fragments expanded. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  readonly maxRootFields: number;
  /** Fields and spreads once every fragment is expanded where it is used. */
  readonly maxExpandedSelections: number;
  readonly maxDefinitions: number;
}

/** Wide enough for every screen of the portals and for GraphiQL's introspection, several times over. */
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
