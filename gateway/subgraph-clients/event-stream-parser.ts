/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** The stream holds a line or an event beyond the limit. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/**
 * Splits a `text/event-stream` into events as its bytes arrive.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventStreamParser {
  readonly #decoder = new TextDecoder();
  readonly #maxLength: number;
  #rest = '';
  #event = '';
  #data: string[] = [];
  #length = 0;

  /** @param maxLength characters one event may hold */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /**
   * @returns the events that are complete now
   * @throws {EventTooLarge} when an event grows beyond the limit
   */
  feed(chunk: Uint8Array): ServerSentEvent[] {
    this.#rest += this.#decoder.decode(chunk, { stream: true });
    const events: ServerSentEvent[] = [];
    for (let end = lineEnd(this.#rest); end; end = lineEnd(this.#rest)) {
      const line = this.#rest.slice(0, end.at);
      this.#rest = this.#rest.slice(end.next);
      if (line !== '') this.#readLine(line);
      else if (this.#event !== '' || this.#data.length > 0) events.push(this.#finish());
    }
    if (this.#rest.length + this.#length > this.#maxLength) throw new EventTooLarge('An event is too large');
    return events;
  }

  #readLine(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const raw = colon === -1 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'event') this.#event = value;
    else if (field === 'data') {
      this.#data.push(value);
      this.#length += value.length;
    }
  }

  #finish(): ServerSentEvent {
    const event = { event: this.#event || 'message', data: this.#data.join('\n') };
    this.#event = '';
    this.#data = [];
    this.#length = 0;
    return event;
  }
}

/** Where the first line ends; a CR at the very end may still be followed by its LF. */
function lineEnd(text: string): { at: number; next: number } | undefined {
  const at = text.search(/[\r\n]/);
  if (at === -1) return undefined;
  if (text[at] === '\n') return { at, next: at + 1 };
  if (at + 1 === text.length) return undefined;
  return { at, next: text[at + 1] === '\n' ? at + 2 : at + 1 };
}
