import type { FormattedExecutionResult } from 'graphql';
import { expect, it } from 'vitest';
import {
  FollowAccountBrieflyDocument,
  FollowAccountDocument,
  FollowOrderDocument,
  TimelineCursorsDocument,
  type PlaceOrderInput,
  type ProgressEventFragment,
} from '../../../operations/generated/graphql.ts';
import { newId, readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { encodeCursor } from '../../../../subgraphs/shared/graphql/connection.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { useGraph, type Started } from '../../../support/graph-under-test.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { AGREEMENT, contosoOrder, ended, newCustomer, orderState, placed, planId } from '../ordering.ts';
import { jobContext } from '../job-context.ts';

const SOME_ORDER = 'ord_01jd0000000000000000000000';
const SOME_ACCOUNT = 'acc_01jd0000000000000000000000';
const SOME_EVENT = 'evt_01jd0000000000000000000000';

type Stream<Event> = AsyncIterableIterator<FormattedExecutionResult<{ event: Event }>>;

function toStream<Event>(started: Started<{ event: Event }>): Stream<Event> {
  if (!(Symbol.asyncIterator in started)) throw new Error(`There is no stream: ${JSON.stringify(started)}`);
  return started;
}

function toEvent<Event>(step: IteratorResult<FormattedExecutionResult<{ event: Event }>>): Event {
  if (step.done === true) throw new Error('The stream has ended');
  expect(step.value.errors).toBeUndefined();
  const { data } = step.value;
  if (data === undefined || data === null) throw new Error('The event has no data');
  return data.event;
}

/** Reads events up to the last wanted one or the end of the stream. The stream stays open. */
async function read<Event>(stream: Stream<Event>, isLast: (event: Event) => boolean = () => false): Promise<Event[]> {
  const events: Event[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return events;
    const event = toEvent(step);
    events.push(event);
    if (isLast(event)) return events;
  }
}

const sequences = (events: readonly { readonly sequence: number }[]): readonly number[] =>
  events.map(({ sequence }) => sequence);
const counted = (count: number, from = 1): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + from);

