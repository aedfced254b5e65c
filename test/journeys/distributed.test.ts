import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WatchOrderDocument } from '../../schema/operations/generated/graphql.ts';
import { DEMO_PASSWORD } from '../../subgraphs/accounts/main.ts';
import { runProcess, startProcess, type RunningProcess } from '../support/processes.ts';
import { startDistributedProcesses, type DistributedProcesses } from './distributed-processes.ts';
import { describeJourneys } from './journeys.ts';
import { readUntil, signIn, trySignIn } from './platform.ts';
import { expectSessionsToEnd } from './signing-out.ts';
import { buyForNewCustomer, watchOrder } from './purchases.ts';
import { effectsOfOrder } from './vendor-effects.ts';

const natsUrl = process.env['TEST_NATS_URL'] ?? '';
const isPossible = natsUrl !== '' && (process.env['TEST_DATABASE_URL'] ?? '') !== '';

if (isPossible) {
  describe('the distributed graph', describeDistributed);
} else {
  test.skip('the distributed graph is not tried: TEST_DATABASE_URL or TEST_NATS_URL is not set');
}

function describeDistributed(): void {
  const resources = new AsyncDisposableStack();
  let distributed: DistributedProcesses;
  let worker: RunningProcess;
  beforeAll(async () => {
    distributed = resources.use(await startDistributedProcesses(natsUrl));
    worker = await distributed.startWorker();
  });
  afterAll(() => resources.disposeAsync());

  describeJourneys(() => distributed.platform);

  test('refuses the public demo password, and cannot be seeded with it', async () => {
    const { platform, environment } = distributed;
    expect(await trySignIn(platform, 'summit.admin', DEMO_PASSWORD)).toMatchObject({
      session: null,
      userErrors: [{ code: 'WRONG_CREDENTIALS' }],
    });
    const seeding = { file: 'dist/subgraphs/accounts/seed-command.js' };
    const refused = await runProcess({ ...seeding, environment: { ...environment, SEED_PASSWORD: DEMO_PASSWORD } });
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.errors).toMatch(/^SEED_PASSWORD must .+\n$/);
    expect(await runProcess({ ...seeding, environment })).toMatchObject({
      code: 0,
      output: 'There are accounts already; nothing was changed.\n',
    });
  });

  test('ends the streams and tokens of a session in every gateway', async () => {
    const { platform, startGateway } = distributed;
    const { url, process } = await startGateway();
    await expectSessionsToEnd(platform, [platform.url, url]);
    expect(await process.end('SIGTERM')).toMatchObject({ code: 0 });
  });

  // Between answers of the vendor a worker may or may not hold a job; another worker must take over in both cases.
  test.for([1, 2, 3, 5])(
    'continues an order whose worker was killed after step %d',
    { timeout: 60_000 },
    async (step) => {
      const { platform } = distributed;
      const seller = await signIn(platform, 'champion.admin');
      const order = await buyForNewCustomer(seller, `worker${step}`);
      const live = seller.watch('graphql-ws', WatchOrderDocument, { orderId: order.id });
      const whole = watchOrder(seller, 'graphql-sse', { orderId: order.id });
      await readUntil(live, ({ orderProvisioning }) => orderProvisioning.sequence === step);
      await worker.end('SIGKILL');
      worker = await distributed.startWorker();
      const steps = await whole;
      expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, index) => index + 1));
      expect(steps.at(-1)).toMatchObject({ message: 'The order is complete.', order: { status: 'COMPLETED' } });
      const lines = order.lines.map(({ id }) => id);
      expect(effectsOfOrder(platform.vendorLog, lines)).toEqual({ ordersCreated: 1, subscriptionsCreated: 1 });
    },
  );

  test('names in one line a database that does not answer', async () => {
    const environment = { ...distributed.environment, DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    await using started = startProcess({
      file: 'dist/subgraphs/shared/process/start.js',
      args: ['accounts'],
      environment,
    });
    const { code, errors } = await started.ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^[^\n]*127\.0\.0\.1:1[^\n]*\n$/);
  });

  test('ends every process with 0 at SIGTERM, and no process has logged a fault', async () => {
    const { gateway, subgraphs } = distributed;
    for (const process of [gateway, ...subgraphs, worker]) {
      expect(await process.end('SIGTERM')).toEqual({ code: 0, output: process.output(), errors: '' });
    }
  });
}
