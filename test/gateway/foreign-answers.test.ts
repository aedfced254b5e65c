import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { parse } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { failureReason } from '../../gateway/subgraph-clients/failure-reason.ts';
import { HttpSubgraphClient, type HttpSubgraphOptions } from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import { codesOf, post } from './support/ask.ts';
import { readyUrl, startGatewayProcess, waitForOutput } from './support/gateway-process.ts';
import { answer, startScriptedSubgraph, subgraphRequest } from './support/scripted-subgraph.ts';
import { selfSignedCertificate, startSelfSignedServer } from './support/self-signed.ts';

type Answer = (response: ServerResponse) => unknown;

const text = JSON.stringify({ data: { a: 1 } });
const subscription = subgraphRequest({ operationKind: 'subscription' });

async function connect(respond: Answer, options: HttpSubgraphOptions = {}) {
  const subgraph = await startScriptedSubgraph(({ response }) => void respond(response));
  const client = new HttpSubgraphClient(subgraph.url, options);
  onTestFinished(async () => await client.close());
  return client;
}

const compressed =
  (encoding: string, body: Buffer): Answer =>
  (response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(body);

const typed =
  (status: number, headers: Readonly<Record<string, string>>, body: string): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

describe('the response of a subgraph', () => {
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('may be compressed although the gateway did not ask for it: %s', async (encoding, body) => {
    const client = await connect(compressed(encoding, body));
    expect(await client.execute(subgraphRequest())).toEqual({ data: { a: 1 } });
    expect((await client.subscribe(subscription).next()).value).toEqual({ data: { a: 1 } });
  });

  test.each([
    ['compressed in an unknown way', 'gzip, br', gzipSync(text), 'The response has an unknown encoding (gzip, br)'],
    [
      'not compressed as its header says',
      'gzip',
      Buffer.from(text),
      'The response is not compressed as it says (gzip)',
    ],
    [
      'a decompression bomb',
      'gzip',
      gzipSync(JSON.stringify({ data: { a: 'x'.repeat(5_000) } })),
      'The response is too large',
    ],
  ])('is refused when it is %s', async (_title, encoding, body, message) => {
    const client = await connect(compressed(encoding, body), { maxResponseBytes: 1_000 });
    await expect(client.execute(subgraphRequest())).rejects.toMatchObject({ kind: 'bad-response', message });
  });

  test('is accepted with any status, and with a byte order mark', async () => {
    const errors = [{ message: 'no' }];
    const refusing = await connect(typed(400, {}, JSON.stringify({ errors })));
    const failing = await connect(typed(500, {}, JSON.stringify({ errors })));
    const marked = await connect(typed(200, {}, `\uFEFF${text}`));
    expect(await refusing.execute(subgraphRequest())).toEqual({ errors });
    expect(await failing.execute(subgraphRequest())).toEqual({ errors });
    expect(await marked.execute(subgraphRequest())).toEqual({ data: { a: 1 } });
  });

  test.each<readonly [string, object, object]>([
    ['that are null', { data: { a: 1 }, errors: null }, { data: { a: 1 } }],
    [
      'without a message',
      { data: { a: 1 }, errors: [{ path: ['a'] }, 'no', { message: 'no', path: 'a', extensions: 5, locations: 'x' }] },
      {
        data: { a: 1 },
        errors: [
          { message: 'The subgraph reported an error without a message.', path: ['a'] },
          { message: 'no' },
          { message: 'no' },
        ],
      },
    ],
  ])('keeps its data when it has errors %s', async (_title, body, expected) => {
    const client = await connect(typed(200, {}, JSON.stringify(body)));
    expect(await client.execute(subgraphRequest())).toEqual(expected);
    expect((await client.subscribe(subscription).next()).value).toEqual(expected);
  });

  test.each([
    [
      'a page',
      typed(200, { 'content-type': 'text/html' }, '<html>canary</html>'),
      'bad-response',
      'Status 200: The response is not JSON (text/html)',
    ],
    ['nothing', typed(200, {}, ''), 'bad-response', 'Status 200: The response is not JSON'],
    [
      'a redirect',
      typed(307, { location: 'http://canary.invalid/' }, ''),
      'bad-response',
      'Status 307, a redirect, which is not followed: The response is not JSON',
    ],
    [
      'JSON of another kind',
      typed(404, { 'content-type': 'application/json' }, '{"canary":1}'),
      'bad-response',
      'Status 404: The response has neither data nor errors (application/json)',
    ],
    [
      'a failure of a proxy',
      typed(502, {}, '<html>canary</html>'),
      'unavailable',
      'Status 502: The response is not JSON',
    ],
  ])(
    'is refused when it is %s, with a description that has nothing of its body',
    async (_title, respond, kind, message) => {
      const client = await connect(respond);
      const failures = [client.execute(subgraphRequest()), client.subscribe(subscription).next()];
      for (const failure of await Promise.allSettled(failures)) {
        expect(failure).toMatchObject({ status: 'rejected', reason: { kind, message } });
        expect(inspect(failure, { depth: 10 })).not.toContain('canary');
      }
    },
  );

  test('says where to set the address of subscriptions when it is not a stream', async () => {
    const client = await connect(typed(406, {}, '{"errors":[{"message":"An accept header was provided"}]}'));
    await expect(client.subscribe(subscription).next()).rejects.toMatchObject({
      kind: 'bad-response',
      message: expect.stringContaining('<NAME>_SUBSCRIPTIONS_URL'),
    });
  });

  test('is refused when it is a compressed stream', async () => {
    const client = await connect(
      typed(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }, 'anything'),
    );
    await expect(client.subscribe(subscription).next()).rejects.toMatchObject({
      kind: 'bad-response',
      message: 'The stream is compressed',
    });
  });
});

