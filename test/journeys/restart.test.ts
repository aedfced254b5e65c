import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OrderAfterRestartDocument } from '../operations/generated/graphql.ts';
import { WatchOrderDocument } from '../../schema/operations/generated/graphql.ts';
import { runProcess } from '../support/processes.ts';
import { makeUsedFolder, startEmbeddedProcess, type DataFolder, type EmbeddedProcess } from './embedded-process.ts';
import { readUntil, signIn, trySignIn, type Platform } from './platform.ts';
import { buyForNewCustomer, watchOrder } from './purchases.ts';
import * as recipe from './watch-order.ts';
import { effectsOfOrder } from './vendor-effects.ts';

/** Some of the seven steps of an order: placed, taken by the vendor, active, complete. */
const STEPS = [1, 3, 6, 7];

/** Buys for a new customer and reads the steps of the order up to the given one. */
async function buyAndReadUntil(platform: Platform, sequence: number) {
  const seller = await signIn(platform, 'champion.admin');
  const order = await buyForNewCustomer(seller, `kill${sequence}`);
  const live = seller.watch('graphql-ws', WatchOrderDocument, { orderId: order.id });
  const events = await readUntil(live, ({ orderProvisioning }) => orderProvisioning.sequence === sequence);
  return { order, seen: events.map(({ orderProvisioning }) => orderProvisioning) };
}

describe('the embedded graph after a kill', () => {
  const resources = new AsyncDisposableStack();
  let folder: DataFolder;
  let current: EmbeddedProcess | undefined;
  beforeAll(async () => {
    folder = resources.use(await makeUsedFolder());
  });
  afterAll(() => resources.disposeAsync());

  /** The running process on the folder; it is started when there is none. */
  const running = async (): Promise<EmbeddedProcess> =>
    (current ??= resources.use(await startEmbeddedProcess(folder.path)));
  const kill = async (): Promise<void> => {
    await current?.process.end('SIGKILL');
    current = undefined;
  };

  test.for(STEPS)(
    'continues an order that was at step %d, and does nothing twice',
    { timeout: 60_000 },
    async (step) => {
      const first = await running();
      const { order, seen } = await buyAndReadUntil(first.platform, step);
      await kill();

      const second = await running();
      const seller = await signIn(second.platform, 'champion.admin');
      const rest = await watchOrder(seller, 'graphql-sse', { orderId: order.id, after: seen.at(-1)?.cursor });
      const all = await watchOrder(seller, 'graphql-ws', { orderId: order.id });
      expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
      expect(all.slice(0, seen.length).map(({ cursor }) => cursor)).toEqual(seen.map(({ cursor }) => cursor));
      expect(all.slice(seen.length).map(({ cursor }) => cursor)).toEqual(rest.map(({ cursor }) => cursor));
      expect(all.at(-1)?.message).toBe('The order is complete.');

      const found = await seller.data(OrderAfterRestartDocument, { id: order.id });
      expect(found.order).toMatchObject({
        status: 'COMPLETED',
        lines: [{ status: 'COMPLETED', subscription: { status: 'ACTIVE' } }],
      });
      const lines = found.order?.lines.map(({ id }) => id) ?? [];
      expect(effectsOfOrder(second.platform.vendorLog, lines)).toEqual({ ordersCreated: 1, subscriptionsCreated: 1 });
    },
  );

  test('gives a watching client of docs/api.md every step once', { timeout: 90_000 }, async () => {
    const first = await running();
    const { port } = new URL(first.platform.url);
    const seller = await signIn(first.platform, 'champion.admin');
    const { id } = await buyForNewCustomer(seller, 'readme');
    const url = `ws://127.0.0.1:${port}/graphql`;
    const token = async (): Promise<string> =>
      (await trySignIn(first.platform, 'champion.admin', first.platform.password)).session?.accessToken ?? '';
    const steps: number[] = [];
    let last = '';
    for await (const { sequence, message } of recipe.watchOrder(url, token, id)) {
      steps.push(sequence);
      last = message;
      if (sequence !== 3) continue;
      await kill();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      current = resources.use(await startEmbeddedProcess(folder.path, { PORT: port }));
    }
    expect(steps).toEqual(steps.map((_, index) => index + 1));
    expect(last).toBe('The order is complete.');
    const document = await readFile('docs/api.md', 'utf8');
    expect(document).toContain(`\`\`\`ts\n${await readFile('test/journeys/watch-order.ts', 'utf8')}\`\`\``);
  });

  test('starts on the folder of a killed process, and refuses in one line a folder in use', async () => {
    await running();
    const refused = await runProcess({
      file: 'dist/gateway/embedded-main.js',
      environment: { PORT: '0', DATA_DIR: folder.path },
    });
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.errors).toMatch(/^DATA_DIR: another process uses the database in .+; stop it, or [^\n]+\n$/);
    await kill();
    const second = await running();
    expect((await fetch(new URL('health/ready', second.platform.url))).status).toBe(200);
  });
});
