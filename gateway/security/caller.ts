import { CONTEXT_HEADER, signContext, type ContextSigningKey, type SignedContext } from './context-token.ts';
import { networkOf } from './client-network.ts';
import type { Principal } from './principal.ts';

/** A context token is replaced this long before it expires, so that it is still valid when it arrives. */
const RENEW_BEFORE_END_MS = 10_000;
const LIFETIME_MS = 60_000;
const NOTHING: Readonly<Record<string, string>> = {};

interface SignedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly renewAtMs: number;
}

interface CallerOptions {
  readonly context: SignedContext;
  /** Without it, subgraphs learn nothing about the caller. */
  readonly signingKey: ContextSigningKey | undefined;
  /** Whether a subgraph asks, on behalf of the principal; no by default. */
  readonly isSubgraph?: boolean;
  readonly now: () => number;
}

/** The sender of a request: its principal, and what each subgraph learns about it. */
export class Caller {
  readonly principal: Principal;
  readonly clientAddress: string;
  /**
   * Equal for all callers that pay with the same share of time: the users of an account, or anonymous callers of one
   * network.
   */
  readonly sharesTurnsAs: string;
  /** When the access token expires, in milliseconds since 1970; undefined for an anonymous caller. */
  readonly expiresAtMs: number | undefined;
  /** Whether a subgraph asks, as a part of an operation that it works on. */
  readonly isSubgraph: boolean;
  readonly #options: CallerOptions;
  readonly #signed = new Map<string, SignedHeaders>();

  constructor(options: CallerOptions) {
    const { principal, clientAddress, accessTokenExpiresAt } = options.context;
    this.principal = principal;
    this.clientAddress = clientAddress;
    this.sharesTurnsAs = principal.kind === 'anonymous' ? `from ${networkOf(clientAddress)}` : principal.accountId;
    this.expiresAtMs = accessTokenExpiresAt === undefined ? undefined : accessTokenExpiresAt * 1000;
    this.isSubgraph = options.isSubgraph ?? false;
    this.#options = options;
  }

  get isSignedIn(): boolean {
    return this.principal.kind !== 'anonymous';
  }

  /**
   * The headers that identify the caller to one subgraph. They remain the same object for almost a minute. Requests in
   * flight are shared among equal headers, so the headers hold nothing of a single request.
   */
  headersFor(subgraph: string): Readonly<Record<string, string>> {
    const { context, signingKey, now } = this.#options;
    if (signingKey === undefined) return NOTHING;
    const known = this.#signed.get(subgraph);
    if (known !== undefined && now() < known.renewAtMs) return known.headers;
    const nowMs = now();
    const headers = { [CONTEXT_HEADER]: signContext(signingKey, subgraph, context, nowMs) };
    this.#signed.set(subgraph, { headers, renewAtMs: nowMs + LIFETIME_MS - RENEW_BEFORE_END_MS });
    return headers;
  }
}
