import type { FormattedExecutionResult } from 'graphql';
import type { Response } from 'graphql-sse';
import { AcceptHeaders } from '../http/accepted-media.ts';
import { send, type Exchange, type Route } from '../exchange.ts';
import { PacedWriter } from '../paced-writer.ts';
import { readBody } from '../http/read-body.ts';
import { readableBody, refusePersistedDocument } from '../http/request-parameters.ts';
import { ReservedStreams, type Reservation } from './reserved-streams.ts';
import {
  createStreamHandler,
  refuse,
  StreamOperation,
  toStreamRequest,
  type StreamHandler,
} from './stream-operation.ts';
import type { StreamParts } from '../websocket/websocket-protocol.ts';

const EVENT_STREAM = 'text/event-stream';
const TOKEN_HEADER = 'x-graphql-event-stream-token';

function pacedWriter({ response }: Exchange, limits: StreamParts['limits']): PacedWriter {
  return new PacedWriter(
    {
      write: (message, flushed) => void response.write(message, () => flushed()),
      bufferedBytes: () => response.writableLength,
      giveUp: () => response.destroy(),
    },
    limits,
  );
}

interface Pumped {
  readonly operation: StreamOperation;
  readonly writer: PacedWriter;
  readonly messages: AsyncGenerator<string>;
}

/**
 * Copies messages to the response until either side ends. When the gateway ends it, the protocol's last event is
 * missing.
 */
async function pump({ operation, writer, messages }: Pumped, { streams }: StreamParts): Promise<void> {
  const { exchange, caller } = operation;
  const { response } = exchange;
  const stop = (): void => void messages.return(undefined);
  const end = (): void => {
    response.end();
    stop();
  };
  const stopWatching = caller === undefined ? (): void => {} : streams.add({ caller, end });
  response.once('close', stop);
  // A client that disconnected while its operation was prepared closed the response before anybody listened.
  if (response.destroyed) stop();
  try {
    for await (const message of messages) {
      if (response.writableEnded || response.destroyed) break;
      // Not awaited, because messages that graphql-sse holds back would not count as waiting.
      void writer.write(message);
    }
  } finally {
    stopWatching();
    response.end();
  }
}

/** graphql-sse reports malformed requests without an error code. */
function withCodes(body: string): string {
  if (!body.startsWith('{')) return body;
  const { errors = [], ...result } = JSON.parse(body) as FormattedExecutionResult;
  const coded = errors.map((error) => ({ ...error, extensions: { code: 'BAD_USER_INPUT', ...error.extensions } }));
  return JSON.stringify({ ...result, errors: coded });
}

/** Sends the refusal of a request that is not allowed at all; returns true when it did. */
function refuseForm({ request, response }: Exchange): boolean {
  const { method, headers } = request;
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (method !== 'GET' && method !== 'POST' && method !== 'PUT' && method !== 'DELETE') {
    send(response, 405, 'Use GET or POST; PUT and DELETE for a stream of several operations.', {
      allow: 'GET, POST, PUT, DELETE',
    });
  } else if (method === 'POST' && mediaType !== 'application/json') {
    send(response, 415, 'Send application/json.');
  }
  return response.writableEnded;
}

function parameterOf({ url = '' }: Exchange['request'], name: string): string | undefined {
  const start = url.indexOf('?');
  return (start === -1 ? null : new URLSearchParams(url.slice(start)).get(name)) ?? undefined;
}

function tokenOf(request: Exchange['request']): string | undefined {
  const header = request.headers[TOKEN_HEADER];
  return typeof header === 'string' ? header : parameterOf(request, 'token');
}

