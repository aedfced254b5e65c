import type { DocumentNode } from 'graphql';

/** One subgraph as composition needs it. */
export interface SubgraphDefinition {
  readonly name: string;
  /** Where the subgraph is served. The configuration decides this at run time, so a placeholder is enough. */
  readonly url: string;
  readonly typeDefs: DocumentNode;
}
