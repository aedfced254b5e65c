import { connect, constants, type ClientHttp2Session } from 'node:http2';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { SubgraphFailure } from './subgraph-client.ts';

/**
 * The number of streams that share one connection, where the subgraph allows as many. Streams then need a hundredth of
 * the connections, and losing one connection does not end all streams.
 */
const MAX_STREAMS = 250;
/**
 * A connection that has cancelled this many streams gets no new ones. Servers count cancelled streams to detect an
 * attack known as rapid reset, and end the connection with all its streams: Node's after 1,000.
 */
const MAX_CANCELLED = 700;
/** How long a server may keep silent after accepting the connection; an HTTP/1.1 server may wait for more data. */
const SETTINGS_PATIENCE_MS = 2_000;
/** After this long, HTTP/2 is tried again with a subgraph that spoke HTTP/1.1: it may have been replaced. */
const HTTP1_REMEMBERED_MS = 60_000;
const PING_INTERVAL_MS = 1_000;
/** A connection that has not answered so many pings, or not ended in the time for as many, is given up. */
const MAX_UNANSWERED = 3;

/** The right to open one stream on a connection. */
export interface StreamSlot {
  readonly session: ClientHttp2Session;
  /** To be called once, when the stream is closed. */
  readonly release: (wasCancelled: boolean) => void;
}

interface Connection {
  readonly session: ClientHttp2Session;
  readonly socket: Socket;
}

interface Shared {
  readonly session: ClientHttp2Session;
  streams: number;
  cancelled: number;
}

/**
 * HTTP/2 connections to one subgraph, each for many streams. Over plain HTTP, a server without HTTP/2 is recognized by
 * its answer to the connection preface (RFC 9113, 3.3); over TLS, by the protocol that was negotiated.
 */
export class Http2Sessions {
  readonly #origin: string;
  readonly #timeoutMs: number;
  readonly #onGoaway: () => void;
  readonly #open = new Set<Shared>();
  #connecting: Promise<Shared | undefined> | undefined;
  #http1UntilMs = 0;
  #spokeHttp2 = false;
  #isClosed = false;

  /**
   * @param timeoutMs how long opening a connection may take
   * @param onGoaway called when the subgraph takes no new streams on a connection, because it is going away
   */
  constructor(origin: string, timeoutMs: number, onGoaway: () => void = () => {}) {
    this.#origin = origin;
    this.#timeoutMs = timeoutMs;
    this.#onGoaway = onGoaway;
  }

