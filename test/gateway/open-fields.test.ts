import { describe, expect, it } from 'vitest';
import { post } from './support/ask.ts';
import { createLimitedGraph } from './support/limited-graph.ts';
import { startGateway } from './support/start-gateway.ts';
import { transports } from './support/transports.ts';

async function start({ development = false } = {}) {
  const graph = createLimitedGraph();
  const parts = { supergraphSdl: graph.supergraphSdl, clients: new Map([['shop', graph.shop]]) };
  const { url, issuer, gateway } = await startGateway({ config: { development }, parts });
  return { url, gateway, shop: graph.shop, authorization: `Bearer ${await issuer.issue()}` };
}

const refusedFields: readonly (readonly [string, string, string])[] = [
  ['a field', '{ echo }', 'echo'],
  ['an open field beside another', 'mutation { signIn(input: { login: "a" }) rename(name: "b") }', 'rename'],
  ['a field under the name of an open one', '{ status: echo }', 'echo'],
  ['a field in a fragment', '{ status ...A } fragment A on Query { ... { ... on Query { echo } } }', 'echo'],
  ['fragments in a circle', '{ ...A } fragment A on Query { ...B echo } fragment B on Query { ...A }', 'echo'],
  ['a skipped field', '{ status echo @skip(if: true) }', 'echo'],
  ['a field that is not there', '{ nothing }', 'nothing'],
  ['an open field of another root', '{ signIn }', 'signIn'],
  ['a subscription', 'subscription { news(of: "a") }', 'news'],
];

describe.each(transports)('a caller who is not signed in, over %s,', (_name, ask) => {
  it('may select open fields', async () => {
    const { url } = await start();
    const query = 'mutation ($input: SignIn!) { ...A } fragment A on Mutation { __typename signIn(input: $input) }';
    expect(await ask(url, { query, variables: { input: { login: 'a' } } })).toEqual({
      data: { __typename: 'Mutation', signIn: 'a six' },
    });
    expect(await ask(url, { query: '{ __typename status }' })).toEqual({
      data: { __typename: 'Query', status: 'well' },
    });
  });

  it.each(refusedFields)('is refused %s, and no subgraph is asked', async (_title, query, field) => {
    const { url, shop } = await start();
    const { data, errors } = await ask(url, { query });
    expect({ data, errors }).toEqual({
      data: undefined,
      errors: [
        {
          message: `Sign in first: "${field}" needs an access token.`,
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
    expect(shop.requests).toEqual([]);
  });

  it('learns nothing else about a document with a closed field, whatever is wrong with it', async () => {
    const { url } = await start();
    const query = `{ echo ${'status '.repeat(2_000)} } fragment Unused on Nothing { x }`;
    expect((await ask(url, { query })).errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  it('may execute the open operation of a document with others, where the schema is open, too', async () => {
    const { url } = await start({ development: true });
    const query = 'query Open { status } query Closed { echo }';
    expect((await ask(url, { query, operationName: 'Open' })).data).toEqual({ status: 'well' });
    expect((await ask(url, { query, operationName: 'Closed' })).errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHENTICATED',
    });
  });

  it('learns nothing about the schema from operations that are not executed', async () => {
    const { url } = await start();
    for (const closed of ['{ echo }', '{ nothing }', '{ echo(nothing: 1) }']) {
      const query = `query Open { status } query Closed ${closed}`;
      const { errors } = await ask(url, { query, operationName: 'Open' });
      expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    }
  });

  it('is refused a document that a signed-in caller got an answer to, and the other way round', async () => {
    const { url, authorization } = await start();
    const question = { query: '{ echo(value: "a") }' };
    expect((await ask(url, question)).errors).toHaveLength(1);
    expect((await ask(url, question, authorization)).data).toEqual({ echo: 'a' });
    expect((await ask(url, question)).errors).toHaveLength(1);
  });

  it('may introspect in development only', async () => {
    const question = { query: '{ __type(name: "Item") { name } }' };
    expect((await ask((await start()).url, question)).errors?.[0]?.extensions).toEqual({
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
    expect((await ask((await start({ development: true })).url, question)).data).toEqual({ __type: { name: 'Item' } });
  });
});

it('answers a refusal over HTTP with 401', async () => {
  const { url } = await start();
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ echo }"}' });
  expect(response.status).toBe(401);
});

it('opens every field where callers cannot sign in', async () => {
  const graph = createLimitedGraph();
  const { url } = await startGateway({
    parts: {
      supergraphSdl: graph.supergraphSdl,
      clients: new Map([['shop', graph.shop]]),
      authentication: { kind: 'none' },
    },
  });
  const { data } = (await post(url, { query: '{ echo @skip(if: true) }' })).body;
  expect(data).toEqual({});
});
