import { EventEmitter, once } from 'node:events';
import {
  createServer as createHttpServer,
  request as sendRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alsoServeHttp2 } from '../../../subgraphs/shared/process/also-serve-http2.ts';
import { Draining } from '../../../subgraphs/shared/process/draining.ts';
import type { SubgraphExecutor } from '../../../subgraphs/shared/process/executor.ts';
import { createEventHandler } from '../../../subgraphs/shared/process/serve-events.ts';

const { signal: never } = new AbortController();

/** A source that emits `read` when an event is requested and `end` when it is ended, and waits after its last event. */
class Source extends EventEmitter {
  reads = 0;
  readonly #ended = Promise.withResolvers<void>();

  events(count: number, payload: string): AsyncIterableIterator<{ data: { n: number; payload: string } }> {
    const events: AsyncIterableIterator<{ data: { n: number; payload: string } }> = {
      next: async () => {
        this.reads += 1;
        if (this.reads <= count) return { done: false, value: { data: { n: this.reads, payload } } };
        await this.#ended.promise;
        return { done: true, value: undefined };
      },
      return: async () => {
        this.#ended.resolve();
        this.emit('end');
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }
}

async function serve(subscribe: SubgraphExecutor['subscribe'], draining = new Draining()): Promise<string> {
  const executor: SubgraphExecutor = { execute: async () => ({ data: null }), subscribe };
  const handle = createEventHandler({ executor, contextTokenOf: () => undefined, readText: text, draining });
  const answer = (request: IncomingMessage, response: ServerResponse): void => void handle(request, response);
  const server = createHttpServer(answer);
  alsoServeHttp2(server, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Open = (url: string, body: string, signal?: AbortSignal) => Promise<Readable>;

const overHttp1: Open = async (url, body, signal = never) => {
  const sent = sendRequest(url, { method: 'POST', signal });
  sent.on('error', () => {});
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
};

const overHttp2: Open = async (url, body, signal = never) => {
  const session = connect(url);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':method': 'POST' }, { signal });
  stream.on('error', () => {});
  stream.end(body);
  await once(stream, 'response');
  return stream;
};

const QUESTION = JSON.stringify({ query: 'subscription { n }', variables: { a: 1 } });

describe.each([
  ['HTTP/1.1', overHttp1],
  ['HTTP/2', overHttp2],
])('an event stream over %s', (_version, open) => {
  test('ends its source when the client disconnects', async () => {
    const source = new Source();
    const url = await serve(async () => source.events(1, 'a'));
    const client = new AbortController();
    const ended = once(source, 'end');
    const stream = await open(url, QUESTION, client.signal);
    stream.on('error', () => {});
    await once(stream, 'data');
    client.abort();
    await ended;
  });

  test('reads its source no faster than the client reads', async () => {
    const source = new Source();
    const url = await serve(async () => source.events(5_000, 'x'.repeat(20_000)));
    const stream = await open(url, QUESTION);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(source.reads).toBeLessThan(2_500);
    const ended = once(source, 'end');
    stream.destroy();
    await ended;
  });

  test('sends one event with the reason when it cannot start', async () => {
    const url = await serve(async () => ({ errors: [{ message: 'Not allowed' }] }));
    const received = await text(await open(url, QUESTION));
    expect(received).toBe('event: next\ndata: {"errors":[{"message":"Not allowed"}]}\n\nevent: complete\ndata:\n\n');
  });

  test('passes the operation on as it was sent', async () => {
    const asked: unknown[] = [];
    const url = await serve(async (request) => {
      asked.push(request);
      return { data: null };
    });
    await text(await open(url, JSON.stringify({ query: '{ a }', operationName: 'A', variables: { b: [1] } })));
    expect(asked).toEqual([{ query: '{ a }', operationName: 'A', variables: { b: [1] }, contextToken: undefined }]);
    expect(await text(await open(url, '{"query":1}'))).toContain('not an operation');
  });
});
