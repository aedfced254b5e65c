import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import type { ExecutableOperation } from '../compile/compile-operation.ts';
import type { CompiledFetch } from '../compile/compiled-plan.ts';
import type { Variables } from '../compile/data.ts';
import type { OperationContext } from '../engine-interface.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { abortedResult, completeRun, untilAborted } from './execute-operation.ts';
import { failAll, mergeResponse } from './fetch-plain.ts';
import { runNode } from './run-node.ts';
import { Run } from './run.ts';
import type { EngineParts } from './run.ts';

/** Events that may wait for a consumer before its stream is ended. */
const QUEUE_LIMIT = 256;

/**
 * Starts a subscription: every event of the subgraph's stream runs through the rest of the plan.
 *
 * @param variables coerced
 * @returns the stream of results, or one result when no stream could be started
 */
export function subscribeOperation(
  operation: ExecutableOperation,
  context: OperationContext,
  variables: Variables,
  parts: EngineParts,
): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
  const { primary } = operation.plan;
  const start = new Run(parts, context, variables);
  if (!primary) return completeRun(operation, start);
  if (context.signal.aborted) return abortedResult(context.signal);
  const stream = new EventStream(operation, primary, start);
  try {
    stream.open();
  } catch (error) {
    failAll(primary, start, error);
    return completeRun(operation, start);
  }
  return stream;
}

class EventStream implements AsyncIterableIterator<ExecutionResult> {
  readonly #operation: ExecutableOperation;
  readonly #primary: CompiledFetch;
  readonly #start: Run;
  readonly #queue = new BoundedQueue<ExecutionResult>(QUEUE_LIMIT);
  readonly #controller = new AbortController();
  readonly #onAbort = (): void => this.#stop();
  #upstream: AsyncIterableIterator<SubgraphResponse> | undefined;

  constructor(operation: ExecutableOperation, primary: CompiledFetch, start: Run) {
    this.#operation = operation;
    this.#primary = primary;
    this.#start = start;
  }

  /** @throws what the client throws when it cannot even try */
  open(): void {
    const { context } = this.#start;
    const request = this.#start.request(this.#primary, '');
    const client = this.#start.clientOf(this.#primary.service);
    this.#upstream = client.subscribe({ ...request, signal: this.#controller.signal });
    context.signal.addEventListener('abort', this.#onAbort, { once: true });
    void this.#pump(this.#upstream);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    const value = await this.#queue.next();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.#stop();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult>> {
    this.#stop();
    throw error;
  }

  #stop(): void {
    this.#queue.discard();
    this.#endUpstream();
  }

  #endUpstream(): void {
    this.#start.context.signal.removeEventListener('abort', this.#onAbort);
    this.#controller.abort();
    // A client may be waiting for its next event and settle this only later, or refuse: the signal has told it already.
    this.#upstream?.return?.().catch(() => {});
  }

  async #pump(upstream: AsyncIterableIterator<SubgraphResponse>): Promise<void> {
    try {
      for await (const event of upstream) {
        if (this.#controller.signal.aborted) return;
        const result = await this.#complete(event);
        if (result && !this.#queue.push(result)) {
          this.#queue.end(tooSlow());
          this.#endUpstream();
          return;
        }
      }
      this.#queue.end();
    } catch (error) {
      if (!this.#controller.signal.aborted) this.#queue.end(this.#failed(error));
    } finally {
      this.#start.context.signal.removeEventListener('abort', this.#onAbort);
      this.#queue.end();
    }
  }

  /** @returns nothing when the request ended meanwhile */
  async #complete(event: SubgraphResponse): Promise<ExecutionResult | undefined> {
    const { parts, context, variables } = this.#start;
    const signal = this.#controller.signal;
    const run = new Run(parts, { ...context, headersFor: (name) => context.headersFor(name), signal }, variables);
    mergeResponse(this.#primary, run, event, [run.data]);
    const finished = await untilAborted(runNode(this.#operation.plan.root, run), run);
    return finished ? completeRun(this.#operation, run) : undefined;
  }

  #failed(error: unknown): ExecutionResult {
    const { parts, context, variables } = this.#start;
    const run = new Run(parts, context, variables);
    failAll(this.#primary, run, error);
    return completeRun(this.#operation, run);
  }
}

function tooSlow(): ExecutionResult {
  const message = 'The stream was ended because its events were not read in time.';
  return { errors: [new GraphQLError(message, { extensions: { code: 'SUBSCRIBER_TOO_SLOW' } })] };
}
