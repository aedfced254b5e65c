import { describe, expect, it } from 'vitest';
import {
  AttendedOrdersDocument,
  CompleteOrderLineDocument,
  NeedsAttentionDocument,
} from '../../../operations/generated/graphql.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import { describeOnBothDatabases, FASTEST_KIND } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ended, MPN, newCustomerOrder, orderState, placed, planId } from '../ordering.ts';
import { showOrder } from '../orders/reading-order.ts';
import { attendedOrders, attentionOf, completeLine, retry, type AttentionItem } from './attention-list.ts';

const OPERATOR_MAIL = 'operators@meridian.example';

/** Places an order of one or two lines for a new customer in a new tenant of this name. */
async function placeLines(graph: GraphUnderTest, name: string, count: 1 | 2): Promise<string> {
  const lines = [
    { planId: await planId(graph), quantity: 5 },
    { planId: await planId(graph, { mpn: MPN.standard }), quantity: 3 },
  ];
  const input = await newCustomerOrder(graph, name, { lines: lines.slice(0, count) });
  return (await placed(graph, input, graph.administrator('Champion Cloud'))).id;
}

/** How many lines the vendor has sold to the tenants of this name. */
function linesSold(graph: GraphUnderTest, name: string): number {
  const effects = readEffects(graph.vendorLog).map(({ effect }) => effect);
  const tenants = effects.flatMap((effect) =>
    effect.kind === 'customer.created' && effect.customer.domain === `${name}.onmicrosoft.com`
      ? [effect.customer.customerId]
      : [],
  );
  return effects.flatMap((effect) =>
    effect.kind === 'order.created' && tenants.includes(effect.order.customerId) ? effect.order.lines : [],
  ).length;
}

/** The open items about an order, once there are some. */
function itemsOf(graph: GraphUnderTest, orderId: string): Promise<readonly AttentionItem[]> {
  return eventually(async () => {
    const items = await attentionOf(graph, graph.administrator('Champion Cloud'), { filter: { orderId } });
    expect(items).not.toEqual([]);
    return items;
  });
}

describeOnBothDatabases('a line that the vendor does not mention', (kind) => {
  const orders = new Map<string, string>();
  const graph = useGraph(kind, {
    environment: { OPERATOR_MAIL },
    async prepare(started) {
      for (const name of ['unmentionedcafe', 'forgottencafe']) orders.set(name, await placeLines(started, name, 2));
    },
  });
  const champion = () => graph().administrator('Champion Cloud');
  const idOf = (name: string): string => orders.get(name) ?? '';

  it('completes when the vendor shows it after all, and was bought once', async () => {
    const { status, lineStatuses } = await ended(graph(), idOf('unmentionedcafe'));
    expect([status, lineStatuses]).toEqual(['COMPLETED', ['COMPLETED', 'COMPLETED']]);
    expect(linesSold(graph(), 'unmentionedcafe')).toBe(2);
    expect(
      await attentionOf(graph(), champion(), { filter: { orderId: idOf('unmentionedcafe'), includeResolved: true } }),
    ).toEqual([]);
  });

  it('stands in the list when the vendor never shows it, and is not ordered again', async () => {
    const id = idOf('forgottencafe');
    const items = await itemsOf(graph(), id);
    expect(items).toMatchObject([
      { kind: 'UNMENTIONED_LINE', resolvedAt: null, resolution: null, order: { id }, line: { status: 'PROVISIONING' } },
    ]);
    await eventually(async () =>
      expect((await orderState(graph(), id)).lineStatuses).toEqual(['COMPLETED', 'PROVISIONING']),
    );
    const { status, waitingOn } = await showOrder(graph(), id, champion());
    expect([status, waitingOn?.party]).toEqual(['PROVISIONING', 'PROVIDER']);
    expect(linesSold(graph(), 'forgottencafe')).toBe(1);
  });

  it('is shown to those who see its order, and to nobody else', async () => {
    const id = idOf('forgottencafe');
    await itemsOf(graph(), id);
    expect(await attendedOrders(graph(), champion())).toEqual([id]);
    expect(await attendedOrders(graph(), champion(), false)).not.toContain(id);
    expect(await attentionOf(graph(), graph().administrator('Meridian Distribution'))).toHaveLength(1);
    const summit = graph().administrator('Summit Resale');
    expect(await attentionOf(graph(), summit)).toEqual([]);
    expect(await attentionOf(graph(), summit, { root: graph().account('Champion Cloud').id })).toEqual([]);
    expect(await attendedOrders(graph(), summit)).toEqual([]);
  });

  it('is shown only with the permission MANAGE_SUBSCRIPTIONS', async () => {
    const id = idOf('forgottencafe');
    await itemsOf(graph(), id);
    const buyer = graph().administrator('Champion Cloud', ['PLACE_ORDERS']);
    const { errors } = await graph().askSubgraph('orders', NeedsAttentionDocument, {}, buyer);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'MANAGE_SUBSCRIPTIONS' });
    const filter = { needsAttention: true };
    const { data } = await graph().askSubgraph('orders', AttendedOrdersDocument, { filter }, buyer);
    expect(data.orders.nodes).toEqual([{ id, attention: [] }]);
    const seen = await graph().askSubgraph('orders', AttendedOrdersDocument, { filter }, champion());
    expect(seen.data.orders.nodes).toMatchObject([{ id, attention: [{ kind: 'UNMENTIONED_LINE' }] }]);
  });

  it('is mailed to the operators once, with the order, the time and what to do', async () => {
    const id = idOf('forgottencafe');
    await itemsOf(graph(), id);
    const { number } = await showOrder(graph(), id, champion());
    const mails = await eventually(async () => {
      const all = (await mailsIn(graph().mailDirectory)).filter(({ name }) => name.startsWith('attention-'));
      expect(all).not.toEqual([]);
      return all;
    });
    expect(mails.map(({ subject }) => subject)).toEqual([`Needs attention: order ${number}`]);
    expect(mails[0]?.headers.get('to')).toBe(`Tiergraph operators <${OPERATOR_MAIL}>`);
    expect(mails[0]?.text).toMatch(
      new RegExp(
        `- Order ${number} for .+: Line unknown to the vendor\n  3 × .+\n  Microsoft took .+\n  Since .+ UTC\n  How to resolve it: `,
      ),
    );
    expect(graph().logged.filter((entry) => entry.includes('something needs attention'))).toHaveLength(1);
  });

  it('is looked at again at once when somebody retries it, and stays in the list while it is missing', async () => {
    const [item] = await itemsOf(graph(), idOf('forgottencafe'));
    const { id = '', lastSeenAt = '' } = item ?? {};
    const foreign = await retry(graph(), id, graph().administrator('Summit Resale'));
    expect(foreign.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    expect(await retry(graph(), id, champion())).toEqual({ item: { id, resolution: null }, userErrors: [] });
    await eventually(async () => {
      const [seen] = await itemsOf(graph(), idOf('forgottencafe'));
      expect(Date.parse(seen?.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(lastSeenAt));
    });
    await eventually(async () => {
      const audited = await graph().database.sql(
        `select actor_id as "actorId" from accounts.audit_entry where action = 'retryAttentionItem'`,
      );
      expect(audited).toEqual([{ actorId: graph().account('Champion Cloud').userId }]);
    });
  });
});

