import type { Caller } from './caller.ts';
import type { Principal } from './principal.ts';

const MAX_TIMER_MS = 2_147_483_647;

/** Why the gateway itself ends a stream. */
export type StreamEnd = 'expired' | 'revoked' | 'shutdown';

interface OpenStream {
  readonly caller: Caller;
  /** Ends the stream towards the client; called at most once. */
  readonly end: (why: StreamEnd) => void;
}

/** All connections that outlive their request. They end with the token that they were opened with. */
export class OpenStreams {
  readonly #streams = new Set<OpenStream>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Watches a stream until the returned function is called. */
  add(stream: OpenStream): () => void {
    this.#streams.add(stream);
    const { expiresAtMs } = stream.caller;
    const timer =
      expiresAtMs === undefined
        ? undefined
        : setTimeout(() => this.#end(stream, 'expired'), this.#timeUntil(expiresAtMs));
    return () => {
      clearTimeout(timer);
      this.#streams.delete(stream);
    };
  }

  /** Ends the streams of all principals that match. */
  endWhere(matches: (principal: Principal) => boolean, why: StreamEnd): void {
    for (const stream of this.#streams) {
      if (matches(stream.caller.principal)) this.#end(stream, why);
    }
  }

  /** The leeway for clocks accepts a token that has just expired. */
  #timeUntil(momentMs: number): number {
    return Math.min(Math.max(0, momentMs - this.#now()), MAX_TIMER_MS);
  }

  #end(stream: OpenStream, why: StreamEnd): void {
    if (this.#streams.delete(stream)) stream.end(why);
  }
}
