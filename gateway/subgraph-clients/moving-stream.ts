import type { SubgraphAddress } from './subgraph-address.ts';
import { isGone } from './subgraph-address.ts';
import type { SubgraphRequest, SubgraphResponse } from './subgraph-client.ts';
import { NotBegun } from './subgraph-client.ts';

type Step = IteratorResult<SubgraphResponse, undefined>;

const OVER: Step = { done: true, value: undefined };

/**
 * A stream that an address certainly did not begin is opened at another one. A stream that has begun stays where it is:
 * only its subscriber knows the last cursor.
 */
export class MovingStream implements AsyncIterableIterator<SubgraphResponse> {
  readonly #request: SubgraphRequest;
  /** Gives an address that was not tried yet; undefined when there is none. */
  readonly #findOther: (tried: ReadonlySet<SubgraphAddress>) => SubgraphAddress | undefined;
  readonly #tried = new Set<SubgraphAddress>();
  #address: SubgraphAddress;
  #source: AsyncIterator<SubgraphResponse>;
  #hasBegun = false;
  #isOver = false;

  constructor(
    request: SubgraphRequest,
    first: SubgraphAddress,
    findOther: (tried: ReadonlySet<SubgraphAddress>) => SubgraphAddress | undefined,
  ) {
    this.#request = request;
    this.#findOther = findOther;
    this.#address = first;
    this.#source = this.#open(first);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws {SubgraphFailure} the failure that ended the stream */
  async next(): Promise<Step> {
    for (;;) {
      try {
        const step = await this.#source.next();
        if (step.done !== true) {
          this.#hasBegun = true;
          return step;
        }
        this.#end();
        return OVER;
      } catch (error) {
        if (!this.#move(error)) {
          this.#end();
          throw error;
        }
      }
    }
  }

  async return(): Promise<Step> {
    this.#end();
    await this.#source.return?.();
    return OVER;
  }

  #open(address: SubgraphAddress): AsyncIterator<SubgraphResponse> {
    this.#tried.add(address);
    this.#address = address;
    const source = address.client.subscribe(this.#request);
    address.streams += 1;
    return source;
  }

  /** @returns whether the stream is opened elsewhere */
  #move(error: unknown): boolean {
    if (isGone(error)) this.#address.leave();
    if (this.#isOver || this.#hasBegun || this.#request.signal.aborted || !(error instanceof NotBegun)) return false;
    const other = this.#findOther(this.#tried);
    if (other === undefined) return false;
    this.#address.streams -= 1;
    this.#source = this.#open(other);
    return true;
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#address.streams -= 1;
  }
}
