import type { ExecutionResult } from 'graphql';
import type { SubgraphResponse } from '../../subgraph-clients/subgraph-client.ts';
import type { ExecutableOperation } from '../compile/compile-operation.ts';
import type { CompiledFetch } from '../compile/compiled-plan.ts';
import type { Variables } from '../compile/data.ts';
import type { OperationContext } from '../operation-types.ts';
import { abortedResult, buildResult, untilAborted } from './execute-operation.ts';
import { addFetchErrors, mergeResponse } from './fetch-plain.ts';
import { executeNode } from './execute-node.ts';
import { OperationRun } from './operation-run.ts';
import type { EngineResources } from './operation-run.ts';

/**
 * Starts a subscription. The rest of the plan completes every event of the subgraph's stream.
 *
 * @param variables coerced
 * @returns the stream of results, or one result when the stream could not start
 */
export function subscribeOperation(
  operation: ExecutableOperation,
  context: OperationContext,
  variables: Variables,
  resources: EngineResources,
): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
  const { primary } = operation.plan;
  const start = new OperationRun(resources, context, variables);
  if (!primary) return buildResult(operation, start);
  if (context.signal.aborted) return abortedResult(context.signal);
  const stream = new EventStream(operation, primary, start);
  try {
    stream.open();
  } catch (error) {
    addFetchErrors(primary, start, error);
    return withoutData(buildResult(operation, start));
  }
  return stream;
}

type Step = IteratorResult<ExecutionResult, undefined>;
const OVER: Step = { done: true, value: undefined };
/** Created once, because an abort without a reason creates an exception with a stack each time. */
const STREAM_OVER = new Error('The stream is over');

/**
 * The results of one subscription, for one reader. The stream takes an event from the subgraph only when the reader
 * asks for it, so a slow reader holds up its own stream at the subgraph and loses nothing.
 */
class EventStream implements AsyncIterableIterator<ExecutionResult> {
  readonly #operation: ExecutableOperation;
  readonly #primary: CompiledFetch;
  readonly #start: OperationRun;
  readonly #controller = new AbortController();
  readonly #onAbort = (): void => this.#stop();
  /** The context of all events: only the end of the stream cancels their fetches. */
  readonly #context: OperationContext;
  #upstream: AsyncIterator<SubgraphResponse> | undefined;
  /** Set by the first event. A failure before it means that the stream could not start. */
  #hasBegun = false;
  /** Resolves the pending read. */
  #answer: ((step: Step) => void) | undefined;

  constructor(operation: ExecutableOperation, primary: CompiledFetch, start: OperationRun) {
    const { context } = start;
    this.#operation = operation;
    this.#primary = primary;
    this.#start = start;
    this.#context = {
      variables: context.variables,
      caller: context.caller,
      headersFor: (name) => context.headersFor(name),
      signal: this.#controller.signal,
    };
  }

  /** @throws whatever the client throws when it cannot even try */
  open(): void {
    const { context } = this.#start;
    const request = this.#start.requestFor(this.#primary, '');
    const client = this.#start.clientFor(this.#primary.subgraph);
    this.#upstream = client.subscribe({ ...request, signal: this.#controller.signal });
    context.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Step> {
    if (this.#isOver) return OVER;
    return await new Promise<Step>((resolve, reject) => {
      this.#answer = resolve;
      this.#pull().then(resolve, reject);
    });
  }

  async return(): Promise<Step> {
    this.#stop();
    return OVER;
  }

  async throw(error: unknown): Promise<Step> {
    this.#stop();
    throw error;
  }

  get #isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Ends the stream from outside and resolves a pending read at once. */
  #stop(): void {
    this.#end();
    this.#answer?.(OVER);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#start.context.signal.removeEventListener('abort', this.#onAbort);
    this.#controller.abort(STREAM_OVER);
    // The client may be waiting for its next event, and settle or reject this only later. The signal has told it
    // already.
    this.#upstream?.return?.().catch(() => {});
  }

  async #pull(): Promise<Step> {
    try {
      const event = await this.#upstream?.next();
      if (this.#isOver) return OVER;
      const value = event === undefined || event.done === true ? undefined : await this.#complete(event.value);
      if (value !== undefined) return { done: false, value };
      this.#end();
      return OVER;
    } catch (error) {
      if (this.#isOver) return OVER;
      this.#end();
      return { done: false, value: this.#failed(error) };
    }
  }

  /** @returns undefined when the request ended in the meantime */
  async #complete(event: SubgraphResponse): Promise<ExecutionResult | undefined> {
    const { resources, variables } = this.#start;
    const { root } = this.#operation.plan;
    const run = new OperationRun(resources, this.#context, variables);
    mergeResponse(this.#primary, run, event, [run.data]);
    const complete = async (): Promise<boolean> => await untilAborted(executeNode(root, run), run);
    const { caller = '' } = this.#start.context;
    // A stream has one event at a time, so a caller that replays many streams gets as many turns as a caller with one
    // live stream per turn.
    const finished = root === undefined || (await resources.eventTurns.run(caller, complete));
    if (!finished) return undefined;
    const result = buildResult(this.#operation, run);
    const isRefusal = !this.#hasBegun && event.data === undefined;
    this.#hasBegun = true;
    return isRefusal ? withoutData(result) : result;
  }

  #failed(error: unknown): ExecutionResult {
    const { resources, context, variables } = this.#start;
    const run = new OperationRun(resources, context, variables);
    addFetchErrors(this.#primary, run, error);
    const result = buildResult(this.#operation, run);
    return this.#hasBegun ? result : withoutData(result);
  }
}

/**
 * A result without data says that the subscription could not start.
 *
 * @see https://spec.graphql.org/October2021/#sec-Source-Stream
 */
function withoutData({ data: _none, ...result }: ExecutionResult): ExecutionResult {
  return result;
}
