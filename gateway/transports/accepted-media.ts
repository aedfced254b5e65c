/** How the results of an operation with `@defer` are written. */
export type IncrementalFormat =
  /** With `pending` and `completed`; what is asked for as `multipart/mixed` alone. */
  | 'by-id'
  /** Every part by its path, as clients of the first draft read them; asked for as `multipart/mixed;deferSpec=20220824`. */
  | 'by-path';

/** How the results of a subscription are written over HTTP. */
export type SubscriptionFormat = 'multipart' | 'event-stream';

/** One media range of an `accept` header. */
interface MediaRange {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** What a client takes, read from the header `accept`; ranges with `q=0` are those that it does not. */
export class AcceptedMedia {
  readonly #ranges: readonly MediaRange[];

  /** @param accept the header; a client that sends none takes everything */
  constructor(accept = '*/*') {
    const ranges = accept.split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      return { type, parameters };
    });
    this.#ranges = ranges.filter(({ parameters }) => !parameters.some((one) => /^q=0(\.0*)?$/.test(one)));
  }

  /** Whether one of the types is named. */
  names(...types: readonly string[]): boolean {
    return this.#ranges.some(({ type }) => types.includes(type));
  }

  /** The first form of results in several parts that the client names; nothing when it takes one response only. */
  get incremental(): IncrementalFormat | undefined {
    const range = this.#ranges.find((one) => one.type === 'multipart/mixed' && !isSubscriptionRange(one));
    if (range === undefined) return undefined;
    return range.parameters.some((parameter) => /^deferspec="?20220824"?$/.test(parameter)) ? 'by-path' : 'by-id';
  }

  /** The first form of a subscription's results that the client names. */
  get subscription(): SubscriptionFormat | undefined {
    for (const range of this.#ranges) {
      if (isSubscriptionRange(range)) return 'multipart';
      if (range.type === 'text/event-stream') return 'event-stream';
    }
    return undefined;
  }

  /** Whether every answer has to be an event stream. */
  get isEventStreamOnly(): boolean {
    return this.#ranges.length > 0 && this.#ranges.every(({ type }) => type === 'text/event-stream');
  }
}

function isSubscriptionRange({ type, parameters }: MediaRange): boolean {
  return type === 'multipart/mixed' && parameters.some((parameter) => /^subscriptionspec="?1\.0"?$/.test(parameter));
}
