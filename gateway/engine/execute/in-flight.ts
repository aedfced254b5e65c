import type { SubgraphClient, SubgraphRequest, SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';

interface Shared {
  readonly response: Promise<SubgraphResponse>;
  readonly controller: AbortController;
  users: number;
}

/** The share of one user in a request. */
export interface SharedResponse {
  readonly response: Promise<SubgraphResponse>;
  /** Ends this user's interest; the last user to leave cancels the request. */
  readonly leave: () => void;
}

/**
 * Sends equal queries that are in flight at the same time only once. Queries are equal when subgraph, document,
 * variables and headers are. The headers hold the principal, so principals never share a response.
 */
export class InFlightQueries {
  readonly #open = new Map<string, Shared>();

  /** @param key identifies everything that makes two requests equal */
  join(key: string, client: SubgraphClient, request: Omit<SubgraphRequest, 'signal'>): SharedResponse {
    let shared = this.#open.get(key);
    if (shared) shared.users += 1;
    else {
      shared = this.#start(key, client, request);
      this.#open.set(key, shared);
    }
    const joined = shared;
    let here = true;
    const leave = (): void => {
      if (!here) return;
      here = false;
      joined.users -= 1;
      if (joined.users > 0 || this.#open.get(key) !== joined) return;
      this.#open.delete(key);
      joined.controller.abort();
    };
    return { response: shared.response, leave };
  }

  #start(key: string, client: SubgraphClient, request: Omit<SubgraphRequest, 'signal'>): Shared {
    const controller = new AbortController();
    const response = client.execute({ ...request, signal: controller.signal });
    const shared: Shared = { response, controller, users: 1 };
    const settle = (): void => {
      if (this.#open.get(key) === shared) this.#open.delete(key);
    };
    response.then(settle, settle);
    return shared;
  }
}
