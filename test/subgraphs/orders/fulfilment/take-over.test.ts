import { afterAll, beforeAll, expect, it } from 'vitest';
import { MICROSOFT_KEY, microsoftOf } from '../../../../subgraphs/orders/connectors/vendors.ts';
import { createMicrosoftConnector } from '../../../../subgraphs/orders/connectors/microsoft/microsoft-connector.ts';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import type { OrdersContext, OrdersDeps, WorkContext } from '../../../../subgraphs/orders/context.ts';
import { readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { provisionOrder } from '../../../../subgraphs/orders/services/fulfilment/provision-order.ts';
import type { ProvisionJob } from '../../../../subgraphs/orders/services/fulfilment/enqueue-step.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { deliveredJob } from '../../../support/delivered-job.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { startHoldingProxy, type HoldingProxy } from '../microsoft/holding-proxy.ts';
import { newCustomerOrder, orderState, placed } from '../ordering.ts';
import { jobContext } from '../job-context.ts';

describeOnBothDatabases('an order that another worker took over', (kind) => {
  // Only the tests process the orders, step by step.
  const graph = useGraph(kind, { working: ['accounts', 'catalog'] });
  let proxy: HoldingProxy | undefined;
  beforeAll(async () => {
    proxy = await startHoldingProxy(graph().vendorUrl);
  });
  afterAll(() => proxy?.close());

  const context = (): OrdersContext => jobContext(graph().subgraphs.orders);
  const stepsDone = async (orderId: string): Promise<number> => {
    const [row] = await graph().database.sql<{ steps_done: number }>(
      'select steps_done from orders.fulfilment where order_id = $1',
      [orderId],
    );
    return row?.steps_done ?? -1;
  };
  /** Works with a unit of work of its own for each use of the tables, as jobs do. */
  const worker = (deps: OrdersDeps): WorkContext => ({
    get read() {
      return context().read;
    },
    write: (use) => context().write(use),
    deps,
  });
  const work = (deps: OrdersDeps, orderId: string, done: number): Promise<void> => {
    const job: ProvisionJob = { orderId: readId('ord', orderId), stepsDone: done };
    return provisionOrder(worker(deps), job, deliveredJob());
  };
  /** Runs the next step of an order like its job does. */
  const step = async (deps: OrdersDeps, orderId: string): Promise<void> =>
    work(deps, orderId, await stepsDone(orderId));
  /** The services of a worker that gets its vendor answers through the holding proxy. */
  const slowWorker = (): OrdersDeps => {
    const { deps } = context();
    const { lookUpMs, followMs: _follow, expectedMs: _expected, ...connection } = deps.config.microsoft;
    const client = new PartnerCenterClient({ ...connection, baseUrl: proxy?.url ?? '', timeoutMs: 20_000 });
    const connector = createMicrosoftConnector({ client, now: deps.now, lookUpMs });
    return { ...deps, vendors: new Map([[MICROSOFT_KEY, { ...microsoftOf(deps.vendors), connector }]]) };
  };
  const finish = (orderId: string) =>
    eventually(async () => {
      await step(context().deps, orderId);
      const state = await orderState(graph(), orderId);
      expect(state.status).toBe('COMPLETED');
      return state;
    });
  const place = async (name: string): Promise<string> => {
    const champion = graph().administrator('Champion Cloud');
    const vendorParameters = {
      locationMpnId: '1234567',
      indirectResellerDomain: 'championcloud.onmicrosoft.com',
      attestedBy: 'Cora Lindqvist',
      tenantMode: 'NEW',
      tenantDomain: name,
    } as const;
    return (await placed(graph(), await newCustomerOrder(graph(), name, { vendorParameters }), champion)).id;
  };
  const everything = async (orderId: string) => ({
    ...(await orderState(graph(), orderId)),
    fulfilment: await graph().database.sql('select * from orders.fulfilment where order_id = $1', [orderId]),
    subscriptions: await graph().database.sql('select id from orders.subscription where order_id = $1', [orderId]),
    payments: await graph().database.sql('select * from orders.card_payment where order_id = $1', [orderId]),
    jobs: await graph().database.sql(`select count(*) from jobs.job where data->>'orderId' = $1`, [orderId]),
  });
  const vendorOrdersOf = (name: string): number => {
    const effects = readEffects(graph().vendorLog);
    const customers = effects.flatMap(({ effect }) =>
      effect.kind === 'customer.created' && effect.customer.domain.startsWith(name) ? [effect.customer.customerId] : [],
    );
    expect(customers).toHaveLength(1);
    return effects.filter(
      ({ effect }) => effect.kind === 'order.created' && customers.includes(effect.order.customerId),
    ).length;
  };

  it.each([
    ['tenant', 'POST', /\/v1\/customers$/, 0],
    ['checkout', 'POST', /\/checkout$/, 0],
    ['progress', 'GET', /\/provisioningstatus$/, 1],
  ] as const)('is not touched by the first worker when the vendor answers its %s', async (name, method, path, runs) => {
    const orderId = await place(`heldat${name}`);
    for (let run = 0; run < runs; run += 1) await step(context().deps, orderId);
    const held = proxy?.holdNext(method, path);
    const first = step(slowWorker(), orderId);
    await held?.answered;
    await finish(orderId);
    const after = await everything(orderId);
    held?.release();
    await first;
    expect(await everything(orderId)).toEqual(after);
    expect(after.subscriptions).toHaveLength(1);
    expect(after.events.map(({ sequence }) => sequence)).toEqual(after.events.map((_event, index) => index + 1));
    expect(vendorOrdersOf(`heldat${name}`)).toBe(1);
  });

  it('is left alone once it has ended', async () => {
    const orderId = await place('endedalready');
    await finish(orderId);
    const after = await everything(orderId);
    await step(context().deps, orderId);
    await step(slowWorker(), orderId);
    expect(await everything(orderId)).toEqual(after);
  });

  it('does a step once when its job is delivered again', async () => {
    const orderId = await place('deliveredtwice');
    await work(context().deps, orderId, 0);
    const after = await everything(orderId);
    await work(context().deps, orderId, 0);
    expect(await everything(orderId)).toEqual(after);
    expect(after.fulfilment).toMatchObject([{ step: 'follow', steps_done: 2 }]);
    await finish(orderId);
  });

  it('keeps the note of a checkout that follows a refused one', async () => {
    const orderId = await place('notedagain');
    const held = proxy?.holdNext('POST', /\/checkout$/);
    const first = step(slowWorker(), orderId);
    await held?.answered;
    await graph().database.sql('update orders.fulfilment set checkout_sent_at = null where order_id = $1', [orderId]);
    await step(context().deps, orderId);
    held?.release();
    await first;
    expect((await everything(orderId)).fulfilment).toMatchObject([
      { step: 'follow', steps_done: 2, checkout_sent_at: expect.any(Date) as Date },
    ]);
    await finish(orderId);
    expect(vendorOrdersOf('notedagain')).toBe(1);
  });

  it('has one subscription and one order at the vendor after eight simultaneous workers', async () => {
    const orderId = await place('eightworkers');
    await eventually(async () => {
      await Promise.all(Array.from({ length: 8 }, () => step(context().deps, orderId)));
      expect((await orderState(graph(), orderId)).status).toBe('COMPLETED');
    });
    const { subscriptions, events } = await everything(orderId);
    expect(subscriptions).toHaveLength(1);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
    expect(vendorOrdersOf('eightworkers')).toBe(1);
  });
});
