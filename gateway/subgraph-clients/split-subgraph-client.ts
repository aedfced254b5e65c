import type { SubgraphClient, SubgraphRequest, SubgraphResponse, SubscriptionClient } from './subgraph-client.ts';

/** A subgraph with different clients for subscriptions and for queries and mutations. */
export class SplitSubgraphClient implements SubgraphClient {
  readonly #requests: SubgraphClient;
  readonly #subscriptions: SubscriptionClient;

  constructor(requests: SubgraphClient, subscriptions: SubscriptionClient) {
    this.#requests = requests;
    this.#subscriptions = subscriptions;
  }

  async execute(request: SubgraphRequest): Promise<SubgraphResponse> {
    return await this.#requests.execute(request);
  }

  subscribe(request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    return this.#subscriptions.subscribe(request);
  }

  async close(): Promise<void> {
    await Promise.all([this.#requests.close(), this.#subscriptions.close()]);
  }
}
