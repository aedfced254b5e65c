import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Admission, type Admitted } from '../../gateway/admission.ts';
import { codesOf, post } from './support/ask.ts';
import { openSocket } from './support/open-socket.ts';
import { startGateway } from './support/start-gateway.ts';

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(2);
};

/** A gateway that executes one query and one mutation at a time, with a query that stays until it is released. */
async function startFull() {
  const started = await startGateway({ config: { maxOperations: 1 } });
  const held = post(started.url, { query: '{ held }' });
  await until(() => started.graph.accounts.requests.length === 1);
  const release = async (): Promise<unknown> => {
    started.graph.events.emit('release');
    return (await held).body;
  };
  return { ...started, release };
}

describe('a gateway with more operations than it executes at once', () => {
  test('refuses those beyond its line with 503 and says when to come back, and none of them reaches a subgraph', async () => {
    const { url, graph, logged, release } = await startFull();
    const others = Array.from({ length: 7 }, () => post(url, { query: '{ echo(value: "x") }' }));
    const early: Awaited<ReturnType<typeof post>>[] = [];
    for (const other of others) void other.then((answer) => early.push(answer));
    await until(() => early.length === 3);
    const [refused] = early;
    if (refused === undefined) throw new Error('nothing was refused');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-3]$/);
    expect(refused.body).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: expect.any(Number) } }],
    });
    expect(graph.accounts.requests).toHaveLength(1);
    expect(await release()).toEqual({ data: { held: 'nobody' } });
    const answers = await Promise.all(others);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    const lines = logged.filter(({ msg }) => msg === 'operations are refused: more arrive than can be executed');
    expect(lines).toHaveLength(1);
    expect((await post(url, { query: '{ echo(value: "later") }' })).status).toBe(200);
  });

  test('refuses an operation of a socket with an error, and the socket stays open', async () => {
    const { url, release } = await startFull();
    const socket = await openSocket(url);
    await socket.init();
    for (const id of ['1', '2', '3', '4', '5']) socket.subscribe(id, '{ echo(value: "x") }');
    expect(await socket.next()).toMatchObject({
      id: '5',
      type: 'error',
      payload: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
    await release();
    expect(await socket.next()).toEqual({ id: '1', type: 'next', payload: { data: { echo: 'x' } } });
  });

  test('still answers those who have signed in, when it is full of those who have not', async () => {
    const { url, issuer, release } = await startFull();
    const headers = { authorization: `Bearer ${await issuer.issue()}` };
    const { status, body } = await post(url, { query: '{ echo(value: "x") }' }, headers);
    expect({ status, body }).toEqual({ status: 200, body: { data: { echo: 'x' } } });
    await release();
  });

  test('still answers whether it is ready', async () => {
    const { url, release } = await startFull();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await release();
  });

  test('drops an operation whose client has gone before it is executed', async () => {
    const { url, graph, release } = await startFull();
    const left = new AbortController();
    const gone = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ echo(value: "gone") }' }),
      signal: left.signal,
    }).catch(() => {});
    await sleep(50);
    left.abort();
    await gone;
    await sleep(50);
    await release();
    expect((await post(url, { query: '{ echo(value: "here") }' })).status).toBe(200);
    expect(graph.accounts.requests.filter(({ query }) => query.includes('echo'))).toHaveLength(1);
  });

  test('gives back the place of an operation that is not executed after all', async () => {
    const { url } = await startGateway({ config: { maxOperations: 1 } });
    for (let count = 0; count < 5; count += 1) {
      expect(codesOf((await post(url, { query: '{ nothing }' })).body)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }
    expect((await post(url, { query: '{ echo(value: "x") }' })).status).toBe(200);
  });
});

describe('a line', () => {
  const create = (): Admission => new Admission({ atOnce: 4, maxWaiting: 100 }, () => {});
  const fill = async (admission: Admission, kind: Admitted, count: number) =>
    await Promise.all(Array.from({ length: count }, async () => (await admission.enter(kind)).take()));

  test('of everything else does not hold up mutations of signed-in callers, which have as many places', async () => {
    const admission = create();
    await fill(admission, 'other', 4);
    await fill(admission, 'mutation', 4);
    await expect(admission.enter('mutation')).rejects.toMatchObject({ fault: { code: 'SERVICE_UNAVAILABLE' } });
  });

  test('of those who have not signed in holds up nobody who has', async () => {
    const admission = create();
    await fill(admission, 'stranger', 4);
    await fill(admission, 'other', 4);
    await fill(admission, 'mutation', 4);
    await expect(admission.enter('stranger')).rejects.toMatchObject({ fault: { code: 'SERVICE_UNAVAILABLE' } });
  });

  test('takes a burst, and is short when it has not been empty for long', async () => {
    const admission = create();
    const leaves = await fill(admission, 'other', 4);
    let burst = 0;
    const first = admission.enter('other').catch(() => (burst = performance.now()));
    const startedAtMs = performance.now();
    // Somebody always waits.
    const waiting: Promise<unknown>[] = [];
    const arriving = setInterval(() => waiting.push(admission.enter('other').catch(() => {})), 50);
    await first;
    expect(burst - startedAtMs).toBeGreaterThan(400);
    await sleep(100);
    const lateAtMs = performance.now();
    await expect(admission.enter('other')).rejects.toThrow();
    expect(performance.now() - lateAtMs).toBeLessThan(300);
    clearInterval(arriving);
    await Promise.all(waiting);
    for (const leave of leaves) leave();
    await fill(admission, 'other', 4);
  });

  test('refuses at once whose turn would not come in time', async () => {
    const admission = create();
    const leaves = await fill(admission, 'other', 4);
    const waiting = Array.from({ length: 90 }, async () => {
      leaves.push((await admission.enter('other')).take());
    });
    const settled = Promise.allSettled(waiting);
    for (let turn = 0; turn < 14; turn += 1) {
      await sleep(25);
      leaves.shift()?.();
    }
    const another = admission.enter('other').then(
      () => 'admitted',
      () => 'refused',
    );
    expect(await Promise.race([another, nextRound('waits')])).toBe('refused');
    await settled;
    for (const leave of leaves) leave();
    await fill(admission, 'other', 4);
  });

  test('gives a place to the next in line once, however often it is given back', async () => {
    const admission = create();
    const [leave] = await fill(admission, 'other', 4);
    const next = admission.enter('other');
    leave?.();
    leave?.();
    await next;
    await expect(admission.enter('other')).rejects.toThrow();
  });
});
