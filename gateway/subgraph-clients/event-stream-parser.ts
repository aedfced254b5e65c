/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** The stream has a line or an event that exceeds the limit. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Splits a `text/event-stream` into events as its bytes arrive. Only complete lines are decoded; no byte of a
 * multi-byte UTF-8 character looks like the end of a line.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class EventStreamParser {
  readonly #maxBytes: number;
  /** The bytes of a line that has not ended yet. */
  #pending: Buffer[] = [];
  #pendingLength = 0;
  #event = '';
  #data: string | undefined;
  /** The data lines of an event that has not ended yet. */
  #dataLength = 0;
  /** The last line ended with a CR; its LF may still arrive. */
  #afterReturn = false;

  /** @param maxBytes the bytes that one event may have */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @returns the events that are now complete
   * @throws {EventTooLarge} when an event exceeds the limit
   */
  feed(chunk: Buffer): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    let at = this.#afterReturn && chunk[0] === LINE_FEED ? 1 : 0;
    if (chunk.length > 0) this.#afterReturn = false;
    for (let end = lineEnd(chunk, at); end !== -1; end = lineEnd(chunk, at)) {
      const event = this.#readLine(this.#takeLine(chunk.subarray(at, end)));
      if (event !== undefined) events.push(event);
      at = end + 1;
      if (chunk[end] !== CARRIAGE_RETURN) continue;
      if (at === chunk.length) this.#afterReturn = true;
      else if (chunk[at] === LINE_FEED) at += 1;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
    return events;
  }

  /** Copies the bytes to keep, because a slice would keep the whole chunk in memory. */
  #keep(bytes: Buffer): void {
    this.#pendingLength += bytes.length;
    if (this.#pendingLength + this.#dataLength > this.#maxBytes) throw new EventTooLarge('An event is too large');
    this.#pending.push(Buffer.from(bytes));
  }

  #takeLine(last: Buffer): string {
    if (this.#pending.length === 0) return last.toString();
    const line = Buffer.concat([...this.#pending, last]).toString();
    this.#pending = [];
    this.#pendingLength = 0;
    return line;
  }

  /** @returns the event that the line completes, if any */
  #readLine(text: string): ServerSentEvent | undefined {
    if (text === '') return this.#finish();
    const line = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    if (field !== 'event' && field !== 'data') return undefined;
    const raw = colon === -1 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'event') this.#event = value;
    else this.#addData(value);
    return undefined;
  }

  #addData(value: string): void {
    this.#dataLength += value.length;
    if (this.#dataLength > this.#maxBytes) throw new EventTooLarge('An event is too large');
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
  }

  #finish(): ServerSentEvent | undefined {
    const [event, data] = [this.#event, this.#data];
    this.#event = '';
    this.#data = undefined;
    this.#dataLength = 0;
    return event === '' && data === undefined ? undefined : { event: event || 'message', data: data ?? '' };
  }
}

/** The index at which the line that starts at `from` ends, or -1. */
function lineEnd(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(LINE_FEED, from);
  const end = feed === -1 ? bytes.length : feed;
  const carriageReturn = bytes.subarray(from, end).indexOf(CARRIAGE_RETURN);
  return carriageReturn === -1 ? feed : from + carriageReturn;
}
