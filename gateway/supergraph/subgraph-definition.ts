import type { DocumentNode } from 'graphql';

/** One subgraph as composition sees it. */
export interface SubgraphDefinition {
  readonly name: string;
  /** Where the subgraph is served; at run time the configuration decides, so a placeholder does. */
  readonly url: string;
  readonly typeDefs: DocumentNode;
}