test('reports all reasons when every address of a host name failed', () => {
  const errors = ['connect ECONNREFUSED ::1:4001', 'connect ECONNREFUSED 127.0.0.1:4001'].map(
    (reason) => new Error(reason),
  );
  expect(failureReason(new AggregateError(errors))).toBe(
    'connect ECONNREFUSED ::1:4001; connect ECONNREFUSED 127.0.0.1:4001',
  );
  expect(failureReason('no error')).toBe('no error');
});

/** A supergraph of one subgraph, in a file. */
async function writeSupergraph(url: string) {
  const composition = composeSupergraph([{ name: 'shop', url, typeDefs: parse('type Query { a: Int }') }]);
  if (composition.kind === 'failed') throw new Error(composition.errors.join('\n'));
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-answers-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composition.supergraphSdl);
  return { folder, supergraphFile, supergraphSdl: composition.supergraphSdl };
}

async function startGateway(supergraphFile: string, more: Readonly<Record<string, string>> = {}) {
  const environment = { PORT: '0', LOG_LEVEL: 'warn', SHOP_RETRIES: '0', SHUTDOWN_GRACE_MS: '0', ...more };
  const started = startGatewayProcess(environment, ['--supergraph', supergraphFile]);
  return { started, url: await readyUrl(started) };
}

