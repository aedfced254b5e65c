import type { FormattedExecutionResult } from 'graphql';
import type {
  InProcessRequest,
  InProcessResult,
  InProcessSubgraph,
} from './subgraph-clients/in-process-subgraph-client.ts';

type Results = AsyncIterableIterator<FormattedExecutionResult>;

/** What a subgraph in this process offers. This shape lets both sides meet without importing each other. */
export interface LocalExecutor {
  execute(request: LocalRequest): Promise<FormattedExecutionResult>;
  subscribe(request: LocalRequest): Promise<Results | FormattedExecutionResult>;
}

interface LocalRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contextToken: string | undefined;
  readonly requestId: string | undefined;
}

const toLocal = ({ query, variables, headers }: InProcessRequest): LocalRequest => ({
  query,
  variables,
  contextToken: headers['x-tiergraph-context'],
  requestId: headers['x-request-id'],
});

/** Lets the gateway call a subgraph's executor directly, without a socket. */
export function toInProcessSubgraph(executor: LocalExecutor): InProcessSubgraph {
  return {
    execute: async (request) => (await executor.execute(toLocal(request))) as InProcessResult,
    subscribe: (request) => follow(executor.subscribe(toLocal(request))),
  };
}

/** The stream of a starting subscription. A subscription that could not start is a stream of one result. */
function follow(started: Promise<Results | FormattedExecutionResult>): AsyncIterable<InProcessResult> {
  let ended = false;
  const iterator: AsyncIterableIterator<InProcessResult> = {
    async next() {
      const source = await started;
      if (ended) return { done: true, value: undefined };
      if (Symbol.asyncIterator in source) return (await source.next()) as IteratorResult<InProcessResult>;
      ended = true;
      return { done: false, value: source as InProcessResult };
    },
    async return() {
      ended = true;
      const source = await started;
      if (Symbol.asyncIterator in source) await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
