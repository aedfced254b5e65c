import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { acceptedEncoding } from '../../gateway/transports/http/compression.ts';
import { startGateway } from './support/start-gateway.ts';

interface Answer {
  readonly status: number | undefined;
  readonly encoding: string | undefined;
  readonly vary: string | undefined;
  readonly body: Buffer;
}

/** Asks as it is said; `fetch` would add an encoding of its own, and undo it. */
async function ask(url: string, encodings: string | undefined, body?: object): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(encodings === undefined ? {} : { 'accept-encoding': encodings }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const all = Buffer.concat(chunks);
        expect(response.headers['content-length']).toBe(String(all.length));
        const { 'content-encoding': encoding, vary } = response.headers;
        resolve({ status: response.statusCode, encoding, vary, body: all });
      });
    });
    sent.end(body && JSON.stringify(body));
  });
}

describe('a response of more than a kilobyte', () => {
  const value = 'Ünï '.repeat(600);
  const question = { query: 'query ($value: String) { echo(value: $value) }', variables: { value } };

  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip;q=1.0, br;q=0.5', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ])('is compressed for a client that accepts %s', async (encodings, encoding, decompress) => {
    const { url } = await startGateway();
    const answer = await ask(`${url}/graphql`, encodings, question);
    expect(answer.encoding).toBe(encoding);
    expect(answer.body.length).toBeLessThan(300);
    expect(JSON.parse(decompress(answer.body).toString())).toEqual({ data: { echo: value } });
  });

  test.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'zstd'])(
    'is sent uncompressed to a client that accepts %j',
    async (encodings) => {
      const { url } = await startGateway();
      const answer = await ask(`${url}/graphql`, encodings, question);
      expect(answer.encoding).toBeUndefined();
      expect(JSON.parse(answer.body.toString())).toEqual({ data: { echo: value } });
    },
  );

  test('is compressed separately for each caller, so that one response reveals nothing about another', async () => {
    const { url } = await startGateway();
    const [first, again] = [await ask(`${url}/graphql`, 'br', question), await ask(`${url}/graphql`, 'br', question)];
    expect(again.body).toEqual(first.body);
  });
});

test('sends a shorter response uncompressed', async () => {
  const { url } = await startGateway();
  const answer = await ask(`${url}/graphql`, 'br, gzip', { query: '{ echo(value: "x") }' });
  expect(answer.encoding).toBeUndefined();
});

describe('a file of the page', () => {
  const text = 'const page = "Tiergraph";\n'.repeat(100);

  async function startWithPage(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tiergraph-page-'));
    onTestFinished(async () => await rm(folder, { recursive: true }));
    await writeFile(join(folder, 'page-1.js'), text);
    await writeFile(join(folder, 'page-1.js.br'), brotliCompressSync(text));
    await writeFile(join(folder, 'page-1.js.gz'), gzipSync(text));
    await writeFile(join(folder, 'small.js'), 'x');
    const { url } = await startGateway({ parts: { sandboxDirectory: folder } });
    return url;
  }

  test('is sent in the form that the build compressed', async () => {
    const url = await startWithPage();
    const answers = await Promise.all(
      ['gzip, deflate, br', 'gzip', undefined].map(async (encodings) => ask(`${url}/sandbox/page-1.js`, encodings)),
    );
    expect(answers.map(({ encoding }) => encoding)).toEqual(['br', 'gzip', undefined]);
    expect(answers.map(({ vary }) => vary)).toEqual(Array(3).fill('Accept-Encoding'));
    const [br, gzip, plain] = answers.map(({ body }) => body);
    expect(brotliDecompressSync(br ?? '').toString()).toBe(text);
    expect(gunzipSync(gzip ?? '').toString()).toBe(text);
    expect(plain?.toString()).toBe(text);
  });

  test('is sent uncompressed when compression saves nothing, and not found under its compressed name', async () => {
    const url = await startWithPage();
    expect(await ask(`${url}/sandbox/small.js`, 'br')).toMatchObject({ status: 200, encoding: undefined });
    expect((await ask(`${url}/sandbox/page-1.js.br`, 'br')).status).toBe(404);
  });
});

test.each([
  [undefined, undefined],
  ['gzip;q=0.001', 'gzip'],
  ['*;q=0', undefined],
  ['br;q=0, *', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip;q=nonsense', undefined],
])('chooses from the encodings %j the best one, %j', (accepted, encoding) => {
  expect(acceptedEncoding(accepted)).toBe(encoding);
});
