import { describe, expect, test } from 'vitest';
import { signContext } from '../../gateway/security/context-token.ts';
import type { Principal } from '../../gateway/security/principal.ts';
import { codesOf, post } from './support/ask.ts';
import { startGateway } from './support/start-gateway.ts';
import { createSmallGraph } from './support/small-graph.ts';
import { secondsFromNow } from './support/token-issuer.ts';

const COST = '{ cost(of: "three") { minor } }';
const SETTLE = 'mutation ($cost: Int!) { settle(cost: $cost) }';
const TYPE = '{ __type(name: "Cost") { name } }';

/** A gateway, a client of it, and a subgraph of it that asks on behalf of that client. */
async function start() {
  const running = await startGateway();
  const { issuer, signingKey, url } = running;
  const client = { authorization: `Bearer ${await issuer.issue()}` };
  const principal: Principal = {
    kind: 'user',
    userId: 'usr_1',
    accountId: 'acc_1',
    accountType: 'RESELLER',
    path: 'root',
    permissions: [],
    actingFrom: undefined,
    sessionId: 's',
  };
  const context = { principal, clientAddress: '', accessTokenExpiresAt: secondsFromNow(600) };
  const subgraph = { authorization: `Context ${signContext(signingKey, 'orders', context, Date.now())}` };
  const ask = async (headers: object, query: string, variables = {}) =>
    (await post(url, { query, variables }, { ...headers })).body;
  return { ...running, client, subgraph, ask };
}

describe('what is inaccessible', () => {
  test('is served to subgraphs, queries and mutations alike', async () => {
    const { ask, subgraph } = await start();
    expect(await ask(subgraph, COST)).toEqual({ data: { cost: { minor: 5 } } });
    expect(await ask(subgraph, SETTLE, { cost: 7 })).toEqual({ data: { settle: 7 } });
    expect(await ask(subgraph, '{ viewer { id } cost(of: "") { minor __typename } }')).toMatchObject({
      data: { cost: { minor: 0, __typename: 'Cost' } },
    });
  });

  test('does not exist for a client, whether a subgraph has asked for it before or not', async () => {
    const { ask, client, subgraph, graph } = await start();
    for (const query of [COST, SETTLE])
      expect(codesOf(await ask(client, query))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    await ask(subgraph, COST);
    await ask(subgraph, SETTLE, { cost: 1 });
    const asked = graph.accounts.requests.length;
    for (const query of [COST, SETTLE])
      expect(codesOf(await ask(client, query))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesOf(await ask({}, COST))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(graph.accounts.requests).toHaveLength(asked);
  });

  test('is not told to a client by introspection or by the suggestions of a misspelling', async () => {
    const { ask, client, subgraph } = await start();
    expect(await ask(subgraph, TYPE)).toEqual({ data: { __type: { name: 'Cost' } } });
    expect(await ask(client, TYPE)).toEqual({ data: { __type: null } });
    const all = '{ __schema { types { name fields { name } } } }';
    expect(JSON.stringify(await ask(subgraph, all))).toMatch(/"cost".*"settle"/);
    expect(JSON.stringify(await ask(client, all))).not.toMatch(/cost|settle/i);
    expect(JSON.stringify(await ask(client, '{ costs }'))).not.toContain('"cost"');
    expect(JSON.stringify(await ask(subgraph, '{ costs }'))).toContain('\\"cost\\"');
  });

  test('stays so when the graph is replaced', async () => {
    const { ask, client, subgraph, gateway } = await start();
    await ask(subgraph, COST);
    const next = createSmallGraph();
    const clients = new Map(Object.entries({ accounts: next.accounts, orders: next.orders }));
    await gateway.replaceGraph({ supergraphSdl: next.supergraphSdl, clients });
    expect(await ask(subgraph, COST)).toEqual({ data: { cost: { minor: 5 } } });
    expect(codesOf(await ask(client, COST))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});
