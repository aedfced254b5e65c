import type { ResponseMediaType } from '../../errors.ts';

/** How the results of an operation with `@defer` are written. */
export type IncrementalFormat =
  /** With `pending` and `completed`; for clients that accept `multipart/mixed` alone. */
  | 'by-id'
  /**
   * Every part with its path, as clients of the first draft read them; for clients that accept
   * `multipart/mixed;deferSpec=20220824`.
   */
  | 'by-path';

/** How the results of a subscription are written over HTTP. */
export type SubscriptionFormat = 'multipart' | 'event-stream';

/** One media range of an `accept` header. */
interface MediaRange {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** Clients choose the header, but they use few different ones. */
const MAX_KNOWN = 100;
const MAX_KNOWN_LENGTH = 300;

/** Parses `accept` headers and keeps the results, because clients send the same few headers again and again. */
export class AcceptHeaders {
  readonly #known = new Map<string, AcceptedMedia>();

  /** @param accept the header; a client that sends none accepts everything */
  read(accept = '*/*'): AcceptedMedia {
    const before = this.#known.get(accept);
    if (before !== undefined) return before;
    const read = new AcceptedMedia(accept);
    if (accept.length > MAX_KNOWN_LENGTH) return read;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(accept, read);
    return read;
  }
}

/** What a client accepts according to its `accept` header. Ranges with `q=0` are not accepted. */
class AcceptedMedia {
  readonly #ranges: readonly MediaRange[];
  /** The media type of a single response: the first supported one that the client names, as graphql-http chooses it. */
  readonly response: ResponseMediaType;
  /** The first incremental format that the client names; undefined when it accepts one response only. */
  readonly incremental: IncrementalFormat | undefined;
  /** The first format for a subscription's results that the client names. */
  readonly subscription: SubscriptionFormat | undefined;
  /** Whether every response has to be an event stream. */
  readonly isEventStreamOnly: boolean;

  constructor(accept: string) {
    const ranges = accept.split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      return { type, parameters };
    });
    this.#ranges = ranges.filter(({ parameters }) => !parameters.some((one) => /^q=0(\.0*)?$/.test(one)));
    this.response = responseType(ranges);
    this.incremental = incrementalFormat(this.#ranges);
    this.subscription = subscriptionFormat(this.#ranges);
    this.isEventStreamOnly = this.#ranges.length > 0 && this.#ranges.every(({ type }) => type === 'text/event-stream');
  }

  /** Whether the header names one of the types. */
  names(...types: readonly string[]): boolean {
    return this.#ranges.some(({ type }) => types.includes(type));
  }
}

export type { AcceptedMedia };

function responseType(ranges: readonly MediaRange[]): ResponseMediaType {
  const served = ['application/graphql-response+json', 'application/json', 'application/*', '*/*'];
  const first = ranges.find(({ type }) => served.includes(type))?.type;
  return first === 'application/graphql-response+json' ? first : 'application/json';
}

function incrementalFormat(ranges: readonly MediaRange[]): IncrementalFormat | undefined {
  const range = ranges.find((one) => one.type === 'multipart/mixed' && !isSubscriptionRange(one));
  if (range === undefined) return undefined;
  return range.parameters.some((parameter) => /^deferspec="?20220824"?$/.test(parameter)) ? 'by-path' : 'by-id';
}

function subscriptionFormat(ranges: readonly MediaRange[]): SubscriptionFormat | undefined {
  for (const range of ranges) {
    if (isSubscriptionRange(range)) return 'multipart';
    if (range.type === 'text/event-stream') return 'event-stream';
  }
  return undefined;
}

function isSubscriptionRange({ type, parameters }: MediaRange): boolean {
  return type === 'multipart/mixed' && parameters.some((parameter) => /^subscriptionspec="?1\.0"?$/.test(parameter));
}
