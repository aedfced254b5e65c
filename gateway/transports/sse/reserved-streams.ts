import { randomUUID } from 'node:crypto';
import { refusal } from '../../errors.ts';
import type { Caller } from '../../security/caller.ts';

/** The number of streams that one owner may have reserved at the same time. */
const MAX_OF_ONE_OWNER = 100;
const MAX_RESERVED = 20_000;

/** A stream for the results of several operations of one owner. */
export class Reservation {
  /** Identifies the stream to its owner; it cannot be guessed. */
  readonly token = randomUUID();
  readonly owner: string;
  readonly caller: Caller;
  /** The ids of the operations under way. */
  readonly running = new Set<string>();
  readonly #opened = Promise.withResolvers<() => Promise<void>>();

  constructor(caller: Caller) {
    this.caller = caller;
    this.owner = ownerOf(caller);
  }

  /** Resolves when the stream is open and has room for a message, or can no longer be opened. */
  readonly room = async (): Promise<void> => await (await this.#opened.promise)();

  /** @param room resolves when the connection has room for the next message */
  open(room: () => Promise<void>): void {
    this.#opened.resolve(room);
  }
}

interface Reserved {
  readonly reservation: Reservation;
  /** The timer until the stream is opened. */
  readonly timer: NodeJS.Timeout;
}

/**
 * The streams of graphql-sse's single connection mode. A stream belongs to the session that reserved it, and ends when
 * nobody opens it in time.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode
 */
export class ReservedStreams {
  readonly #patienceMs: number;
  readonly #reserved = new Map<string, Reserved>();
  readonly #counts = new Map<string, number>();

  /** @param patienceMs how long a stream may be reserved without being opened */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /**
   * Reserves a stream.
   *
   * @param giveUp called when nobody opens it in time
   * @throws {GatewayError} RATE_LIMITED when the owner, or all owners together, have too many
   */
  add(caller: Caller, giveUp: (reservation: Reservation) => void): Reservation {
    const reservation = new Reservation(caller);
    const count = this.#counts.get(reservation.owner) ?? 0;
    if (count >= MAX_OF_ONE_OWNER || this.#reserved.size >= MAX_RESERVED) {
      throw refusal('RATE_LIMITED', `At most ${MAX_OF_ONE_OWNER} streams may be reserved at once: end one first.`);
    }
    const late = (): void => {
      this.remove(reservation);
      reservation.open(async () => {});
      giveUp(reservation);
    };
    this.#counts.set(reservation.owner, count + 1);
    this.#reserved.set(reservation.token, { reservation, timer: setTimeout(late, this.#patienceMs).unref() });
    return reservation;
  }

  find(token: string): Reservation | undefined {
    return this.#reserved.get(token)?.reservation;
  }

  /** Whether a stream belongs to the caller. */
  belongsTo({ owner }: Reservation, caller: Caller): boolean {
    return owner === ownerOf(caller);
  }

  /** Opens a stream. From now on it lives as long as its connection. */
  open(reservation: Reservation, room: () => Promise<void>): void {
    clearTimeout(this.#reserved.get(reservation.token)?.timer);
    reservation.open(room);
  }

  remove(reservation: Reservation): void {
    const { token, owner } = reservation;
    const reserved = this.#reserved.get(token);
    if (reserved === undefined) return;
    clearTimeout(reserved.timer);
    this.#reserved.delete(token);
    const count = this.#counts.get(owner) ?? 1;
    if (count > 1) this.#counts.set(owner, count - 1);
    else this.#counts.delete(owner);
  }
}

function ownerOf({ principal, sharesTurnsAs }: Caller): string {
  return principal.kind === 'anonymous' ? sharesTurnsAs : `session ${principal.sessionId}`;
}