describeOnBothDatabases('a subscription to the progress of orders', (kind) => {
  /** An order that ended before the first test. */
  let endedId = '';
  const graph = useGraph(kind, {
    async prepare(started) {
      const input = await contosoOrder(started, { paymentMethod: 'CREDIT_CARD' });
      endedId = (await placed(started, input, started.administrator('Champion Cloud'))).id;
      await ended(started, endedId);
    },
  });
  const champion = () => graph().administrator('Champion Cloud');
  const idOf = (name: string): string => graph().account(name).id;
  const place = async (replaced: PlaceOrderInput = {}): Promise<string> =>
    (await placed(graph(), await contosoOrder(graph(), { paymentMethod: 'CREDIT_CARD', ...replaced }), champion())).id;
  const follow = async <Event, Variables>(
    operation: Operation<{ event: Event }, Variables>,
    variables: NoInfer<Variables>,
    principal = champion(),
  ): Promise<Stream<Event>> => toStream(await graph().subscribe(operation, variables, principal));
  const refusal = async (
    operation: Operation<unknown, { id: string; after?: string }>,
    variables: { id: string; after?: string },
    principal: ContextClaims,
  ): Promise<unknown> => {
    const started = await graph().subscribe(operation, variables, principal);
    if (Symbol.asyncIterator in started) throw new Error('A stream was started');
    const [{ message, extensions } = { message: '', extensions: {} }] = started.errors ?? [];
    return { message, extensions };
  };

  it('sends every step of an order live from the start, and ends with the order', async () => {
    const id = await place();
    const events = await read(await follow(FollowOrderDocument, { id }));
    const state = await orderState(graph(), id);
    expect(sequences(events)).toEqual(counted(state.events.length));
    expect(events.map(({ status }) => status)).toEqual(state.events.map(({ status }) => status));
    expect(events.at(-1)).toMatchObject({ status: 'COMPLETED', line: null, order: { id, status: 'COMPLETED' } });
  });

  it('sends what came after a cursor of an ended order, and ends', async () => {
    const id = endedId;
    const all = await read(await follow(FollowOrderDocument, { id }));
    const rest = await read(await follow(FollowOrderDocument, { id, after: all[1]?.cursor }));
    expect(rest).toEqual(all.slice(2));
    expect(await read(await follow(FollowOrderDocument, { id, after: all.at(-1)?.cursor }))).toEqual([]);
  });

  it('continues live from a cursor of an open order, without gap or repeat', async () => {
    const id = await place();
    const stream = await follow(FollowOrderDocument, { id });
    const first = await read(stream, ({ sequence }) => sequence === 2);
    await stream.return?.();
    const rest = await read(await follow(FollowOrderDocument, { id, after: first.at(-1)?.cursor }));
    const state = await orderState(graph(), id);
    expect(sequences([...first, ...rest])).toEqual(counted(state.events.length));
  });

  it('uses the same cursors as the timeline', async () => {
    const id = endedId;
    const all = await read(await follow(FollowOrderDocument, { id }));
    const { data } = await graph().askSubgraph(
      'orders',
      TimelineCursorsDocument,
      { id, after: all[0]?.cursor },
      champion(),
    );
    if (data.order === null) throw new Error('The order is there');
    const { edges, pageInfo } = data.order.timeline;
    expect(edges.map(({ cursor }) => cursor)).toEqual(all.slice(1, 3).map(({ cursor }) => cursor));
    expect(pageInfo).toEqual({ endCursor: all[2]?.cursor, hasNextPage: true });
  });

  it('sends an account its own orders and those below it, and without descendants only its own', async () => {
    const id = await place();
    const endsHere = ({ order, line, status }: ProgressEventFragment): boolean =>
      order.id === id && line === null && status === 'COMPLETED';
    const withBelow = await follow(FollowAccountDocument, { id: idOf('Champion Cloud') });
    const ofCustomer = await follow(FollowAccountDocument, { id: idOf('Contoso Bakery'), below: false });
    const withoutBelow = await follow(FollowAccountDocument, { id: idOf('Champion Cloud'), below: false });
    const pending = withoutBelow.next();
    const seen = await read(withBelow, endsHere);
    const own = await read(ofCustomer, endsHere);
    const state = await orderState(graph(), id);
    for (const events of [seen, own]) {
      expect(sequences(events.filter(({ order }) => order.id === id))).toEqual(counted(state.events.length));
    }
    await Promise.all([withBelow, ofCustomer, withoutBelow].map(async (stream) => stream.return?.()));
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('sends an account what it missed and what comes while twenty orders run, once and in order', async () => {
    const early = await follow(FollowAccountDocument, { id: idOf('Champion Cloud') });
    const ids = await Promise.all(counted(20).map(() => place()));
    const late = await follow(
      FollowAccountDocument,
      { id: idOf('Meridian Distribution') },
      graph().administrator('Meridian Distribution'),
    );
    const readAll = async (stream: Stream<ProgressEventFragment>): Promise<ProgressEventFragment[]> => {
      const open = new Set(ids);
      const events = await read(stream, ({ order, line, status }) => {
        if (line === null && status !== 'SUBMITTED') open.delete(order.id);
        return open.size === 0;
      });
      await stream.return?.();
      return events;
    };
    for (const events of await Promise.all([readAll(early), readAll(late)])) {
      expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(events.length);
      for (const id of [endedId, ...ids]) {
        const state = await orderState(graph(), id);
        const own = events.filter(({ order }) => order.id === id);
        expect(sequences(own)).toEqual(counted(state.events.length));
      }
    }
  });

  it('continues exactly after any cursor of an account', async () => {
    const stream = await follow(FollowAccountDocument, { id: idOf('Champion Cloud') });
    const all = await read(stream, ({ sequence }) => sequence === 3);
    await stream.return?.();
    const last = all.at(-1);
    const next = await follow(FollowAccountDocument, { id: idOf('Champion Cloud'), after: all[0]?.cursor });
    const rest = await read(next, ({ cursor }) => cursor === last?.cursor);
    await next.return?.();
    expect(rest).toEqual(all.slice(1));
  });

  it('ends at once when the client ends it while nothing happens', async () => {
    const lakeside = graph().administrator('Lakeside School');
    const idle = await Promise.all(
      counted(20).map(() => follow(FollowAccountDocument, { id: idOf('Lakeside School') }, lakeside)),
    );
    const pending = idle.map((stream) => stream.next());
    await Promise.all(idle.map(async (stream) => stream.return?.()));
    for (const step of await Promise.all(pending)) expect(step.done).toBe(true);
    const unread = await follow(FollowAccountDocument, { id: idOf('Lakeside School') }, lakeside);
    expect(await unread.return?.()).toEqual({ done: true, value: undefined });
  });

  it.each([
    ['order', FollowOrderDocument, SOME_ORDER],
    ['account', FollowAccountDocument, SOME_ACCOUNT],
  ])('refuses a foreign %s exactly like a missing one', async (_what, text, missingId) => {
    const foreignId = missingId === SOME_ORDER ? endedId : idOf('Contoso Bakery');
    const summit = graph().administrator('Summit Resale');
    const foreign = await refusal(text, { id: foreignId }, summit);
    expect(foreign).toEqual(await refusal(text, { id: missingId }, summit));
    expect(foreign).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await refusal(text, { id: foreignId }, ANONYMOUS)).toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('refuses a customer the account above it and a neighbour', async () => {
    const contoso = graph().administrator('Contoso Bakery');
    for (const name of ['Champion Cloud', 'Lakeside School']) {
      expect(await refusal(FollowAccountDocument, { id: idOf(name) }, contoso)).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT', argument: 'accountId' },
      });
    }
  });

  it.each([
    'garbage',
    '',
    encodeCursor([]),
    encodeCursor(['1', '2']),
    encodeCursor(['1', '2', '3', '4']),
    encodeCursor(['1', '2', '-3']),
    encodeCursor(["1' or '1'='1", '2', '3']),
    encodeCursor(['99999999999999999999999', '2', '3']),
    encodeCursor(['log', SOME_EVENT, '-1', '1']),
    encodeCursor(['log', SOME_ORDER, '1', '1']),
    encodeCursor(['log', SOME_EVENT, '1', '1', '1']),
    encodeCursor(['log', SOME_EVENT, '1', '9999999999']),
  ])('refuses the cursor %j', async (after) => {
    for (const [text, target] of [
      [FollowOrderDocument, SOME_ORDER],
      [FollowAccountDocument, idOf('Champion Cloud')],
    ] as const) {
      expect(await refusal(text, { id: target, after }, champion())).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
      });
    }
  });

  it('answers CURSOR_UNKNOWN to a cursor that this log never gave, so that the client starts over', async () => {
    const [head] = await graph().database.sql<{ log: string; id: string; position: string; sequence: string }>(
      `select log.id as log, event.id, log_position::text as position, sequence::text as sequence
       from orders.provisioning_event event, orders.log log where order_id = $1 order by log_position desc limit 1`,
      [endedId],
    );
    const { log = '', id = '', position = '', sequence = '' } = head ?? {};
    const unknown = {
      'of another installation': ['0123456789ab', id, position, sequence],
      'ahead of the log': [log, newId('evt'), String(Number(position) + 1), sequence],
      'of a history that was rolled back': [log, newId('evt'), position, sequence],
      'of an event that was numbered anew': [log, id, String(Number(position) + 1), sequence],
      'of the time before positions': ['771', '42', '3'],
    };
    for (const [title, cursor] of Object.entries(unknown)) {
      for (const [text, target] of [
        [FollowOrderDocument, endedId],
        [FollowAccountDocument, idOf('Champion Cloud')],
      ] as const) {
        expect(await refusal(text, { id: target, after: encodeCursor(cursor) }, champion()), title).toMatchObject({
          extensions: { code: 'CURSOR_UNKNOWN', argument: 'after' },
        });
      }
    }
    const after = encodeCursor([log, id, position, sequence]);
    expect(await read(await follow(FollowOrderDocument, { id: endedId, after }))).toEqual([]);
  });

  it('shows a reseller its new customer from the first step on', async () => {
    const stream = await follow(FollowAccountDocument, { id: idOf('Champion Cloud') });
    const id = await place({
      customerId: undefined,
      newCustomer: newCustomer('followednew'),
      lines: [{ planId: await planId(graph()), quantity: 1 }],
      vendorParameters: { tenantMode: 'NEW', tenantDomain: 'followednew', attestedBy: 'Cora', agreement: AGREEMENT },
    });
    const events = await read(stream, ({ order, sequence }) => order.id === id && sequence === 1);
    await stream.return?.();
    expect(events.at(-1)).toMatchObject({ status: 'SUBMITTED', order: { id } });
  });

  it('does not repeat events that it reads from the log and receives live at the same time', async () => {
    const contoso = { id: idOf('Contoso Bakery') };
    const before = (await orderState(graph(), endedId)).events.length;
    const listening = await follow(FollowAccountBrieflyDocument, contoso);
    await listening.next();
    // Not numbered at once: the sequencer finds them while the second subscriber starts.
    await append(endedId, 3, false);
    const stream = await follow(FollowOrderDocument, { id: endedId });
    const missed = await read(stream, ({ sequence }) => sequence === before + 3);
    await append(endedId, 2);
    const live = await read(stream, ({ sequence }) => sequence === before + 5);
    await Promise.all([stream, listening].map(async (one) => one.return?.()));
    expect(sequences([...missed, ...live])).toEqual(counted(before + 5));
  });

  it('sends all 1,500 events that came while the client did not read', async () => {
    const id = endedId;
    const before = (await orderState(graph(), id)).events.length;
    await append(id, 1);
    const stream = await follow(FollowOrderDocument, { id });
    const marker = (await read(stream, ({ sequence }) => sequence === before + 1)).at(-1);
    await stream.return?.();
    const slow = await follow(FollowAccountBrieflyDocument, { id: idOf('Contoso Bakery'), after: marker?.cursor });
    const pending = slow.next();
    for (let batch = 0; batch < 15; batch += 1) await append(id, 100);
    const event = toEvent(await pending);
    const rest = await read(slow, ({ sequence }) => sequence === before + 1_501);
    await slow.return?.();
    expect(sequences([event, ...rest])).toEqual(counted(1_500, before + 2));
  });

  /** Writes further events of an order in one transaction, and numbers them unless told otherwise. */
  async function append(orderId: string, count: number, numbered = true): Promise<void> {
    const { deps, write } = jobContext(graph().subgraphs.orders);
    await write(async (tx) => {
      for (let done = 0; done < count; done += 1) {
        await appendEvent(tx, {
          orderId: readId('ord', orderId),
          status: 'PROVISIONING',
          message: 'One of many.',
          occurredAt: new Date(),
        });
      }
    });
    if (numbered) await deps.sequencer.run();
  }
});
