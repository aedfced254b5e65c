import { expect, it } from 'vitest';
import {
  FollowAccountInFullDocument,
  FollowOrderDocument,
  OldTimelineDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { administratorOf, useTwoTenants } from './two-tenants.ts';

const messages = ['1', '2', '3', '4', '5', '6'];

describeOnBothDatabases('an archived month', (kind) => {
  const log = useTwoTenants(kind);

  it('answers cursors, timelines, events by id and what an order waits on', async () => {
    const { seller, orders } = log.tenant(0);
    const order = orders.slice(0, 1);
    const id = order[0]?.id ?? '';
    const principal = administratorOf(seller);
    await log.append({ ...log.tenant(0), orders: order }, messages);
    const ask = () => log.started().ask(OldTimelineDocument, { id }, principal);
    const before = await ask();
    expect(before.data.order?.timeline.nodes.map(({ message }) => message)).toEqual(messages);
    await archive();
    await log.append({ ...log.tenant(0), orders: order }, ['7']);

    const after = await ask();
    expect(after.data.order?.timeline.nodes.slice(0, 6)).toEqual(before.data.order?.timeline.nodes);
    expect(after.data.order?.timeline.nodes[6]).toMatchObject({ message: '7', sequence: 7 });
    expect(after.data.order?.waitingOn).toEqual(before.data.order?.waitingOn);
    expect(before.data.order?.waitingOn).toMatchObject({ party: 'VENDOR' });

    const cursors = before.data.order?.timeline.edges.map(({ cursor }) => cursor) ?? [];
    for (const [index, cursor] of [undefined, ...cursors].entries()) {
      const expected = [...messages, '7'].slice(index);
      const more = cursor === undefined ? {} : { after: cursor };
      for (const [operation, followed] of [
        [FollowAccountInFullDocument, seller.id],
        [FollowOrderDocument, id],
      ] as const) {
        const follower = await log.follow<{ readonly message: string }>(
          operation,
          { id: followed, ...more },
          principal,
        );
        const events = await follower.next(expected.length);
        await follower.end();
        expect(events.map(({ message }) => message)).toEqual(expected);
      }
    }
    const representations = before.data.order?.timeline.nodes.map((event) => ({
      __typename: 'ProvisioningEvent',
      id: event.id,
    }));
    const entities = await log
      .started()
      .ask<{ _entities: unknown }>(
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ProvisioningEvent { message } } }',
        { representations },
        principal,
      );
    expect(entities.data['_entities']).toEqual(messages.map((message) => ({ message })));
  });

  /** Has the hourly job archive everything that has happened so far, as if that were long ago. */
  async function archive(): Promise<void> {
    const { database, jobs } = log.started();
    await database.sql(`update orders.provisioning_event set occurred_at = occurred_at - interval '1 year'`);
    await database.sql('update orders.archive set begins_at = now()');
    await jobs.add('orders.purge', {});
    await eventually(async () => {
      expect(await database.sql('select 1 from orders.provisioning_event')).toEqual([]);
    });
  }
});