/** Serves operations as server-sent events with graphql-sse. */
export class EventStreams {
  readonly #parts: StreamParts;
  readonly #handle: StreamHandler;
  readonly #acceptHeaders = new AcceptHeaders();
  readonly #reserved: ReservedStreams;
  /** By token. */
  readonly #handlers = new Map<string, StreamHandler>();

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#handle = createStreamHandler(parts, null);
    this.#reserved = new ReservedStreams(parts.limits.reservationMs);
  }

  /** Serves operations with a stream each, and streams that are reserved for several operations. */
  readonly route: Route = async (exchange) => {
    if (refuseForm(exchange)) return;
    const { request, response } = exchange;
    const body = await readBody(exchange);
    if (body === undefined) return;
    const token = tokenOf(request);
    if (request.method === 'PUT') return await this.#reserve(exchange);
    if (token !== undefined) return await this.#answerReserved(exchange, token, body);
    if (request.method === 'DELETE') return send(response, 404, 'Name the stream by its token.');
    if (!this.#acceptHeaders.read(request.headers.accept).names(EVENT_STREAM, '*/*', 'text/*')) {
      return send(response, 406, `This address answers ${EVENT_STREAM}.`);
    }
    await this.answer(exchange, body);
  };

  /** Answers one operation, whose request has been read, with a stream of its own. */
  async answer(exchange: Exchange, body: string): Promise<void> {
    const writer = pacedWriter(exchange, this.#parts.limits);
    const operation = new StreamOperation(exchange, async () => await writer.room());
    await this.#answer(operation, { handle: this.#handle, writer, accept: EVENT_STREAM, body });
  }

  async #reserve(exchange: Exchange): Promise<void> {
    const { request, response, origin } = exchange;
    const caller = await this.#parts.operations.authenticate(request.headers.authorization, origin.clientAddress);
    const reservation = this.#reserved.add(caller, (late) => void this.#giveUp(exchange, late));
    const handle = createStreamHandler(this.#parts, reservation.token);
    this.#handlers.set(reservation.token, handle);
    const operation = new StreamOperation(exchange, reservation.room, reservation);
    const [, init] = await handle(toStreamRequest(operation, 'text/plain', null));
    send(response, init.status, reservation.token, { ...init.headers, 'cache-control': 'no-store' });
  }

  /** Ends the operations of a stream that nobody opened. */
  async #giveUp(exchange: Exchange, reservation: Reservation): Promise<void> {
    const handle = this.#handlers.get(reservation.token);
    this.#handlers.delete(reservation.token);
    const operation = new StreamOperation(exchange, reservation.room, reservation);
    const request = { ...toStreamRequest(operation, EVENT_STREAM, null), method: 'GET' };
    const [messages] = (await handle?.(request)) ?? [];
    if (messages && typeof messages !== 'string') await messages.return(undefined);
  }

  async #answerReserved(exchange: Exchange, token: string, body: string): Promise<void> {
    const { request, response, origin } = exchange;
    const [reservation, handle] = [this.#reserved.find(token), this.#handlers.get(token)];
    const { authorization } = request.headers;
    // An EventSource cannot authenticate. It opens the stream by the token, which can be used once.
    const opens = request.method === 'GET' && authorization === undefined;
    const caller = opens ? undefined : await this.#parts.operations.authenticate(authorization, origin.clientAddress);
    const isOwn = reservation && (caller === undefined || this.#reserved.belongsTo(reservation, caller));
    if (!isOwn || handle === undefined) {
      return send(response, 404, 'There is no such stream: it was ended, or not opened in time. Reserve one by PUT.');
    }
    if (request.method !== 'GET') return await this.#answerOn(reservation, { exchange, caller, handle, body });
    const writer = pacedWriter(exchange, this.#parts.limits);
    const operation = new StreamOperation(exchange, reservation.room, reservation);
    const isOpened = await this.#answer(operation, {
      handle,
      writer,
      accept: EVENT_STREAM,
      body: '',
      onOpen: () => this.#reserved.open(reservation, async () => await writer.room()),
    });
    if (!isOpened) return;
    this.#reserved.remove(reservation);
    this.#handlers.delete(token);
  }

  /** Starts or ends an operation whose results are events of a reserved stream. */
  async #answerOn(
    reservation: Reservation,
    {
      exchange,
      caller,
      handle,
      body,
    }: Pick<Answering, 'handle' | 'body'> & Pick<StreamOperation, 'exchange' | 'caller'>,
  ): Promise<void> {
    const operation = new StreamOperation(exchange, reservation.room, reservation);
    operation.caller = caller;
    await this.#answer(operation, { handle, accept: 'application/json', body });
    // graphql-sse does not report the end of an operation that was ended before it ran.
    const { request } = exchange;
    if (request.method === 'DELETE') reservation.running.delete(parameterOf(request, 'operationId') ?? '');
    // Otherwise a refused operation would keep its slot on the stream.
    if (operation.errors === undefined || operation.id === undefined) return;
    const url = `?operationId=${encodeURIComponent(operation.id)}`;
    await handle({ ...toStreamRequest(operation, '*/*', null), method: 'DELETE', url });
  }

  /** @returns whether the response was a stream, which has now ended */
  async #answer(operation: StreamOperation, { handle, writer, accept, body, onOpen }: Answering): Promise<boolean> {
    const { exchange } = operation;
    const { response, origin } = exchange;
    const [answer, init] = await this.#ask(operation, handle, { accept, body });
    const headers = { 'x-request-id': origin.requestId, ...init.headers };
    const isStream = answer !== null && typeof answer !== 'string';
    if (isStream && writer) {
      const { 'content-encoding': _none, ...streamHeaders } = headers as Record<string, string>;
      onOpen?.();
      response.writeHead(init.status, { ...streamHeaders, 'x-accel-buffering': 'no' });
      await pump({ operation, writer, messages: answer }, this.#parts);
    } else {
      send(response, init.status, withCodes(typeof answer === 'string' ? answer : ''), headers);
    }
    operation.log(init.status);
    return isStream;
  }

  async #ask(
    operation: StreamOperation,
    handle: StreamHandler,
    { accept, body }: Pick<Answering, 'accept' | 'body'>,
  ): Promise<Response> {
    try {
      refusePersistedDocument(body, operation.exchange.request.url ?? '');
    } catch (error) {
      return refuse(operation, error);
    }
    return await handle(toStreamRequest(operation, accept, readableBody(body)));
  }
}

interface Answering {
  readonly handle: StreamHandler;
  /** Writes the response, if it is a stream. */
  readonly writer?: PacedWriter;
  readonly accept: string;
  readonly body: string;
  readonly onOpen?: () => void;
}
