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

async function startTwoOfEach(distributed: DistributedProcesses, ports: ReadonlyMap<string, string>) {
  const { environment } = distributed;
  const restartable: Restartable[] = [];
  for (const [index, name] of SUBGRAPHS.entries()) {
    const first = distributed.subgraphs[index];
    if (first === undefined) throw new Error(`${name} is not started`);
    const start = (port: string) => () => distributed.startSubgraph(name, port);
    const [port, second] = [environment[`${name.toUpperCase()}_PORT`] ?? '', ports.get(name) ?? ''];
    restartable.push({ title: `${name} 1`, process: first, start: start(port) });
    restartable.push({ title: `${name} 2`, process: await start(second)(), start: start(second) });
  }
  for (const title of ['worker 1', 'worker 2']) {
    const start = () => distributed.startWorker();
    restartable.push({ title, process: await start(), start });
  }
  const gateway = async (port: string) => (await distributed.startGateway(port)).process;
  const port = String(await freePort());
  restartable.push({
    title: 'gateway 1',
    process: distributed.gateway,
    start: () => gateway(environment['PORT'] ?? ''),
  });
  restartable.push({ title: 'gateway 2', process: await gateway(port), start: () => gateway(port) });
  return { restartable, gateways: [distributed.platform.url, `http://127.0.0.1:${port}/`] };
}

if (isPossible) {
  describe('a rolling restart under load', { timeout: 120_000 }, describeRollingRestart);
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
    const both = (first: string, name: SubgraphName): string => `${first}, http://127.0.0.1:${ports.get(name)}`;
    const distributed = resources.use(
      await startDistributedProcesses(natsUrl, (_process, own) => ({
        ACCOUNTS_URL: both(own.ACCOUNTS_URL, 'accounts'),
        CATALOG_URL: both(own.CATALOG_URL, 'catalog'),
        ORDERS_URL: both(own.ORDERS_URL, 'orders'),
        GATEWAY_URL: `http://127.0.0.1:${balancerPort}`,
        // The vendor is not what is tried here.
        SIMULATOR_REQUESTS_PER_MINUTE: '100000',
      })),
    );
    const started = await startTwoOfEach(distributed, ports);
    restartable = started.restartable;
    const { url } = resources.use(await startBalancer(balancerPort, started.gateways));
    load = await startLoad(await signIn({ ...distributed.platform, url }, 'champion.admin'));
    resources.defer(() => load.stop());
  });
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
