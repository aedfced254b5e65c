import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openSocket } from './support/open-socket.ts';
import { startGateway } from './support/start-gateway.ts';
import { secondsFromNow } from './support/token-issuer.ts';

describe('a socket', () => {
  test('delivers every event of a subscription in order and completes it', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', 'subscription { count(to: 3) }');
    for (const count of [1, 2, 3]) {
      expect(await socket.next()).toEqual({ id: '1', type: 'next', payload: { data: { count } } });
    }
    expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
  });

  test('ends the subscription at the subgraph when the client completes it', async () => {
    const { url, graph } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    const open = once(graph.events, 'open');
    socket.subscribe('1', 'subscription { news }');
    await open;
    const ended = once(graph.events, 'end');
    socket.send({ id: '1', type: 'complete' });
    await ended;
  });

  test('ends its subscriptions at the subgraph when the client disconnects', async () => {
    const { url, graph } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    const open = once(graph.events, 'open');
    socket.subscribe('1', 'subscription { news }');
    await open;
    const ended = once(graph.events, 'end');
    socket.socket.terminate();
    await ended;
  });

  test('answers a ping with a pong', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    socket.send({ type: 'ping' });
    expect(await socket.next()).toEqual({ type: 'pong' });
  });

  test('is cut when it does not answer pings, and remains open when it does', async () => {
    const { url } = await startGateway({ config: { streamLimits: { pingIntervalMs: 50 } } });
    const [mute, answering] = [await openSocket(url, { autoPong: false }), await openSocket(url)];
    expect((await mute.closed()).code).toBe(1006);
    await once(answering.socket, 'ping');
    await once(answering.socket, 'ping');
    await answering.init();
  });

  test('closes 4400 for invalid messages, and for messages that only servers send', async () => {
    const { url } = await startGateway();
    for (const message of ['nonsense', '{"type":"connection_ack"}', '{"type":"subscribe","id":1}']) {
      const socket = await openSocket(url);
      await socket.init();
      socket.send(message);
      expect((await socket.closed()).code).toBe(4400);
    }
  });

  test('closes 4401 when it subscribes before connection_init', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    socket.subscribe('1', '{ echo }');
    expect((await socket.closed()).code).toBe(4401);
  });

  test('closes 4406 without the subprotocol', async () => {
    const { url } = await startGateway();
    expect((await (await openSocket(url, { protocols: [] })).closed()).code).toBe(4406);
  });

  test('closes 4408 when connection_init does not come', async () => {
    const { url } = await startGateway({ config: { streamLimits: { connectionInitTimeoutMs: 20 } } });
    expect((await (await openSocket(url)).closed()).code).toBe(4408);
  });

  test('closes 4409 when the operation id is already active', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', 'subscription { news }');
    socket.subscribe('1', 'subscription { news }');
    expect((await socket.closed()).code).toBe(4409);
  });

  test('closes 4429 at a second connection_init', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.send({ type: 'connection_init' });
    expect((await socket.closed()).code).toBe(4429);
  });

  test('closes 1009 for a message above one megabyte', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.send('x'.repeat(1_100_000));
    expect((await socket.closed()).code).toBe(1009);
  });

  test('closes 4403 when its access token expires', async () => {
    const { url, issuer } = await startGateway();
    const socket = await openSocket(url);
    await socket.init({ authorization: `Bearer ${await issuer.issue({ exp: secondsFromNow(1) })}` });
    socket.subscribe('1', 'subscription { news }');
    expect(await socket.closed()).toEqual({ code: 4403, reason: 'Access token expired' });
  });

  test('closes 4403 when the session of its principal ends, and no other socket does', async () => {
    const { url, gateway, issuer } = await startGateway();
    const [ended, other] = [await openSocket(url), await openSocket(url)];
    await ended.init({ authorization: `Bearer ${await issuer.issue({ sid: 'ses_ended' })}` });
    await other.init({ authorization: `Bearer ${await issuer.issue({ sid: 'ses_other' })}` });
    gateway.endStreams((principal) => principal.kind !== 'anonymous' && principal.sessionId === 'ses_ended');
    expect((await ended.closed()).code).toBe(4403);
    other.send({ type: 'ping' });
    expect((await other.next()).type).toBe('pong');
  });

  test('closes 1001 when the gateway closes', async () => {
    const { url, gateway } = await startGateway();
    const [initialised, waiting] = [await openSocket(url), await openSocket(url)];
    await initialised.init();
    await gateway.close();
    expect((await initialised.closed()).code).toBe(1001);
    expect((await waiting.closed()).code).toBe(1001);
  });

  test('closes 1013 when it does not read', async () => {
    const { url } = await startGateway({ config: { streamLimits: { stallMs: 200 } } });
    const socket = await openSocket(url);
    await socket.init();
    socket.socket.pause();
    socket.subscribe('1', 'subscription { texts(to: 200, length: 200000) }');
    await new Promise((resolve) => setTimeout(resolve, 600));
    socket.socket.resume();
    // The close frame arrives only if the client begins to read within a second.
    expect([1013, 1006]).toContain((await socket.closed()).code);
  });

  test.each([
    [200, 10_000],
    [5_000, 100],
  ])('gets all of a replay of %i events of %i bytes that arrive at once', async (to, length) => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', `subscription { texts(to: ${to}, length: ${length}) }`);
    for (let received = 0; received < to; received += 1) {
      expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: expect.anything() } });
    }
    expect((await socket.next()).type).toBe('complete');
  });

  test('gets all of a long replay, even if it does not read for a moment', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    socket.subscribe('1', 'subscription { texts(to: 5000, length: 2000) }');
    for (let received = 0; received < 5_000; received += 1) {
      expect((await socket.next()).type).toBe('next');
      if (received !== 100) continue;
      socket.socket.pause();
      await new Promise((resolve) => setTimeout(resolve, 300));
      socket.socket.resume();
    }
    expect((await socket.next()).type).toBe('complete');
  });

  test('runs a hundred operations at once and refuses the next, without closing', async () => {
    const { url } = await startGateway();
    const socket = await openSocket(url);
    await socket.init();
    for (let id = 1; id <= 101; id += 1) socket.subscribe(String(id), 'subscription { news }');
    const message = await socket.next();
    expect(message).toMatchObject({ id: '101', type: 'error' });
    expect(JSON.stringify(message.payload)).toContain('OPERATION_COUNT_LIMIT_EXCEEDED');
  });

  test('is refused to pages of foreign origins and on other paths', async () => {
    const { url } = await startGateway();
    await expect(openSocket(url, { origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(openSocket(`${url}/other`)).rejects.toThrow('404');
    const allowed = await openSocket(url, { origin: 'https://portal.example' });
    const own = await openSocket(url, { origin: url });
    await Promise.all([allowed.init(), own.init()]);
  });
});
