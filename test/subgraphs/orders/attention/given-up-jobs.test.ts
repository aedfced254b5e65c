import { expect, it } from 'vitest';
import type { OrdersContext, WorkContext } from '../../../../subgraphs/orders/context.ts';
import { recordExhausted } from '../../../../subgraphs/orders/services/attention/record-job.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ended, newCustomerOrder, placed } from '../ordering.ts';
import { attentionOf, retry, type AttentionItem } from './attention-list.ts';
import { jobContext } from '../job-context.ts';

/** What a job of orders is done with. */
function workContext(graph: GraphUnderTest): WorkContext {
  const fresh = (): OrdersContext => jobContext(graph.subgraphs.orders);
  return {
    get read() {
      return fresh().read;
    },
    write: (work) => fresh().write(work),
    deps: fresh().deps,
  };
}

describeOnBothDatabases('a job that does not succeed', (kind) => {
  const graph = useGraph(kind, { environment: { OPERATOR_MAIL: 'operators@meridian.example' } });
  const champion = () => graph().administrator('Champion Cloud');
  const provider = () => graph().administrator('Meridian Distribution');
  const listed = (id: string, wanted: string): Promise<AttentionItem> =>
    eventually(async () => {
      const items = await attentionOf(graph(), champion(), { filter: { orderId: id } });
      const item = items.find((one) => one.kind === wanted);
      if (item === undefined) throw new Error(`${wanted} is not in the list yet`);
      return item;
    });
  const sql = (text: string, values: readonly unknown[]) => graph().database.sql(text, values);
  /** Lets the next try of an order's step be a late one. */
  const setTries = (id: string, tries: string) =>
    sql(
      `update jobs.job set retry_count = ${tries}, start_after = now()
       where name = 'orders.provision' and data ->> 'orderId' = $1 and state < 'active'`,
      [id],
    );

  it('is listed while it is tried, listed as given up after its last try, and continues when it is retried', async () => {
    const { id } = await placed(graph(), await newCustomerOrder(graph(), 'slowpoison'), champion());
    const customer = await eventually(async () => {
      const [row] = await graph().database.sql<{ id: string }>(
        `select vendor_customer_id as id from orders.fulfilment where order_id = $1 and step = 'follow'`,
        [id],
      );
      if (row === undefined) throw new Error('The order is not followed yet');
      return row.id;
    });
    // Without its customer at the vendor, every step of the order fails.
    await sql('update orders.fulfilment set vendor_customer_id = null where order_id = $1', [id]);
    const failing = await eventually(async () => {
      await setTries(id, '10');
      return listed(id, 'JOB_FAILING');
    });
    expect(failing.message).toBe('The next step of the order fails again and again. The log has the reason.');
    const exhausted = await eventually(async () => {
      await setTries(id, 'retry_limit');
      return listed(id, 'JOB_EXHAUSTED');
    });
    expect(exhausted.message).toMatch(/^The next step of the order has failed so often .+ under job [\da-f-]{36}\.$/);
    expect(await attentionOf(graph(), champion(), { filter: { orderId: id, kind: ['JOB_FAILING'] } })).toEqual([]);
    await sql('update orders.fulfilment set vendor_customer_id = $2 where order_id = $1', [id, customer]);
    const retried = await retry(graph(), exhausted.id, champion());
    expect(retried).toEqual({ item: { id: exhausted.id, resolution: 'RETRIED' }, userErrors: [] });
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    expect(await attentionOf(graph(), champion(), { filter: { orderId: id } })).toEqual([]);
    const again = await retry(graph(), exhausted.id, champion());
    expect(again.userErrors.map(({ code }) => code)).toEqual(['STATE_CONFLICT']);
  });

  it('that is about no order is the provider’s alone, once however often it is told, and is done again by a retry', async () => {
    const job = { queue: 'orders.placement-guard', id: 'job-1', data: { placementId: 'gone' }, tries: 1_001 };
    const context = workContext(graph());
    for (let times = 0; times < 2; times += 1) await recordExhausted(context, { ...job, error: new Error('secret') });
    const mine = (await attentionOf(graph(), provider())).filter(({ order }) => order === null);
    expect(mine).toMatchObject([{ kind: 'JOB_EXHAUSTED', message: expect.stringContaining('under job job-1') }]);
    expect(JSON.stringify(mine)).not.toContain('secret');
    expect((await attentionOf(graph(), champion())).filter(({ order }) => order === null)).toEqual([]);
    const before = await graph().database.sql<{ count: number }>('select count(*)::int as count from orders.attention');
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry(graph(), mine[0]?.id ?? '', provider())));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    await eventually(async () => {
      const jobs = await sql(`select 1 from jobs.job where data ->> 'placementId' = 'gone' and state <= 'active'`, []);
      expect(jobs).toEqual([]);
    });
    expect(await graph().database.sql('select count(*)::int as count from orders.attention')).toEqual(before);
  });

  it('is mailed at once when it is the first, and with all others after a pause', async () => {
    const mails = async () =>
      (await mailsIn(graph().mailDirectory)).filter(({ name }) => name.startsWith('attention-'));
    const giveUp = (id: string) =>
      recordExhausted(workContext(graph()), { queue: 'orders.mail', id, data: {}, tries: 51, error: new Error('no') });
    await giveUp('job-1');
    await eventually(async () => expect(await mails()).toHaveLength(1));
    for (const id of ['job-2', 'job-3', 'job-4']) await giveUp(id);
    await eventually(async () => {
      const waiting = await sql(
        `select subject from jobs.job join orders.attention on attention.id = data ->> 'itemId'
         where name = 'orders.attention' and start_after > now() + interval '10 minutes'`,
        [],
      );
      const told = ['job-2', 'job-3', 'job-4'].map((id) => ({ subject: `orders.mail ${id}` }));
      expect(waiting).toEqual(expect.arrayContaining(told));
    });
    expect(await mails()).toHaveLength(1);
    await sql(`update orders.attention set told_at = told_at - interval '1 hour' where told_at is not null`, []);
    await sql(`update jobs.job set start_after = now() where name = 'orders.attention'`, []);
    const all = await eventually(async () => {
      const sent = await mails();
      expect(sent).toHaveLength(2);
      return sent;
    });
    const digest = all.find(({ subject }) => subject.endsWith('items'));
    for (const id of ['job-2', 'job-3', 'job-4']) expect(digest?.text).toContain(`under job ${id}.`);
    await eventually(async () => {
      const left = await sql(`select 1 from jobs.job where name = 'orders.attention' and state <= 'active'`, []);
      expect(left).toEqual([]);
    });
    expect(await mails()).toHaveLength(2);
  });
});
