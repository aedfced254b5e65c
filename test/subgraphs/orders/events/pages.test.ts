import { expect, it, onTestFinished } from 'vitest';
import {
  FollowAccountBrieflyDocument,
  FollowAccountDocument,
  FollowAccountInFullDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { userOf, type ContextClaims, type PrincipalAccount } from '../../../support/principals.ts';
import { administratorOf, TOTALS, useTwoTenants, type EventFollower, type Tenant } from './two-tenants.ts';

/** What the whole selection reads: orders, their lines, subscriptions, newest events and accounts, and lines of events. */
const KINDS = 6;

/** In how many parts 250 events are resolved at most: what one has read, the next may use for a second, and then reads anew. */
const PARTS = 5;

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));

type Followable<Event> = Operation<{ event: Event }, { id: string; after?: string | null }>;

describeOnBothDatabases('a page of events', (kind) => {
  const log = useTwoTenants(kind);
  /** Followers who have had all events so far. */
  const followEach = async <Event>(
    follows: readonly (readonly [Followable<Event>, PrincipalAccount, ContextClaims])[],
  ): Promise<readonly EventFollower<Event>[]> => {
    const cursors = [await newestCursor(log.tenant(0)), await newestCursor(log.tenant(1))] as const;
    // A cursor is only of use to those who may see its event.
    const cursorFor = ({ path }: ContextClaims): string => {
      return path?.startsWith(log.tenant(1).seller.path) === true ? cursors[1] : cursors[0];
    };
    const followers = follows.map(([operation, { id }, principal]) =>
      log.follow(operation, { id, after: cursorFor(principal) }, principal),
    );
    onTestFinished(async () => void (await Promise.all(followers.map(async (follower) => (await follower).end()))));
    return await Promise.all(followers);
  };
  /** The cursor of a new event of a tenant. */
  const newestCursor = async (tenant: Tenant): Promise<string> => {
    const message = `marker ${Math.random()}`;
    await log.append(tenant, [message]);
    const { seller } = tenant;
    const reading = await log.follow(FollowAccountInFullDocument, { id: seller.id }, administratorOf(seller));
    for (;;) {
      const [event] = await reading.next(1);
      if (event?.message !== message) continue;
      await reading.end();
      return event.cursor;
    }
  };
  /** Appends events of a tenant, and has each follower read them; answers what was asked of the database meanwhile. */
  const statementsFor = async (
    tenants: readonly Tenant[],
    messages: readonly string[],
    followers: readonly EventFollower<unknown>[],
  ): Promise<readonly string[]> => {
    const { statements } = log.started();
    // The first event of each follower is read alone, so that all of them have reached the end of the log.
    for (const tenant of tenants) await log.append(tenant, ['first']);
    await Promise.all(followers.map((follower) => follower.next(1)));
    const reading = followers.map((follower) => follower.next(messages.length));
    statements.reset();
    for (const tenant of tenants) await log.append(tenant, messages);
    await Promise.all(reading);
    return statements.texts();
  };

  it('costs one statement of each kind for all followers who may see the same', async () => {
    const { seller } = log.tenant(0);
    const principal = administratorOf(seller);
    const colleague = userOf(seller, ['VIEW_FINANCIALS'], { sub: 'usr_01jd0000000000000000000009' });
    const followers = await followEach<unknown>([
      [FollowAccountInFullDocument, seller, principal],
      [FollowAccountInFullDocument, seller, colleague],
      [FollowAccountDocument, log.tenant(0).customer, principal],
      [FollowAccountBrieflyDocument, seller, principal],
    ]);
    expect(await statementsFor([log.tenant(0)], numbered(50), followers)).toHaveLength(KINDS);
  });

  it('costs a handful of statements for 250 events of 50 orders', async () => {
    const { seller } = log.tenant(0);
    const one = [FollowAccountInFullDocument, seller, administratorOf(seller)] as const;
    const followers = await followEach([one, one, one]);
    const statements = await statementsFor([log.tenant(0)], numbered(250), followers);
    // Each part is read once for all of them, or once for each at worst.
    expect(statements.length).toBeGreaterThanOrEqual(KINDS);
    expect(statements.length).toBeLessThanOrEqual(PARTS * KINDS * followers.length);
  });

  it('costs a handful of statements when it is read from the log', async () => {
    const { seller, customer } = log.tenant(0);
    const after = await newestCursor(log.tenant(0));
    await log.append(log.tenant(0), numbered(250));
    const { statements } = log.started();
    const follower = await log.follow(FollowAccountInFullDocument, { id: customer.id, after }, administratorOf(seller));
    statements.reset();
    const events = await follower.next(250);
    await follower.end();
    expect(events.map(({ message }) => message)).toEqual(numbered(250));
    // Besides the kinds: the head of the log and what comes after it, and two pages.
    expect(statements.count()).toBeLessThanOrEqual(PARTS * KINDS + 4);
  });

  it('is read for each tenant, each account and each set of permissions by itself', async () => {
    const { seller, customer } = log.tenant(0);
    const other = log.tenant(1);
    const shown = [
      [seller, seller, ['VIEW_FINANCIALS'], TOTALS.seller],
      [customer, customer, ['VIEW_FINANCIALS'], TOTALS.customer],
      [seller, customer, ['PLACE_ORDERS'], undefined],
      [other.seller, other.seller, ['VIEW_FINANCIALS'], TOTALS.seller],
    ] as const;
    const followers = await followEach(
      shown.map(([viewer, followed, permissions]) => [
        FollowAccountInFullDocument,
        followed,
        userOf(viewer, permissions),
      ]),
    );
    for (const tenant of [log.tenant(0), other]) await log.append(tenant, ['last before']);
    for (const follower of followers) await follower.next(1);
    const reading = followers.map((follower) => follower.next(50));
    log.started().statements.reset();
    for (const tenant of [log.tenant(0), other]) await log.append(tenant, numbered(50));
    const seen = await Promise.all(reading);
    for (const [index, [viewer, , , total]] of shown.entries()) {
      const own = (viewer === other.seller ? other : log.tenant(0)).orders.map(({ id }) => id);
      expect(seen[index]?.map(({ order }) => order.id).toSorted()).toEqual(own.toSorted());
      expect(new Set(seen[index]?.map(({ order }) => order.total?.amount))).toEqual(new Set([total]));
    }
    expect(log.started().statements.texts()).toHaveLength(KINDS * followers.length);
  });

  it('shows whoever asks what they alone may see, beside others who may see the same', async () => {
    const { seller, orders } = log.tenant(0);
    const [row] = await log
      .started()
      .database.sql<{ id: string }>('select placed_by as id from orders."order" where id = $1', [orders[0]?.id]);
    const buyer = userOf(seller, ['PLACE_ORDERS'], { sub: row?.id ?? '' });
    const another = userOf(seller, ['PLACE_ORDERS']);
    const followers = await followEach(
      [another, buyer, another].map((principal) => [FollowAccountInFullDocument, seller, principal]),
    );
    await log.append(log.tenant(0), ['bought by one of them']);
    const seen = await Promise.all(followers.map((follower) => follower.next(1)));
    expect(seen.map(([event]) => event?.order.placedBy?.id)).toEqual([undefined, row?.id, undefined]);
  });

  it('shows no order as it was before its event, however many follow while it changes', async () => {
    const { seller, orders } = log.tenant(0);
    const tenant = { ...log.tenant(0), orders: orders.slice(0, 1) };
    const one = [FollowAccountInFullDocument, seller, administratorOf(seller)] as const;
    const followers = await followEach([one, one, one]);
    const reading = followers.map(async (follower) => {
      let shown = 0;
      for (let message = ''; message !== '60';) {
        const [event] = await follower.next(1);
        message = event?.message ?? '';
        const now = Number(event?.order.purchaseOrderNumber);
        expect(now).toBeGreaterThanOrEqual(Number(message));
        expect(now).toBeGreaterThanOrEqual(shown);
        shown = now;
      }
    });
    for (let change = 1; change <= 60; change += 1) await log.append(tenant, [String(change)]);
    await Promise.all(reading);
  });
});
