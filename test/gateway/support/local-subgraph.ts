import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  createSourceEventStream,
  execute,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { decodeJwt, type JWTPayload } from 'jose';
import type {
  SubgraphClient,
  SubgraphRequest,
  SubgraphResponse,
} from '../../../gateway/subgraph-clients/subgraph-client.ts';

/** What the resolvers of a local subgraph get as their context. */
export interface SubgraphContext {
  readonly claims: JWTPayload;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

type Resolver = (root: never, args: never, context: SubgraphContext) => unknown;
type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver | { readonly subscribe: Resolver }>>>>;

/** A whole subgraph within the test's process; it keeps what it was asked. */
export class LocalSubgraph implements SubgraphClient {
  readonly requests: SubgraphRequest[] = [];
  closed = false;
  readonly #schema: GraphQLSchema;

  constructor(typeDefs: DocumentNode, resolvers: Resolvers) {
    this.#schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    this.requests.push(request);
    return respond(await execute(this.#args(request)));
  }

  async *subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    this.requests.push(request);
    const args = this.#args(request);
    const events = await createSourceEventStream(args);
    if (Symbol.asyncIterator in events) {
      for await (const rootValue of events) yield respond(await execute({ ...args, rootValue }));
    } else {
      yield respond(events);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #args({ query, variablesJson, headers, signal }: SubgraphRequest) {
    const contextValue: SubgraphContext = { claims: decodeJwt(headers['x-tiergraph-context'] ?? ''), headers, signal };
    const variableValues = JSON.parse(variablesJson) as Record<string, unknown>;
    return { schema: this.#schema, document: parse(query), variableValues, contextValue };
  }
}

function respond(result: ExecutionResult): SubgraphResponse {
  return JSON.parse(JSON.stringify(result)) as { data: Record<string, unknown>; errors: GraphQLFormattedError[] };
}