describeOnBothDatabases('a line that the provider ends by hand', (kind) => {
  const graph = useGraph(kind);
  const provider = () => graph().administrator('Meridian Distribution');
  const champion = () => graph().administrator('Champion Cloud');
  const codes = ({ userErrors }: { readonly userErrors: readonly { readonly code: string }[] }) =>
    userErrors.map(({ code }) => code);
  const missingLine = async (name: string) => {
    const id = await placeLines(graph(), name, 2);
    const [item] = await itemsOf(graph(), id);
    return { id, lineId: item?.line?.id ?? '' };
  };

  it('fails with what was found out, is not charged, and lets the order end', async () => {
    const { id, lineId } = await missingLine('forgottenbar');
    const message = 'Microsoft says that it never received this line.';
    const completion = { lineId, succeeded: false, message };
    expect(codes(await completeLine(graph(), completion, champion()))).toEqual(['NOT_ALLOWED']);
    expect(codes(await completeLine(graph(), completion, graph().administrator('Summit Resale')))).toEqual([
      'NOT_FOUND',
    ]);
    expect(codes(await completeLine(graph(), { ...completion, message: ' ' }, provider()))).toEqual(['REQUIRED']);
    const without = graph().administrator('Meridian Distribution', ['MANAGE_SUBSCRIPTIONS']);
    const { errors } = await graph().askSubgraph('orders', CompleteOrderLineDocument, { input: completion }, without);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'MANAGE_CATALOG' });
    expect(await completeLine(graph(), completion, provider())).toEqual({ order: { id }, userErrors: [] });
    const { status, lineStatuses } = await ended(graph(), id);
    expect([status, lineStatuses]).toEqual(['PARTIALLY_COMPLETED', ['COMPLETED', 'FAILED']]);
    const { lines } = await showOrder(graph(), id, champion());
    expect(lines[1]?.error).toMatchObject({ code: 'VENDOR_REJECTED', message });
    expect(await attendedOrders(graph(), champion())).toEqual([]);
    expect(codes(await completeLine(graph(), completion, provider()))).toEqual(['STATE_CONFLICT']);
  });

  it('leaves the subscription that the vendor turned out to have', async () => {
    const { id, lineId } = await missingLine('forgottenpub');
    const found = { lineId, succeeded: true, message: 'Microsoft has it as a subscription.' };
    expect(codes(await completeLine(graph(), found, provider()))).toEqual(['REQUIRED']);
    const vendorSubscriptionId = '7d0f6a34-0000-4000-8000-000000000001';
    expect(codes(await completeLine(graph(), { ...found, vendorSubscriptionId }, provider()))).toEqual([]);
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    const { lines } = await showOrder(graph(), id, champion());
    expect(lines[1]?.subscription).toMatchObject({ status: 'ACTIVE', vendorSubscriptionId, quantity: 3 });
  });
});

describe('a vendor that shows an order later than it should', () => {
  const graph = useGraph(FASTEST_KIND, { simulator: { orderHiddenSeconds: 12_000 } });

  it('has its order in the list until it shows it, and then no more', async () => {
    const id = await placeLines(graph(), 'unmentionedlate', 1);
    expect(await itemsOf(graph(), id)).toMatchObject([{ kind: 'UNMENTIONED_LINE' }]);
    const { status } = await ended(graph(), id);
    expect(status).toBe('COMPLETED');
    const champion = graph().administrator('Champion Cloud');
    expect(await attendedOrders(graph(), champion)).toEqual([]);
    const resolved = await attentionOf(graph(), champion, { filter: { orderId: id, includeResolved: true } });
    expect(resolved).toMatchObject([{ kind: 'UNMENTIONED_LINE', resolution: 'MOVED_ON' }]);
    expect(linesSold(graph(), 'unmentionedlate')).toBe(1);
  });

  it('is told in the log alone where no address is configured', async () => {
    await eventually(() =>
      expect(graph().logged.some((entry) => entry.includes('something needs attention'))).toBe(true),
    );
    const mails = await mailsIn(graph().mailDirectory);
    expect(mails.filter(({ name }) => name.startsWith('attention-'))).toEqual([]);
  });
});
