import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { httpStatus, toGraphQLErrors } from '../errors.ts';
import { hasAllowedOrigin } from '../security/allowed-origin.ts';
import { readOrigin, send, sendJson, type Exchange, type Route } from './exchange.ts';
import { openPort, type Port } from './port.ts';
import { StallWatch } from './stall-watch.ts';
import type { WebSocketTransport } from './websocket/websocket.ts';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

interface ServerParts {
  readonly routes: ReadonlyMap<string, Route>;
  readonly fallback: Route;
  readonly sockets: WebSocketTransport;
  readonly socketPath: string;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly trustedProxies: number;
  readonly forwardHeaders: readonly string[];
  /** How long a connection may take no data while some is waiting. */
  readonly stallMs: number;
  readonly logger: Logger;
}

/** The gateway's only port: routes by path, WebSocket upgrades, and an orderly shutdown. */
export class HttpServer {
  readonly #parts: ServerParts;
  readonly #server: Server;
  readonly #responses = new Set<ServerResponse>();
  readonly #stalls: StallWatch;
  #port: Port | undefined;
  #isLeaving = false;
  #closing = false;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer(
      {
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
        connectionsCheckingInterval: 1_000,
      },
      (request, response) => this.#serve(request, response),
    );
    this.#stalls = new StallWatch(parts.stallMs);
    this.#server.on('connection', (socket: Socket) => this.#stalls.add(socket));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Whether the server was told to end, and is not ready any more. */
  get isClosing(): boolean {
    return this.#isLeaving;
  }

  /** Opens the port. Rejects with a `ConfigError` when it is in use or not permitted. */
  async listen(port: number, host: string): Promise<AddressInfo> {
    const { logger } = this.#parts;
    const onError = (error: Error): void => logger.error({ err: error }, 'a connection could not be accepted');
    this.#port = await openPort(this.#server, { port, host }, onError);
    return this.#port.address;
  }

  /**
   * Serves on for a while, without keeping connections, and is not ready any more: so a balancer in front can send
   * everything elsewhere before something is refused.
   */
  async leave(graceMs: number): Promise<void> {
    this.#isLeaving = true;
    for (const response of this.#responses) response.shouldKeepAlive = false;
    if (graceMs > 0) await sleep(graceMs);
  }

  /** Accepts no new work, lets running requests end within a limited time, then cuts the remaining connections. */
  async close(drainMs: number): Promise<void> {
    this.#isLeaving = true;
    this.#closing = true;
    const closed = this.#port?.close();
    for (const response of this.#responses) response.shouldKeepAlive = false;
    this.#parts.sockets.endAll();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([closed, new Promise<void>((resolve) => (timer = setTimeout(resolve, drainMs)))]);
    clearTimeout(timer);
    this.#parts.sockets.cutAll();
    this.#server.closeAllConnections();
    await closed;
    this.#stalls.stop();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    this.#responses.add(response);
    response.once('close', () => this.#responses.delete(response));
    const path = pathOf(request);
    if (this.#isLeaving) response.shouldKeepAlive = false;
    const isProbe = path.startsWith('/health/');
    if (this.#closing && !isProbe) return send(response, 503, 'The gateway is closing.', { 'retry-after': '1' });
    const origin = readOrigin(request, this.#parts);
    void this.#answer({ request, response, path, origin });
  }

  /** The route of exactly this path, or of a folder above it, whose path ends with a slash. */
  #routeOf(path: string): Route {
    const { routes, fallback } = this.#parts;
    const folder = [...routes.keys()].find((known) => known.endsWith('/') && path.startsWith(known));
    return routes.get(path) ?? (folder === undefined ? undefined : routes.get(folder)) ?? fallback;
  }

  async #answer(exchange: Exchange): Promise<void> {
    try {
      await this.#routeOf(exchange.path)(exchange);
    } catch (error) {
      const { request, response, origin } = exchange;
      if (request.destroyed && !request.complete) return;
      const errors = toGraphQLErrors(error, origin.logger);
      if (response.headersSent) response.destroy();
      else sendJson(response, httpStatus({ errors }, 'application/json'), { errors });
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { logger, socketPath, allowedOrigins, sockets } = this.#parts;
    // Until ws takes over, nobody else listens for errors, and an unhandled one would end the process.
    const onError = (error: Error): void => logger.debug({ err: error }, 'a WebSocket upgrade failed');
    socket.on('error', onError);
    if (this.#closing) return refuseUpgrade(socket, '503 Service Unavailable');
    if (pathOf(request) !== socketPath) return refuseUpgrade(socket, '404 Not Found');
    if (!hasAllowedOrigin(request, allowedOrigins)) return refuseUpgrade(socket, '403 Forbidden');
    socket.off('error', onError);
    sockets.upgrade(request, socket, head, readOrigin(request, this.#parts));
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
