import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { PartnerCenterClient } from '../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { readEffects } from '../../../subgraphs/simulator/vendor/effect-log.ts';
import { startSimulator } from '../../../subgraphs/simulator/start-simulator.ts';
import {
  hour,
  clientOf,
  call,
  newCustomer,
  line,
  agreement,
  customerOf,
  order,
  useVendor,
} from './vendor-under-test.ts';

const vendor = useVendor();
const { start, effects } = vendor;

/** Waits until no connection of a stopped server is left: a write over such a connection would have an unknown outcome. */
async function reachable(client: PartnerCenterClient): Promise<void> {
  const answers = () =>
    client.isDomainTaken('free.onmicrosoft.com', call()).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(true);
}

describe('the start of a simulator', () => {
  it('rebuilds everything after a stop: customers, carts, orders, answers and the clock', async () => {
    const first = await start();
    const client = clientOf(first.url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const bought = await client.checkoutCart(customerId, cartId, call('buy'));
    const created = await client.createCustomer(newCustomer('fabrikam'), call('create'));
    first.advance(hour);
    const before = first.now();
    await first.stop();

    const second = await start({ port: first.port });
    expect(second.now()).toEqual(before);
    await reachable(client);
    expect(await client.checkoutCart(customerId, cartId, call('buy'))).toEqual(bought);
    expect(await client.createCustomer(newCustomer('fabrikam'), call('create'))).toEqual(created);
    expect(await client.listSubscriptions(customerId, call())).toHaveLength(1);
    expect(await client.getAgreements(customerId, call())).toEqual([agreement]);
    expect(effects('order.created')).toHaveLength(1);
    expect(effects('subscription.created')).toMatchObject([{ requestId: 'buy' }]);
  });

  it('continues from a log without templates of agreements and without resellers, and gives seeded tenants what they lack', async () => {
    const customer = {
      customerId: 'c0ffee00-0000-4000-8000-000000000001',
      domain: 'bakery.onmicrosoft.com',
      companyName: 'bakery',
      country: 'US',
      qualification: 'none',
      related: true,
    };
    const { templateId: _templateId, ...older } = agreement;
    const accepted = { type: older.agreementType, dateAgreed: older.agreedAt, primaryContact: older.agreedBy };
    const effectsThen = [
      { kind: 'tenant.known', customer },
      { kind: 'agreement.confirmed', customerId: customer.customerId, agreement: accepted },
    ];
    const entry = { seq: 1, at: '2026-10-02T10:00:00.000Z', requestId: null, operation: 'seed', effects: effectsThen };
    appendFileSync(vendor.logPath, `${JSON.stringify(entry)}\n`);
    const tenants = [{ domain: customer.domain, qualification: 'none', relationship: true }] as const;
    const client = clientOf((await start({ tenants })).url);
    const templates = (await client.getAgreements(customer.customerId, call())).map(({ templateId }) => templateId);
    expect(templates).toEqual([undefined, '2026-10']);
    expect((await client.listResellersOf(customer.customerId, call())).length).toBeGreaterThan(10);
    expect((await order(client, customer.customerId, [line()])).orders).toHaveLength(1);
  });

  it('cuts an incomplete last line off the log and continues after it', async () => {
    const first = await start();
    const customerId = await customerOf(clientOf(first.url), 'contoso');
    await first.stop();
    const whole = readFileSync(vendor.logPath, 'utf8');
    appendFileSync(vendor.logPath, whole.slice(0, 40));
    expect(readEffects(vendor.logPath)).toHaveLength(2);

    const second = await start();
    expect(readFileSync(vendor.logPath, 'utf8')).toBe(whole);
    await order(clientOf(second.url), customerId, [line()]);
    await second.stop();
    const numbers = readFileSync(vendor.logPath, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => (JSON.parse(text) as { seq: number }).seq);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('refuses a log with a damaged line', async () => {
    appendFileSync(vendor.logPath, '{"seq":1}\n');
    await expect(start()).rejects.toThrow('damaged at line 1');
  });

  it('reports in one line that the port is in use', async () => {
    const { port } = await start();
    const attempt = startSimulator({ logPath: join(vendor.folder, 'other.jsonl'), port });
    await expect(attempt).rejects.toThrow(
      `The vendor simulator cannot listen on 127.0.0.1:${port}: the port is in use.`,
    );
  });
});

describe('the simulator as a separate process', () => {
  const main = new URL('../../../subgraphs/simulator/main.ts', import.meta.url).pathname;

  async function run(port: number) {
    const environment = {
      ...process.env,
      SIMULATOR_PORT: String(port),
      SIMULATOR_LOG: vendor.logPath,
      SIMULATOR_SPEED: '2000',
    };
    const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const exited = once(child, 'exit');
    vendor.afterTest(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    const [output] = (await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])) as [Buffer];
    return { child, exited, output: output.toString() };
  }

  it('keeps everything it acknowledged over kill -9, and continues open orders', async () => {
    const first = await run(0);
    const url = /http:\S+/.exec(first.output)?.[0] ?? '';
    const client = clientOf(url);
    const customerId = await customerOf(client, 'contoso');
    const { cartId } = await client.createCart(customerId, [line()], call());
    const bought = await client.checkoutCart(customerId, cartId, call('buy'));
    first.child.kill('SIGKILL');
    await first.exited;

    const second = await run(Number(new URL(url).port));
    await reachable(client);
    expect(await client.checkoutCart(customerId, cartId, call('buy'))).toMatchObject({
      orders: [{ orderId: bought.orders[0]?.orderId }],
    });
    await expect.poll(() => client.listSubscriptions(customerId, call()), { timeout: 10_000 }).toHaveLength(1);
    expect(effects('order.created')).toHaveLength(1);
    second.child.kill('SIGTERM');
    expect(await second.exited).toEqual([0, null]);
  });

  it('exits with code 1 and one line when the port is in use', async () => {
    const { port } = await start();
    const { output, exited } = await run(port);
    expect(output).toBe(`The vendor simulator cannot listen on 127.0.0.1:${port}: the port is in use.\n`);
    expect(await exited).toEqual([1, null]);
  });
});
