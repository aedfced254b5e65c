import type { ExecutionResult } from 'graphql';
import type { CompiledDeferredUnit, DeferredWork } from '../../compile/deferred/compile-deferred.ts';
import type { Variables } from '../../compile/data.ts';
import type { DeferredObject } from '../../compile/projection/projection-context.ts';
import type { IncrementalResult } from '../../incremental-result.ts';
import type { OperationContext } from '../../operation-types.ts';
import { DeferredFragments, hasObjectAt } from './deferred-fragments.ts';
import type { DeferredTask } from './deferred-fragments.ts';
import { internalError } from '../execute-operation.ts';
import { executeDeferred } from './execute-deferred.ts';
import type { DeferredResult } from './execute-deferred.ts';
import type { EngineResources } from '../operation-run.ts';

export interface DeliveryOptions {
  readonly work: DeferredWork;
  readonly resources: EngineResources;
  readonly context: OperationContext;
  readonly variables: Variables;
}

/**
 * Delivers the results of an operation with `@defer`: the first result as soon as it is complete, then the fragments.
 * Each result holds everything that is complete when it is read.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110
 */
export class DeferredDelivery implements AsyncIterableIterator<IncrementalResult> {
  readonly #options: DeliveryOptions;
  readonly #controller = new AbortController();
  readonly #fragments: DeferredFragments;
  #first: IncrementalResult | undefined;
  #over = false;
  #wake: () => void = () => {};
  readonly #onAbort = (): void => this.#controller.abort(this.#options.context.signal.reason);

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#fragments = new DeferredFragments(options.work);
  }

  /**
   * Starts the delivery.
   *
   * @param objects those with deferred parts
   * @returns false when the first result is the only one
   */
  start(first: ExecutionResult, objects: readonly DeferredObject[]): boolean {
    this.#fragments.addObjects(objects.filter(({ path }) => hasObjectAt(first.data, path)));
    if (this.#fragments.isFinished) return false;
    this.#first = { ...first, ...this.#fragments.takePayload(), hasNext: true };
    const { signal } = this.#options.context;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
    this.#startParts();
    return true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<IncrementalResult>> {
    while (!this.#over && !this.#first && !this.#fragments.hasPayload) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#over) return { done: true, value: undefined };
    const value = this.#take();
    if (!value.hasNext) this.#end();
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<IncrementalResult>> {
    this.#end();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<IncrementalResult>> {
    this.#end();
    throw error;
  }

  #end(): void {
    this.#over = true;
    this.#options.context.signal.removeEventListener('abort', this.#onAbort);
    this.#controller.abort();
    this.#wake();
  }

  #take(): IncrementalResult {
    const first = this.#first;
    this.#first = undefined;
    if (first) return first;
    return { ...this.#fragments.takePayload(), hasNext: !this.#fragments.isFinished };
  }

  #startParts(): void {
    for (const [unit, tasks] of this.#fragments.takeReady()) void this.#run(unit, tasks);
  }

  async #run(unit: CompiledDeferredUnit, tasks: readonly DeferredTask[]): Promise<void> {
    const { context } = this.#options;
    const own = { ...context, headersFor: (name: string) => context.headersFor(name), signal: this.#controller.signal };
    const targets = tasks.map(({ target }) => target);
    let results: readonly DeferredResult[];
    try {
      results = await executeDeferred(unit, targets, { ...this.#options, context: own });
    } catch (error) {
      const errors = [internalError(error)];
      results = targets.map(() => ({ data: null, errors, deferred: [] }));
    }
    if (this.#over) return;
    for (const [index, task] of tasks.entries()) {
      const result = results[index];
      if (result) this.#fragments.settle(task, result);
    }
    this.#startParts();
    this.#wake();
  }
}