describe('a gateway before a foreign subgraph', () => {
  test('logs why a certificate is invalid, without secrets of the address, and accepts a configured one', async () => {
    const host = await startSelfSignedServer((_request, response) => answer(response));
    const { folder, supergraphFile } = await writeSupergraph(`https://${host}/graphql?key=canary`);
    const { started, url } = await startGateway(supergraphFile);
    expect(codesOf((await post(url, { query: '{ a }' })).body)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    const line = await waitForOutput(started, /^.*a fetch failed.*$/m);
    expect(line).toContain('self-signed certificate');
    expect(started.output()).not.toContain('canary');
    const certificate = join(folder, 'certificate.pem');
    await writeFile(certificate, selfSignedCertificate);
    const trusting = await startGateway(supergraphFile, { NODE_EXTRA_CA_CERTS: certificate });
    expect((await post(trusting.url, { query: '{ a }' })).body).toEqual({ data: { a: 1 } });
  });

  test('calls the path and the query string of the address in the supergraph', async () => {
    const asked: unknown[] = [];
    const subgraph = await startScriptedSubgraph(({ request, response }) => {
      asked.push(request.url);
      answer(response);
    });
    const { supergraphFile } = await writeSupergraph(`${new URL(subgraph.url).origin}/v1/graph%20ql?tenant=7&x=`);
    const { url } = await startGateway(supergraphFile);
    expect((await post(url, { query: '{ a }' })).body).toEqual({ data: { a: 1 } });
    expect(asked).toEqual(['/v1/graph%20ql?tenant=7&x=']);
  });

  test.each([
    ['answers without its data', typed(200, {}, '{"errors":[{"message":"no"}]}'), 200],
    ['wants to know who asks', typed(401, {}, 'Unauthorized'), 200],
    ['forbids', typed(403, {}, 'Forbidden'), 200],
    ['is not found', typed(404, {}, 'Not found'), 503],
    ['fails', typed(500, {}, 'Failed'), 503],
  ])('counts it as ready by any response of its own; it %s', async (_title, respond, status) => {
    const subgraph = await startScriptedSubgraph(({ response }) => void respond(response));
    const { supergraphFile } = await writeSupergraph(subgraph.url);
    const { url } = await startGateway(supergraphFile);
    expect((await fetch(`${url}/health/ready`)).status).toBe(status);
  });

  test('logs once that the circuit opened, and nothing about each fetch that it does not send', async () => {
    const state = { isWell: false };
    const subgraph = await startScriptedSubgraph(({ response }) =>
      state.isWell ? answer(response) : response.destroy(),
    );
    const { supergraphFile } = await writeSupergraph(subgraph.url);
    const { started, url } = await startGateway(supergraphFile, { LOG_LEVEL: 'info', SHOP_BREAKER_FAILURES: '3' });
    for (let count = 0; count < 10; count += 1) await post(url, { query: '{ a }' });
    state.isWell = true;
    await expect
      .poll(async () => (await post(url, { query: '{ a }' })).body, { timeout: 10_000 })
      .toEqual({
        data: { a: 1 },
      });
    await waitForOutput(started, /a subgraph answers again: its circuit is closed/);
    const lines = started.output().split('\n');
    expect(lines.filter((line) => line.includes('a fetch failed'))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('its circuit is open'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('"subgraph":"shop"'))).toHaveLength(5);
  });

  test('ends running requests at SIGTERM, and then itself', async () => {
    const held: ServerResponse[] = [];
    const subgraph = await startScriptedSubgraph(({ response }) => void held.push(response));
    const { supergraphFile } = await writeSupergraph(subgraph.url);
    const { started, url } = await startGateway(supergraphFile);
    const running = post(url, { query: '{ a }' });
    await expect.poll(() => held).toHaveLength(1);
    started.process.kill('SIGTERM');
    await expect.poll(async () => await fetch(url).then(Boolean, () => false)).toBe(false);
    for (const response of held) answer(response);
    expect((await running).body).toEqual({ data: { a: 1 } });
    expect(await started.exitCode()).toBe(0);
  });

  test('reads a supergraph written on Windows', async () => {
    const subgraph = await startScriptedSubgraph(({ response }) => answer(response));
    const { supergraphFile, supergraphSdl } = await writeSupergraph(subgraph.url);
    await writeFile(supergraphFile, `\uFEFF${supergraphSdl.replaceAll('\n', '\r\n')}`);
    const { url } = await startGateway(supergraphFile);
    expect((await post(url, { query: '{ a }' })).body).toEqual({ data: { a: 1 } });
  });
});
