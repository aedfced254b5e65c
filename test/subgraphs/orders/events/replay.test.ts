import { setImmediate as nextRound } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FollowAccountWithProductsDocument, OwnAccountDocument } from '../../../operations/generated/graphql.ts';
import { readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { openSocket } from '../../../gateway/support/open-socket.ts';
import { FASTEST_KIND } from '../../../support/databases.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { contosoOrder, ended, placed } from '../ordering.ts';
import { jobContext } from '../job-context.ts';

const STREAMS = 20;
const EVENTS = 109;
/** The number of answers that others get before the replay is over. */
const ANSWERS = 50;

/** Writes events of an order until the log has enough of them for a replay. */
async function fillLog(graph: GraphUnderTest, orderId: string): Promise<void> {
  const [row] = await graph.database.sql<{ count: number }>(
    'select count(*)::int as count from orders.provisioning_event',
  );
  const { write } = jobContext(graph.subgraphs.orders);
  await write(async (tx) => {
    for (let count = row?.count ?? 0; count < EVENTS; count += 1) {
      await appendEvent(tx, {
        orderId: readId('ord', orderId),
        status: 'PROVISIONING',
        message: 'One of many.',
        occurredAt: new Date(),
      });
    }
  });
}

describe('a replay of many streams on one socket', () => {
  const graph = useGraph(FASTEST_KIND, {
    async prepare(started) {
      const input = await contosoOrder(started, { paymentMethod: 'CREDIT_CARD' });
      const { id } = await placed(started, input, started.administrator('Champion Cloud'));
      await ended(started, id);
      await fillLog(started, id);
    },
  });

  it('answers requests of others one by one, long before it is over', async () => {
    const { gateway, sign } = graph();
    const { url } = await gateway.listen();
    const socket = await openSocket(url.replace(/\/$/, ''));
    const token = sign('orders', graph().administrator('Champion Cloud'));
    await socket.init({ authorization: `Context ${token}` });
    const { id } = graph().account('Champion Cloud');
    for (let stream = 0; stream < STREAMS; stream += 1)
      socket.subscribe(String(stream), FollowAccountWithProductsDocument.toString(), { id });
    let received = 0;
    const isOver = Promise.withResolvers<void>();
    const reading = (async () => {
      for (; received < STREAMS * EVENTS; received += 1) {
        const message = await Promise.race([socket.next(), isOver.promise]);
        if (message === undefined) return;
        expect(message).toMatchObject({ payload: { data: { event: { order: { id: expect.anything() } } } } });
      }
    })();
    const viewer = graph().administrator('Summit Resale');
    let answered = 0;
    const isOn = (): boolean => answered < ANSWERS && received < STREAMS * EVENTS;
    for (; isOn(); answered += 1) {
      const { errors } = await graph().ask(OwnAccountDocument, {}, viewer);
      expect(errors).toEqual([]);
      if (answered === 0) expect(received).toBeLessThan(STREAMS * 5);
      await nextRound();
    }
    isOver.resolve();
    await reading;
    socket.socket.terminate();
    expect(answered).toBe(ANSWERS);
  });
});
