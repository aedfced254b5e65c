import { describe, expect, test } from 'vitest';
import { EndedSessions, type EndedSessionsSource } from '../../gateway/security/ended-sessions.ts';
import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { eventually } from '../support/eventually.ts';
import { codesOf, post } from './support/ask.ts';
import { openSocket } from './support/open-socket.ts';
import { readMultipart } from './support/read-multipart.ts';
import { startGateway } from './support/start-gateway.ts';
import { secondsFromNow } from './support/token-issuer.ts';

const VIEWER = { query: '{ viewer { id } }' };
const NEWS = 'subscription { news }';

const streamOf = (url: string, authorization: string): Promise<Response> =>
  fetch(`${url}/graphql/stream?query=${encodeURIComponent(NEWS)}`, {
    headers: { accept: 'text/event-stream', authorization },
  });

describe('a session that has ended', () => {
  test('loses its tokens, remembered or not, its sockets and its event streams, and no other session does', async () => {
    const { url, issuer, graph, gateway } = await startGateway();
    const [ended, kept] = [
      `Bearer ${await issuer.issue({ sid: 'ses_ended' })}`,
      `Bearer ${await issuer.issue({ sid: 'ses_kept' })}`,
    ];
    expect((await post(url, VIEWER, { authorization: ended })).status).toBe(200);
    const context = `Context ${graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? ''}`;
    expect((await gateway.request({ ...VIEWER, authorization: context })).errors).toBeUndefined();
    const [endedSocket, keptSocket] = [await openSocket(url), await openSocket(url)];
    await endedSocket.init({ authorization: ended });
    endedSocket.subscribe('1', NEWS);
    await keptSocket.init({ authorization: kept });
    const endedStream = await streamOf(url, ended);

    issuer.endSession('ses_ended');
    expect(await endedSocket.closed()).toEqual({ code: 4403, reason: 'Access revoked' });
    expect(await endedStream.text()).not.toContain('event: complete');
    const again = `Bearer ${await issuer.issue({ sid: 'ses_ended', jti: 'another' })}`;
    for (const authorization of [ended, again, context]) {
      const { status, body } = await post(url, VIEWER, { authorization });
      expect([status, ...codesOf(body)]).toEqual([401, 'UNAUTHENTICATED']);
    }
    const refused = await openSocket(url);
    refused.send({ type: 'connection_init', payload: { authorization: ended } });
    expect((await refused.closed()).code).toBe(4403);
    expect((await streamOf(url, ended)).status).toBe(401);

    expect((await post(url, VIEWER, { authorization: kept })).status).toBe(200);
    keptSocket.send({ type: 'ping' });
    expect((await keptSocket.next()).type).toBe('pong');
  });

  test('ends a response in parts that is not complete', async () => {
    const { url, issuer } = await startGateway();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'multipart/mixed',
        authorization: `Bearer ${await issuer.issue({ sid: 'ses_ended' })}`,
      },
      body: JSON.stringify({ query: '{ echo(value: "now") ... @defer { held } }' }),
    });
    const parts = readMultipart(response);
    expect((await parts.next()).value).toMatchObject({ data: { echo: 'now' }, hasNext: true });
    issuer.endSession('ses_ended');
    expect((await parts.next()).done).toBe(true);
  });

  test('stays ended while accounts is away, and the log has one line about that', async () => {
    let isAway = false;
    const endedSessions: EndedSessionsSource = {
      pollMs: 5,
      load: () =>
        isAway
          ? Promise.reject(new Error('connect ECONNREFUSED'))
          : Promise.resolve({ asOf: Date.now() / 1_000, keepSeconds: 900, sessionIds: ['ses_ended'] }),
    };
    const { url, issuer, logged } = await startGateway({
      parts: (usual) => ({ authentication: { ...usual.authentication, endedSessions } as never }),
    });
    const linesOfAccounts = () => logged.filter(({ msg }) => typeof msg === 'string' && msg.startsWith('accounts '));
    isAway = true;
    await eventually(() => expect(linesOfAccounts()).toHaveLength(1));
    const status = async (sid: string) =>
      (await post(url, VIEWER, { authorization: `Bearer ${await issuer.issue({ sid })}` })).status;
    expect([await status('ses_ended'), await status('ses_kept')]).toEqual([401, 200]);
    isAway = false;
    await eventually(() => expect(linesOfAccounts().map(({ level }) => level)).toEqual([40, 30]));
  });

  test('is looked up before the first token is accepted: 503 as long as accounts has never answered', async () => {
    const endedSessions: EndedSessionsSource = { pollMs: 60_000, load: () => Promise.reject(new Error('away')) };
    const { url, issuer } = await startGateway({
      parts: (usual) => ({ authentication: { ...usual.authentication, endedSessions } as never }),
    });
    const { status, body } = await post(url, VIEWER, { authorization: `Bearer ${await issuer.issue()}` });
    expect([status, ...codesOf(body)]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
    expect((await post(url, { query: '{ echo }' })).status).toBe(200);
  });

  test('is forgotten when none of its tokens can be valid; the next poll asks for later ones', async () => {
    const asked: (number | undefined)[] = [];
    let nowMs = 0;
    let sessionIds: readonly string[] = ['ses_first'];
    const sessions = new EndedSessions({
      source: {
        pollMs: 1,
        load: (after) => Promise.resolve({ asOf: (asked.push(after), asked.length), keepSeconds: 10, sessionIds }),
      },
      headers: () => ({}),
      logger: pino({ level: 'silent' }),
      onUpdate: () => {},
      now: () => nowMs,
    });
    const principal = (sessionId: string) => ({ kind: 'user', sessionId }) as never;
    await sessions.follow();
    expect(sessions.holds(principal('ses_first'))).toBe(true);
    nowMs = 9_999;
    sessionIds = ['ses_second'];
    await eventually(() => expect(sessions.holds(principal('ses_second'))).toBe(true));
    expect(sessions.holds(principal('ses_first'))).toBe(true);
    nowMs = 10_000;
    await eventually(() => expect(sessions.holds(principal('ses_first'))).toBe(false));
    expect(sessions.holds(principal('ses_second'))).toBe(true);
    expect(asked.slice(0, 3)).toEqual([undefined, 1, 2]);
    sessions.stop();
  });
});

