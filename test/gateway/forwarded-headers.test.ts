import { describe, expect, test } from 'vitest';
import { ConfigError, readDistributedConfig } from '../../gateway/config.ts';
import { isForwardable, pickForwardedHeaders } from '../../gateway/security/forwarded-headers.ts';
import { post } from './support/ask.ts';
import { openSocket } from './support/open-socket.ts';
import { startGateway } from './support/start-gateway.ts';

const listed = { config: { forwardHeaders: ['x-shop', 'accept-language'] } };

describe('the headers that subgraphs get', () => {
  test('are the listed ones, in any case, in requests of every kind', async () => {
    const { url, graph } = await startGateway(listed);
    const sent = { 'X-Shop': '7', 'Accept-Language': 'de', 'x-other': '1', cookie: 'a=b' };
    await post(url, { query: '{ viewer { name orderCount } }' }, sent);
    await post(url, { query: 'mutation { rename(name: "x") { id } }' }, sent);
    const requests = [...graph.accounts.requests, ...graph.orders.requests];
    expect(requests).toHaveLength(3);
    for (const { headers, operationKind } of requests) {
      const usual = operationKind === 'mutation' ? ['x-request-id'] : [];
      expect(Object.keys(headers).toSorted()).toEqual(
        ['accept-language', ...usual, 'x-shop', 'x-tiergraph-context'].toSorted(),
      );
    }
  });

  test('are none when the list is empty', async () => {
    const { url, graph } = await startGateway();
    await post(url, { query: '{ echo }' }, { 'x-shop': '7', cookie: 'a=b' });
    expect(Object.keys(graph.accounts.requests[0]?.headers ?? {})).toEqual(['x-tiergraph-context']);
  });

  test('keep requests apart that are otherwise equal', async () => {
    const { url, graph } = await startGateway(listed);
    const ask = (shop: string) => post(url, { query: '{ held }' }, { 'x-shop': shop });
    const answers = [ask('1'), ask('2')];
    while (graph.events.listenerCount('release') < 2) await new Promise((resolve) => setTimeout(resolve, 2));
    graph.events.emit('release');
    await Promise.all(answers);
    expect(new Set(graph.accounts.requests.map(({ headers }) => headers['x-shop']))).toEqual(new Set(['1', '2']));
    expect(graph.accounts.requests).toHaveLength(2);
  });

  test('come from the upgrade request of a socket, and from its connection_init', async () => {
    const { url, graph } = await startGateway(listed);
    const socket = await openSocket(url, { headers: { 'x-shop': '7', 'accept-language': 'de' } });
    await socket.init({ 'X-Shop': '8', 'x-other': '1', 'x-tiergraph-context': 'forged' });
    socket.subscribe('1', '{ echo }');
    await socket.next();
    expect(graph.accounts.requests[0]?.headers).toMatchObject({ 'x-shop': '8', 'accept-language': 'de' });
    expect(graph.accounts.requests[0]?.headers).not.toHaveProperty('x-other');
    expect(graph.accounts.requests[0]?.headers['x-tiergraph-context']).not.toBe('forged');
    socket.socket.close();
  });
});

describe('picking headers', () => {
  test('leaves out values that are not plain text, and headers for the own connection of the client', () => {
    const source = { 'x-a': 'one\r\nx-b: two', 'x-c': 3, 'x-d': 'kept', 'x-e': '5', connection: 'close, X-E' };
    expect(pickForwardedHeaders(source, ['x-a', 'x-c', 'x-d', 'x-e'])).toEqual({ 'x-d': 'kept' });
  });

  test.each(['connection', 'host', 'content-length', 'transfer-encoding', 'x-tiergraph-context', 'te', 'a b', ''])(
    'never picks %j',
    (name) => {
      expect(isForwardable(name)).toBe(false);
    },
  );

  test('picks credentials when they are listed', () => {
    expect(['authorization', 'cookie', 'accept-language'].filter(isForwardable)).toHaveLength(3);
  });
});

test('reports a listed header that must not be passed on as a fault', () => {
  const environment = { AUTHENTICATION: 'none', FORWARD_HEADERS: 'Authorization, X-Tiergraph-Context, connection' };
  expect(() => readDistributedConfig(environment)).toThrow(
    new ConfigError([
      'FORWARD_HEADERS must list headers that may be passed on, got "x-tiergraph-context"',
      'FORWARD_HEADERS must list headers that may be passed on, got "connection"',
    ]),
  );
});
