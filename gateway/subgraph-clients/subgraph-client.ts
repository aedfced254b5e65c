import type { GraphQLFormattedError } from 'graphql';

/** The request of one fetch to a subgraph. */
export interface SubgraphRequest {
  /**
   * The fetch's document: the same string object for every request of one compiled fetch, so a client may use it as a
   * cache key.
   */
  readonly query: string;
  /** The JSON text `{"query":"…","variables":`, escaped once when the fetch was compiled. */
  readonly bodyPrefix: string;
  /** The variables as JSON text; `{}` when there are none. */
  readonly variablesJson: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** The headers to send, with lower-case names; they hold the signed principal. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** How long this request may take, if that is less than the client's own limit. */
  readonly timeoutMs?: number;
}

/** A subgraph's response: `data` and `errors` of the GraphQL response, parsed but not trusted. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * The client of one subgraph, over HTTP or within the process. Throws `SubgraphFailure` when the subgraph cannot be
 * reached.
 */
export interface SubgraphClient {
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** One response per event. Ending the iterator ends the stream at the subgraph. */
  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse>;
  close(): Promise<void>;
}

/** A client for subscriptions only. */
export type SubscriptionClient = Pick<SubgraphClient, 'subscribe' | 'close'>;

export type SubgraphFailureKind = 'unavailable' | 'timeout' | 'bad-response';

/** A subgraph could not be reached, did not answer in time, or did not answer with a GraphQL response. */
export class SubgraphFailure extends Error {
  override readonly name = 'SubgraphFailure';
  readonly kind: SubgraphFailureKind;
  /** The status of the HTTP response, where that was the failure. */
  readonly statusCode: number | undefined;
  constructor(kind: SubgraphFailureKind, detail: string, options: ErrorOptions & { statusCode?: number } = {}) {
    super(detail, options);
    this.kind = kind;
    this.statusCode = options.statusCode;
  }
}

/** Why a request was certainly not begun. */
export type NotBegunReason = 'unreachable' | 'draining' | 'overloaded';

/**
 * The subgraph has certainly not begun with the request: there was no connection, or it said so. So the request may be
 * sent again, even a mutation.
 */
export class NotBegun extends SubgraphFailure {
  readonly why: NotBegunReason;
  constructor(
    why: NotBegunReason,
    detail: string,
    options: ErrorOptions & { statusCode?: number; kind?: SubgraphFailureKind } = {},
  ) {
    super(options.kind ?? 'unavailable', detail, options);
    this.why = why;
  }
}

/** The gateway did not send the request, because the traffic policy of the subgraph refused it. */
export class SubgraphRefusal extends SubgraphFailure {}
