import type { ExecutionResult } from 'graphql';

interface StreamOptions {
  readonly source: AsyncIterableIterator<ExecutionResult>;
  readonly toResult: (event: ExecutionResult) => ExecutionResult;
  /** Called once when the stream is over, whoever ended it. */
  readonly onEnd: () => void;
  /** Turns a failure of the source into the last result. */
  readonly failed: (error: unknown) => ExecutionResult;
}

/**
 * The results of one subscription, for a transport to read. This is not a generator function because a generator cannot
 * return while a read is pending, and a quiet subscription always has a pending read.
 */
export class ResultStream implements AsyncGenerator<ExecutionResult, void, undefined> {
  readonly #options: StreamOptions;
  #over = false;
  #last: ExecutionResult | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    if (this.#over) return { done: true, value: undefined };
    try {
      const step = this.#last === undefined ? await this.#options.source.next() : undefined;
      if (step !== undefined && step.done !== true) return { done: false, value: this.#options.toResult(step.value) };
    } catch (error) {
      if (!this.#over && this.#last === undefined) {
        const value = this.#options.failed(error);
        this.#end();
        return { done: false, value };
      }
    }
    const last = this.#over ? undefined : this.#last;
    this.#end();
    return last === undefined ? { done: true, value: undefined } : { done: false, value: last };
  }

  /** Ends the stream with a result of the gateway. The remaining results of the source are dropped. */
  endWith(last: ExecutionResult): void {
    if (this.#over) return;
    this.#last = last;
    // A pending read gets the end of the source, which turns into the last result.
    void this.#options.source.return?.();
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    if (!this.#over) {
      this.#end();
      await this.#options.source.return?.();
    }
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#options.onEnd();
  }
}
