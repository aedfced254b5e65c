import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createGateway } from '../../gateway/gateway.ts';
import { generateSigningKey } from '../../gateway/security/context-token.ts';
import { pino } from 'pino';
import { post } from './support/ask.ts';
import { startGateway } from './support/start-gateway.ts';
import { createLocalAccessTokenKeys } from '../../gateway/security/access-token-keys.ts';

describe('a gateway that closes', () => {
  test('answers the running requests and accepts no more', async () => {
    const { url, gateway, graph } = await startGateway();
    const running = post(url, { query: '{ held }' });
    while (graph.accounts.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closing = gateway.close();
    await expect(post(url, { query: '{ echo }' })).rejects.toThrow();
    graph.events.emit('release');
    const answer = await running;
    expect(answer.body).toEqual({ data: { held: 'nobody' } });
    expect(answer.headers.get('connection')).toBe('close');
    await closing;
    expect(graph.accounts.closed).toBe(true);
  });

  test('serves on for the grace, but is not ready and keeps no connection, and ends its streams afterwards', async () => {
    const { url, gateway, graph } = await startGateway({ config: { streamLimits: { graceMs: 400 } } });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const closing = gateway.close();
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'closing' }]);
    const answer = await post(url, { query: '{ echo(value: "still") }' });
    expect(answer.body).toEqual({ data: { echo: 'still' } });
    expect(answer.headers.get('connection')).toBe('close');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    expect(graph.accounts.closed).toBe(false);
    expect((await closed)[0]).toBe(1001);
    await closing;
    await expect(post(url, { query: '{ echo }' })).rejects.toThrow();
  });

  test('cuts the connections that do not end in time', async () => {
    const { url, gateway } = await startGateway({ config: { streamLimits: { drainMs: 20 } } });
    const running = post(url, { query: '{ silent }' }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await gateway.close();
    expect(await running).toBeInstanceOf(Error);
  });

  test('says what to do when the port is in use', async () => {
    const { graph, port, issuer } = await startGateway();
    const second = await createGateway({
      supergraphSdl: graph.supergraphSdl,
      clients: new Map([
        ['accounts', graph.accounts],
        ['orders', graph.orders],
      ]),
      config: {
        host: '127.0.0.1',
        port,
        allowedOrigins: [],
        development: true,
        requestTimeoutMs: 1_000,
        logLevel: 'info',
      },
      logger: pino({ level: 'silent' }),
      authentication: {
        kind: 'access-tokens',
        accessTokenKeys: createLocalAccessTokenKeys(() => issuer.jwks),
        endedSessions: issuer.endedSessions,
        signingKey: generateSigningKey(),
      },
    });
    await expect(second.listen()).rejects.toThrow(`Port ${port} is in use by another process; set PORT to a free one.`);
  });
});
