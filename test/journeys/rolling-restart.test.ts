import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, type RunningProcess } from '../support/processes.ts';
import { startBalancer } from './balancer.ts';
import {
  startDistributedProcesses,
  SUBGRAPHS,
  type DistributedProcesses,
  type SubgraphName,
} from './distributed-processes.ts';
import { signIn } from './platform.ts';
import { startLoad, type Load } from './rolling-load.ts';

const natsUrl = process.env['TEST_NATS_URL'] ?? '';
const isPossible = natsUrl !== '' && (process.env['TEST_DATABASE_URL'] ?? '') !== '';

/** It takes a minute; on a machine with much else to do, starting twenty processes takes longer. */
const BUSY_MS = 300_000;

/** A process that can be ended and started anew at the same place. */
interface Restartable {
  readonly title: string;
  process: RunningProcess;
  readonly start: () => Promise<RunningProcess>;
}

/** The addresses of a second process of each subgraph. */
async function secondPorts(): Promise<ReadonlyMap<string, string>> {
  const ports = await Promise.all(SUBGRAPHS.map(async (name) => [name, String(await freePort())] as const));
  return new Map(ports);
}

/** Starts a second process of each subgraph, two workers and a second gateway beside what runs already. */
async function startTwoOfEach(distributed: DistributedProcesses, ports: ReadonlyMap<string, string>) {
  const { environment, platform } = distributed;
  const gatewayPort = String(await freePort());
  const startGateway = async (port: string): Promise<RunningProcess> => (await distributed.startGateway(port)).process;
  const subgraphs = SUBGRAPHS.flatMap((name, index) => {
    const places = [environment[`${name.toUpperCase()}_PORT`] ?? '', ports.get(name) ?? ''];
    return places.map((port, number) => ({
      title: `${name} ${number + 1}`,
      running: number === 0 ? distributed.subgraphs[index] : undefined,
      start: () => distributed.startSubgraph(name, port),
    }));
  });
  const workers = ['worker 1', 'worker 2'].map((title) => ({
    title,
    running: undefined,
    start: () => distributed.startWorker(),
  }));
  const gateways = [environment['PORT'] ?? '', gatewayPort].map((port, number) => ({
    title: `gateway ${number + 1}`,
    running: number === 0 ? distributed.gateway : undefined,
    start: () => startGateway(port),
  }));
  const restartable = await Promise.all(
    [...subgraphs, ...workers, ...gateways].map(async ({ title, running, start }): Promise<Restartable> => {
      return { title, process: running ?? (await start()), start };
    }),
  );
  return { restartable, gateways: [platform.url, `http://127.0.0.1:${gatewayPort}/`] };
}

if (isPossible) {
  describe('a rolling restart under load', { timeout: BUSY_MS }, describeRollingRestart);
} else {
  test.skip('a rolling restart is not tried: TEST_DATABASE_URL or TEST_NATS_URL is not set');
}

function describeRollingRestart(): void {
  const resources = new AsyncDisposableStack();
  let restartable: readonly Restartable[];
  let load: Load;
  beforeAll(async () => {
    const ports = await secondPorts();
    const balancerPort = await freePort();
    const both = (name: SubgraphName, own: Readonly<Record<string, string>>): string =>
      `${own[`${name.toUpperCase()}_URL`]}, http://127.0.0.1:${ports.get(name)}`;
    const distributed = resources.use(
      await startDistributedProcesses(natsUrl, (_process, own) => ({
        ACCOUNTS_URL: both('accounts', own),
        CATALOG_URL: both('catalog', own),
        ORDERS_URL: both('orders', own),
        GATEWAY_URL: `http://127.0.0.1:${balancerPort}`,
        // Ten processes share the connections of one server with other tests.
        DATABASE_POOL_SIZE: '3',
        // The vendor is not what is tried here.
        SIMULATOR_REQUESTS_PER_MINUTE: '100000',
      })),
    );
    const started = await startTwoOfEach(distributed, ports);
    restartable = started.restartable;
    const { url } = resources.use(await startBalancer(balancerPort, started.gateways));
    load = await startLoad(await signIn({ ...distributed.platform, url }, 'champion.admin'));
    resources.defer(() => load.stop());
  }, BUSY_MS);
  afterAll(() => resources.disposeAsync());

  test('refuses no request, loses no order and no event, whatever kind of process is replaced', async () => {
    await sleep(1_000);
    for (const one of restartable) {
      expect(await one.process.end('SIGTERM'), one.title).toMatchObject({ code: 0 });
      one.process = await one.start();
      await sleep(300);
    }
    await sleep(1_000);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.counts.queries).toBeGreaterThan(100);
    expect(load.watched.size).toBe(load.counts.orders);
    for (const steps of load.watched.values()) expect(steps).toEqual(steps.map((_step, index) => index + 1));
  });
}