describe('a context token', () => {
  test('expires with its access token, even before its own minute is over', async () => {
    const { url, issuer, graph } = await startGateway();
    const exp = secondsFromNow(-30);
    await post(url, VIEWER, { authorization: `Bearer ${await issuer.issue({ exp })}` });
    const claims = decodeJwt(graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '');
    expect(claims['tx']).toBe(exp);
    expect(claims.exp).toBeLessThanOrEqual(exp + 60);
  });

  test('is refused once its access token has expired, whatever it claims, also on the public port', async () => {
    const { url, issuer, graph, signingKey } = await startGateway();
    await post(url, VIEWER, { authorization: `Bearer ${await issuer.issue()}` });
    const claims = decodeJwt(graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '');
    const ask = async (tx: number | undefined) => {
      const authorization = `Context ${signingKey.signToken({ ...claims, tx, exp: secondsFromNow(50) })}`;
      return (await post(url, VIEWER, { authorization })).status;
    };
    expect(await ask(secondsFromNow(10))).toBe(200);
    expect(await ask(secondsFromNow(-61))).toBe(401);
    expect(await ask(undefined)).toBe(401);
  });

  test('is refused when its access token has expired, even if it was accepted before', async () => {
    const { url, issuer, graph, signingKey } = await startGateway();
    await post(url, VIEWER, { authorization: `Bearer ${await issuer.issue()}` });
    const claims = decodeJwt(graph.accounts.requests[0]?.headers['x-tiergraph-context'] ?? '');
    const token = signingKey.signToken({ ...claims, tx: secondsFromNow(-58), exp: secondsFromNow(50) });
    const status = async () => (await post(url, VIEWER, { authorization: `Context ${token}` })).status;
    expect(await status()).toBe(200);
    await eventually(async () => expect(await status()).toBe(401));
  });
});
