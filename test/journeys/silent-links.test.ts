import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import {
  startDistributedProcesses,
  WORKER_READY,
  type DistributedProcesses,
  type VariablesOf,
} from './distributed-processes.ts';
import { GraphClient } from './graph-client.ts';
import { signIn, trySignIn } from './platform.ts';
import { buyForNewCustomer } from './purchases.ts';
import { effectsOfOrder } from './vendor-effects.ts';
import { watchOrder } from './watch-order.ts';

const natsUrl = process.env['TEST_NATS_URL'] ?? '';
const isPossible = natsUrl !== '' && (process.env['TEST_DATABASE_URL'] ?? '') !== '';
/** A request that was under way has its own limit of ten seconds; what comes after it is answered within five. */
const BACK_WITHIN_MS = 15_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'postgres:': 5_432, 'nats:': 4_222 };

/** What each process reaches its peers by. */
const PEERS: Readonly<Record<Parameters<VariablesOf>[0], readonly string[]>> = {
  gateway: ['ACCOUNTS_URL', 'CATALOG_URL', 'ORDERS_URL'],
  accounts: ['DATABASE_URL', 'NATS_URL', 'GATEWAY_URL'],
  catalog: ['DATABASE_URL', 'NATS_URL', 'GATEWAY_URL'],
  orders: ['DATABASE_URL', 'NATS_URL', 'GATEWAY_URL', 'MICROSOFT_API_URL'],
  worker: ['DATABASE_URL', 'NATS_URL', 'GATEWAY_URL', 'MICROSOFT_API_URL'],
  simulator: [],
};

if (isPossible) describe('processes on links that can fail', describeLinks);
else test.skip('links that fail are not tried: TEST_DATABASE_URL or TEST_NATS_URL is not set');

function describeLinks(): void {
  const resources = new AsyncDisposableStack();
  const links = new Map<string, TcpProxy>();
  let distributed: DistributedProcesses;
  let workerUrl = '';

  async function linkTo(name: string, address: string): Promise<string> {
    const url = new URL(address);
    const link = await startTcpProxy({
      host: url.hostname,
      port: url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 80) : Number(url.port),
    });
    resources.defer(() => link.close());
    links.set(name, link);
    url.host = `127.0.0.1:${link.port}`;
    return url.href;
  }

  beforeAll(async () => {
    distributed = resources.use(
      await startDistributedProcesses(natsUrl, async (name, given) => {
        const variables = PEERS[name].map(
          async (variable) => [variable, await linkTo(`${name} ${variable}`, given[variable] ?? '')] as const,
        );
        return Object.fromEntries(await Promise.all(variables));
      }),
    );
    workerUrl = await (await distributed.startWorker()).says(WORKER_READY);
  });
  afterAll(async () => {
    // What is silent would keep the database busy.
    await Promise.all([...links.values()].map((link) => link.cut()));
    await resources.disposeAsync();
  });

  const healthOf = async (url = ''): Promise<{ status: string; checks: Record<string, { status: string }> }> =>
    (await (await fetch(new URL('/health/ready', url))).json()) as never;

  test('serve again when all of them went silent, and lose no event of an order', async () => {
    const { platform, environment } = distributed;
    const { session } = await trySignIn(platform, 'champion.admin', platform.password);
    const token = session?.accessToken ?? '';
    const seller = new GraphClient(platform.url, token);
    const order = await buyForNewCustomer(seller, 'silence');
    const steps: number[] = [];
    const socketUrl = `${platform.url.replace(/^http/, 'ws').replace(/\/$/, '')}/graphql`;
    let back: Promise<number> | undefined;
    for await (const { sequence } of watchOrder(socketUrl, () => Promise.resolve(token), order.id)) {
      steps.push(sequence);
      if (sequence !== 2) continue;
      for (const link of links.values()) link.silence();
      back = timeUntilBack(async () => {
        await seller.data('{ orders(first: 1) { nodes { id customer { id name } } } viewer { account { name } } }');
        for (const url of [environment['GATEWAY_URL'], environment['ORDERS_URL'], workerUrl]) {
          expect((await healthOf(url)).status).toBe('ready');
        }
      });
    }
    expect(steps).toEqual(steps.map((_, index) => index + 1));
    expect(await back).toBeLessThan(BACK_WITHIN_MS);
    await buyForNewCustomer(await signIn(platform, 'champion.admin'), 'aftersilence');
    const lines = order.lines.map(({ id }) => id);
    expect(effectsOfOrder(platform.vendorLog, lines)).toEqual({ ordersCreated: 1, subscriptionsCreated: 1 });
  }, 90_000);

  test('lose no event for a client whose own connections go silent, also before they are open', async () => {
    const { platform } = distributed;
    const { session } = await trySignIn(platform, 'champion.admin', platform.password);
    const token = session?.accessToken ?? '';
    const own = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(platform.url).port) });
    resources.defer(() => own.close());
    const order = await buyForNewCustomer(new GraphClient(platform.url, token), 'silentclient');
    const steps: number[] = [];
    const connectedAtMs: number[] = [];
    let silentAtMs = Infinity;
    // It is asked for with each connection.
    const giveToken = (): Promise<string> => {
      connectedAtMs.push(performance.now());
      return Promise.resolve(token);
    };
    for await (const { sequence } of watchOrder(`ws://127.0.0.1:${own.port}/graphql`, giveToken, order.id)) {
      steps.push(sequence);
      if (sequence !== 2) continue;
      // Connections go silent, and so do those that are opened in the next seconds, before they are open.
      own.swallow();
      silentAtMs = performance.now();
      setTimeout(() => void own.mend(), 6_000);
    }
    expect(steps).toEqual(steps.map((_, index) => index + 1));
    const again = connectedAtMs.find((atMs) => atMs > silentAtMs) ?? Infinity;
    expect(again - silentAtMs).toBeLessThan(20_000);
  }, 90_000);

  test('say that the database is away, and that it is back', async () => {
    const link = links.get('worker DATABASE_URL');
    await link?.cut();
    await eventually(async () => {
      const response = await fetch(new URL('/health/ready', workerUrl));
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        status: 'not ready',
        checks: { 'orders.database': { status: 'down' }, 'orders.jobs': { status: 'down' }, bus: { status: 'up' } },
      });
    });
    expect((await fetch(new URL('/health/live', workerUrl))).status).toBe(200);
    await link?.mend();
    await eventually(async () => expect((await healthOf(workerUrl)).status).toBe('ready'));
  }, 60_000);

  test('are ready without the bus, and say that it is away', async () => {
    const { environment } = distributed;
    const link = links.get('orders NATS_URL');
    await link?.cut();
    await eventually(async () => {
      const response = await fetch(new URL('/health/ready', environment['ORDERS_URL']));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ status: 'degraded', checks: { bus: { status: 'down' } } });
    });
    await link?.mend();
    await eventually(async () => expect((await healthOf(environment['ORDERS_URL'])).status).toBe('ready'));
  }, 60_000);
}

/** How long it takes until something succeeds, which is tried twice a second: requests of the first second may get stuck. */
async function timeUntilBack(works: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const { promise, resolve } = Promise.withResolvers<void>();
  const attempt = (): void =>
    void works().then(
      () => resolve(),
      () => undefined,
    );
  attempt();
  const timer = setInterval(attempt, 500);
  await promise.finally(() => clearInterval(timer));
  return performance.now() - startedAt;
}
