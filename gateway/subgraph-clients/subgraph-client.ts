import type { GraphQLFormattedError } from 'graphql';

/** One request of a plan's fetch to a subgraph. */
export interface SubgraphRequest {
  /** The fetch's document: the same string object for every request of one compiled fetch, so a client may cache by it. */
  readonly query: string;
  /** The JSON text `{"query":"…","variables":`, escaped once when the fetch was compiled. */
  readonly bodyPrefix: string;
  /** The variables as JSON text, `{}` when there are none. */
  readonly variablesJson: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Headers to send, lower-case names; they hold the signed principal. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** How long this request may take, where that is less than the client's own limit. */
  readonly timeoutMs?: number;
}

/** What a subgraph answered: `data` and `errors` of the GraphQL response, parsed, not yet trusted. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The way to one subgraph, over HTTP or within the process. Failures to reach it throw `SubgraphFailure`. */
export interface SubgraphClient {
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** One response per event. Ending the iterator ends the stream at the subgraph. */
  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse>;
  close(): Promise<void>;
}

/** The way of a subgraph's subscriptions alone. */
export type SubscriptionClient = Pick<SubgraphClient, 'subscribe' | 'close'>;

export type SubgraphFailureKind = 'unavailable' | 'timeout' | 'bad-response';

/** A subgraph could not be reached, did not answer in time, or answered what is not a GraphQL response. */
export class SubgraphFailure extends Error {
  override readonly name = 'SubgraphFailure';
  readonly kind: SubgraphFailureKind;
  /** Of the answer over HTTP, where that was the failure. */
  readonly statusCode: number | undefined;
  constructor(kind: SubgraphFailureKind, detail: string, options: ErrorOptions & { statusCode?: number } = {}) {
    super(detail, options);
    this.kind = kind;
    this.statusCode = options.statusCode;
  }
}

/** The gateway did not ask: the policy of this subgraph's traffic forbade it. */
export class SubgraphRefusal extends SubgraphFailure {}
