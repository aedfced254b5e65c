import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { RunningProcess } from '../support/processes.ts';
import { startDistributedProcesses, WORKER_READY, type DistributedProcesses } from './distributed-processes.ts';
import { signIn } from './platform.ts';
import { buyForNewCustomer, watchOrder } from './purchases.ts';

const natsUrl = process.env['TEST_NATS_URL'] ?? '';
const isPossible = natsUrl !== '' && (process.env['TEST_DATABASE_URL'] ?? '') !== '';
const TEN_MINUTES_MS = 600_000;
/** Far more than an order takes with right clocks, and far less than the clocks are off. */
const PROVISIONED_WITHIN_MS = 60_000;

const SHIFTS_MS = {
  accounts: TEN_MINUTES_MS,
  worker: TEN_MINUTES_MS,
  gateway: -TEN_MINUTES_MS,
  orders: -TEN_MINUTES_MS,
  catalog: 0,
  simulator: 0,
};
const PRELOAD = new URL('../support/shifted-clock.mjs', import.meta.url).href;

if (isPossible) describe('processes whose clocks are ten minutes off', describeWrongClocks);
else test.skip('processes with wrong clocks are not tried: TEST_DATABASE_URL or TEST_NATS_URL is not set');

function describeWrongClocks(): void {
  const resources = new AsyncDisposableStack();
  let distributed: DistributedProcesses;
  let worker: RunningProcess;
  beforeAll(async () => {
    distributed = resources.use(
      await startDistributedProcesses(natsUrl, (name) => ({
        CLOCK_SHIFT_MS: String(SHIFTS_MS[name]),
        NODE_OPTIONS: `--import ${PRELOAD}`,
      })),
    );
    worker = await distributed.startWorker();
  });
  afterAll(() => resources.disposeAsync());

  test('sign in, and provision an order without delay', { timeout: PROVISIONED_WITHIN_MS }, async () => {
    const seller = await signIn(distributed.platform, 'champion.admin');
    const order = await buyForNewCustomer(seller, 'wrongclocks');
    const steps = await watchOrder(seller, 'graphql-sse', { orderId: order.id });
    expect(steps.at(-1)).toMatchObject({ message: 'The order is complete.', order: { status: 'COMPLETED' } });
  });

  test('say so in their health and their log, and are ready', async () => {
    const { environment, subgraphs } = distributed;
    const [accounts] = subgraphs;
    const places = [
      { url: environment['ACCOUNTS_URL'] ?? '', process: accounts, check: 'clock', side: '600 s ahead of' },
      { url: await worker.says(WORKER_READY), process: worker, check: 'orders.clock', side: '600 s ahead of' },
      { url: environment['GATEWAY_URL'] ?? '', process: distributed.gateway, check: 'clock', side: '600 s behind' },
    ];
    for (const { url, process, check, side } of places) {
      const detail = `the clock of this process is ${side} the database's`;
      await eventually(async () => {
        const response = await fetch(new URL('/health/ready', url));
        expect(response.status).toBe(200);
        expect(await response.json()).toMatchObject({
          status: 'degraded',
          checks: { [check]: { status: 'warning', detail } },
        });
      });
      expect(`${process?.errors()}${process?.output()}`).toContain(detail);
    }
    const catalog = await fetch(new URL('/health/ready', environment['CATALOG_URL']));
    expect(await catalog.json()).toMatchObject({ status: 'ready', checks: { clock: { status: 'up' } } });
  });
}