  /**
   * Reserves a slot for one stream; undefined when the subgraph speaks HTTP/1.1 only.
   *
   * @throws {SubgraphFailure} or the system's error when the subgraph cannot be reached
   */
  async reserve(): Promise<StreamSlot | undefined> {
    while (performance.now() >= this.#http1UntilMs) {
      for (const shared of this.#open) if (hasRoom(shared)) return takeSlot(shared);
      this.#connecting ??= this.#connect().finally(() => (this.#connecting = undefined));
      const shared = await this.#connecting;
      // Otherwise another connection would be opened again and again.
      if (shared?.streams === 0 && !hasRoom(shared))
        throw new SubgraphFailure('unavailable', 'The subgraph accepts no streams');
    }
    return undefined;
  }

  /** Destroys all connections with their streams. */
  close(): void {
    this.#isClosed = true;
    for (const { session } of this.#open) session.destroy();
  }

  async #connect(): Promise<Shared | undefined> {
    if (this.#isClosed) throw new SubgraphFailure('unavailable', 'The client was closed');
    const connection = await connectHttp2(this.#origin, this.#timeoutMs, this.#spokeHttp2);
    this.#spokeHttp2 = connection !== undefined;
    if (connection === undefined) {
      this.#http1UntilMs = performance.now() + HTTP1_REMEMBERED_MS;
      return undefined;
    }
    const { session } = connection;
    const shared: Shared = { session, streams: 0, cancelled: 0 };
    this.#open.add(shared);
    session.once('goaway', this.#onGoaway);
    const stopPinging = keepAlive(connection);
    session.once('close', () => {
      stopPinging();
      this.#open.delete(shared);
    });
    if (this.#isClosed) session.destroy();
    return shared;
  }
}

function hasRoom({ session, streams, cancelled }: Shared): boolean {
  if (session.closed || session.destroyed || cancelled >= MAX_CANCELLED) return false;
  return streams < Math.min(MAX_STREAMS, session.remoteSettings.maxConcurrentStreams ?? MAX_STREAMS);
}

function takeSlot(shared: Shared): StreamSlot {
  shared.streams += 1;
  return {
    session: shared.session,
    release(wasCancelled) {
      shared.streams -= 1;
      if (wasCancelled) shared.cancelled += 1;
      // A connection that takes no new streams is closed after its last one.
      if (shared.streams === 0 && shared.cancelled >= MAX_CANCELLED) shared.session.close();
    },
  };
}

/** Offers both versions over TLS, because some servers break off when none of the offered protocols suits them. */
function openSocket({ protocol, hostname, port }: URL): Socket {
  // A URL has IPv6 addresses in brackets, and no port if it is the default one.
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'http:') return connectTcp({ host, port: Number(port || 80), noDelay: true });
  const servername = isIP(host) === 0 ? host : '';
  const options = { host, port: Number(port || 443), servername, ALPNProtocols: ['h2', 'http/1.1'] };
  return connectTls(options).setNoDelay(true);
}

/**
 * Opens a session; it resolves when the server has sent its settings, or with undefined when the server does not speak
 * HTTP/2.
 *
 * @param isKnown the server has spoken HTTP/2 before, so silence or an early close means that it is busy or ending
 * @throws {SubgraphFailure} or the system's error when the server cannot be reached
 */
async function connectHttp2(origin: string, timeoutMs: number, isKnown: boolean): Promise<Connection | undefined> {
  const session = connect(origin, { createConnection: openSocket, settings: { enablePush: false } });
  // Streams get the errors of their session themselves.
  session.on('error', () => {});
  return await new Promise((resolve, reject) => {
    let reached: Socket | undefined;
    const giveUp = (error: Error): void => {
      clearTimeout(timer);
      session.destroy();
      if (reached !== undefined && (!isKnown || isAnotherVersion(error))) resolve(undefined);
      else reject(error);
    };
    const late = (): void => giveUp(new SubgraphFailure('timeout', 'The connection was not established in time'));
    let timer = setTimeout(late, timeoutMs);
    session.once('connect', (_session, socket) => {
      reached = socket;
      clearTimeout(timer);
      timer = setTimeout(late, isKnown ? timeoutMs : Math.min(timeoutMs, SETTINGS_PATIENCE_MS));
      if (socket instanceof TLSSocket && socket.alpnProtocol !== 'h2') giveUp(new OtherVersion());
    });
    session.once('error', giveUp);
    session.once('close', () => giveUp(new Error('The connection was closed')));
    session.once('remoteSettings', () => {
      clearTimeout(timer);
      session.off('error', giveUp);
      resolve(reached && { session, socket: reached });
    });
  });
}

/** The protocol that TLS negotiated is not HTTP/2. */
class OtherVersion extends Error {
  override readonly name = 'OtherVersion';
}

/** Node's own errors mean that the bytes are not HTTP/2, such as an HTTP/1.1 answer to the preface. */
function isAnotherVersion(error: Error): boolean {
  return error instanceof OtherVersion || ('code' in error && String(error.code).startsWith('ERR_HTTP2_'));
}

/**
 * Ends a session whose server has gone silent, with all its streams, and one that is over and whose server does not end the
 * connection. Pings are counted instead of time, so that a gateway that was held up itself blames nobody. Returns a
 * function that stops the pings.
 */
function keepAlive({ session, socket }: Connection): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (unanswered >= MAX_UNANSWERED) {
      session.destroy(new Error('The connection did not answer pings'), constants.NGHTTP2_CANCEL);
      socket.destroy();
      return;
    }
    unanswered += 1;
    // One that is over waits for the server to end the connection too, and throws when it is asked for a ping.
    if (!session.destroyed) session.ping(() => (unanswered = 0));
  }, PING_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
