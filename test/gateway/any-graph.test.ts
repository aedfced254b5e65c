import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { exportJWK, generateKeyPair } from 'jose';
import { codesOf, post } from './support/ask.ts';
import { startForeignGraph } from './support/foreign-graph.ts';
import { gatewayMain, readyUrl, startGatewayProcess } from './support/gateway-process.ts';

const quiet = { PORT: '0', LOG_LEVEL: 'warn' };
const across = '{ products { name reviews { stars product { sku name } } } }';
const answer = {
  data: { products: [{ name: 'Lamp', reviews: [{ stars: 5, product: { sku: 'p1', name: 'Lamp' } }] }] },
};

describe('a foreign supergraph', () => {
  test('is served to everybody, at the addresses that it names, without keys', async () => {
    const graph = await startForeignGraph();
    const url = await readyUrl(startGatewayProcess(quiet, ['--supergraph', graph.supergraphFile]));
    expect((await post(url, { query: across })).body).toEqual(answer);
    const mutation = { query: 'mutation { rename(sku: "p1", name: "Torch") { name } }' };
    expect((await post(url, mutation, { authorization: 'Bearer of anything' })).body).toEqual({
      data: { rename: { name: 'Torch' } },
    });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  test('may be read by introspection', async () => {
    const graph = await startForeignGraph();
    const url = await readyUrl(startGatewayProcess(quiet, ['--supergraph', graph.supergraphFile]));
    const { body } = await post(url, { query: '{ __schema { queryType { name } } }' });
    expect(body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  test('gets none of the gateway headers, and only the listed headers of the client', async () => {
    const graph = await startForeignGraph();
    const environment = {
      ...quiet,
      AUTHENTICATION: 'none',
      SUPERGRAPH: graph.supergraphFile,
      FORWARD_HEADERS: 'x-shop',
    };
    const url = await readyUrl(startGatewayProcess(environment));
    const sent = { 'x-shop': '7', 'x-other': '1', authorization: 'Bearer x', 'x-tiergraph-context': 'forged' };
    await post(url, { query: across }, sent);
    for (const subgraph of ['products', 'reviews']) {
      const headers = graph.seen.get(subgraph);
      expect(headers).toMatchObject({ 'x-shop': '7' });
      expect(headers).not.toHaveProperty('x-other');
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-tiergraph-context');
    }
  });

  test('is called at another address when the environment says so', async () => {
    const graph = await startForeignGraph();
    const moved = graph.supergraphSdl.replaceAll(graph.urls.reviews, 'http://reviews.invalid/');
    await writeFile(graph.supergraphFile, moved);
    const environment = { ...quiet, REVIEWS_URL: graph.urls.reviews };
    const url = await readyUrl(startGatewayProcess(environment, ['--supergraph', graph.supergraphFile]));
    expect((await post(url, { query: across })).body).toEqual(answer);
  });

  test('needs authentication when there is a signing key', async () => {
    const graph = await startForeignGraph();
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const environment = { ...quiet, GATEWAY_SIGNING_KEY: JSON.stringify(await exportJWK(privateKey)) };
    const url = await readyUrl(startGatewayProcess(environment, ['--supergraph', graph.supergraphFile]));
    const { body } = await post(url, { query: '{ __schema { queryType { name } } }' });
    expect(codesOf(body)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    await post(url, { query: '{ products { sku } }' });
    expect(graph.seen.get('products')).toHaveProperty('x-tiergraph-context');
  });
});

const contextual = `
  directive @join__field(graph: join__Graph, contextArguments: [String!]) on FIELD_DEFINITION
  enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") }
  type Query { price: Int @join__field(graph: A, contextArguments: [{ context: "c" }]) }
`;

const federation1 = `
  schema @core(feature: "https://specs.apollo.dev/core/v0.1"), @core(feature: "https://specs.apollo.dev/join/v0.1") {
    query: Query
  }
  enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") }
  type Query { a: Int @join__field(graph: A) }
`;
const guarded = `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
    @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) @link(url: "https://specs.apollo.dev/tag/v0.3")
    @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
    @link(url: "https://specs.apollo.dev/connect/v0.1", for: EXECUTION) { query: Query }
  enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") }
  type Query @join__type(graph: A) { a: Int @authenticated }
`;
const federation20 = `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.2", for: EXECUTION) {
    query: Query
  }
  enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") }
  type Query @join__type(graph: A) { a: Int }
`;

describe('a gateway with a supergraph that it cannot serve', () => {
  test.each([
    ['no such file', '/nowhere.graphql', '--supergraph must be a readable file, got "/nowhere.graphql"'],
    [
      'no GraphQL',
      gatewayMain,
      '--supergraph must be a supergraph: The supergraph is not valid GraphQL, line 1, column 1: Syntax Error: Unexpected Name "import".',
    ],
    ['a folder', tmpdir(), `--supergraph must be a readable file, got "${tmpdir()}"`],
  ])('exits with one line for %s', async (_title, file, line) => {
    const started = startGatewayProcess(quiet, ['--supergraph', file]);
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim()).toBe(line);
  });

  test.each([
    ['no subgraphs', 'type Query { a: Int }', 'names no subgraph'],
    ['nothing', '', 'is not valid GraphQL, line 1, column 1: Syntax Error: Unexpected <EOF>.'],
    ['Federation 1', federation1, 'cannot be served: it was composed for Federation 1 (@core)'],
    ['Federation 2.0', federation20, 'cannot be served: it was composed to join v0.2: compose it to v0.3 or later'],
    [
      'fields that the gateway should guard',
      guarded,
      'it needs features that this gateway does not support: authenticated (for: SECURITY), connect (for: EXECUTION)',
    ],
    ['@fromContext', contextual, '@fromContext is not supported, and the field "price" uses it'],
    [
      'types that are not there',
      'enum join__Graph { A @join__graph(name: "a", url: "http://127.0.0.1:1/") } type Query { a: Missing }',
      '--supergraph must be a supergraph: ',
    ],
    [
      'a password in an address',
      'enum join__Graph { A @join__graph(name: "a", url: "http://me:canary@127.0.0.1/") } type Query { a: Int }',
      'The URL of the subgraph "a" must not hold a user or a password; see A_URL',
    ],
    [
      'a subgraph without address',
      'enum join__Graph { MY_SHOP @join__graph(name: "my-shop", url: "") } type Query { a: Int }',
      'The supergraph gives the subgraph "my-shop" no http(s) URL, got ""; set MY_SHOP_URL',
    ],
  ])('exits with one line for %s', async (_title, sdl, part) => {
    const graph = await startForeignGraph();
    await writeFile(graph.supergraphFile, sdl);
    const started = startGatewayProcess(quiet, ['--supergraph', graph.supergraphFile]);
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim().split('\n')).toHaveLength(1);
    expect(started.errors()).toContain(part);
    expect(started.errors()).not.toContain('canary');
  });

  test('exits with one line for unknown options', async () => {
    const started = startGatewayProcess(quiet, ['--supergrph', 'x']);
    expect(await started.exitCode()).toBe(1);
    expect(started.errors()).toMatch(/^Unknown option '--supergrph'.*\n$/);
  });
});

test('treats a supergraph that only the environment names as the own graph, which needs keys', async () => {
  const graph = await startForeignGraph();
  const started = startGatewayProcess({ ...quiet, SUPERGRAPH: graph.supergraphFile });
  expect(await started.exitCode()).toBe(1);
  expect(started.errors().trim()).toBe('GATEWAY_SIGNING_KEY must be a private Ed25519 key as JSON Web Key');
});
