import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { loadById, loadManyBy } from '../../shared/database/loader.ts';
import { textArray } from '../../shared/database/sql.ts';
import { AccountEntity, type AccountRow } from '../entities/account.ts';
import { CartLineEntity, type CartLineRow } from '../entities/cart.ts';
import { OrderEntity, OrderLineEntity, type OrderLineRow, type OrderRow } from '../entities/order.ts';
import type { ProvisioningEventRow } from '../entities/provisioning-event.ts';
import { SubscriptionEntity, type SubscriptionRow } from '../entities/subscription.ts';
import { readCredits, type Credit } from '../services/billing/credit.ts';
import { readEventsById, readNewest, readTimelines } from '../services/events/event-log.ts';
import { loadPagesBelow, type PagesBelow } from './pages-below.ts';

export interface PartnerProfileRow {
  readonly accountId: string;
  readonly locationMpnId: string;
  readonly indirectResellerDomain: string;
  readonly verifiedAt: Date;
}

/** A page of one order's events. */
export interface TimelineKey {
  readonly orderId: string;
  readonly afterSequence: number;
  readonly first: number;
}

/** The batches of one operation: however many orders are asked, each kind of question is one statement. */
export interface OrderLoaders {
  readonly account: DataLoader<string, AccountRow | null>;
  readonly partnerProfile: DataLoader<string, PartnerProfileRow | null>;
  readonly credit: DataLoader<string, Credit | null>;
  readonly order: DataLoader<string, OrderRow | null>;
  readonly line: DataLoader<string, OrderLineRow | null>;
  readonly orderLines: DataLoader<string, readonly OrderLineRow[]>;
  readonly cartLines: DataLoader<string, readonly CartLineRow[]>;
  readonly subscription: DataLoader<string, SubscriptionRow | null>;
  readonly subscriptionOfLine: DataLoader<string, SubscriptionRow | null>;
  readonly timeline: DataLoader<TimelineKey, readonly ProvisioningEventRow[], string>;
  readonly event: DataLoader<string, ProvisioningEventRow | null>;
  /** The newest event of each of an order's lines, and of the order as a whole. */
  readonly newestEvents: DataLoader<string, readonly ProvisioningEventRow[]>;
  readonly ordersBelow: PagesBelow<OrderRow>;
  readonly subscriptionsBelow: PagesBelow<SubscriptionRow>;
  /** Whether a subscription's tenant has a password that was not revealed yet. */
  readonly hasCredentials: DataLoader<SubscriptionRow, boolean, string>;
}

/** Makes the batches of one operation on its unit of work. They know nothing of who may see what. */
export function createOrderLoaders(em: EntityManager): OrderLoaders {
  const byId = (row: { readonly id: string }): string => row.id;
  return {
    account: loadById((ids) => em.find(AccountEntity, { id: { $in: [...ids] } }), byId),
    partnerProfile: loadById(
      (ids) => findPartnerProfiles(em, ids),
      (row) => row.accountId,
    ),
    credit: loadById(
      (ids) => readCredits(em, textArray(ids)),
      (row) => row.accountId,
    ),
    order: loadById((ids) => em.find(OrderEntity, { id: { $in: [...ids] } }), byId),
    line: loadById((ids) => em.find(OrderLineEntity, { id: { $in: [...ids] } }), byId),
    orderLines: loadManyBy(
      (ids) => em.find(OrderLineEntity, { orderId: { $in: [...ids] } }, { orderBy: { position: 'asc' } }),
      (row) => row.orderId,
    ),
    cartLines: loadManyBy(
      (ids) => em.find(CartLineEntity, { cartId: { $in: [...ids] } }, { orderBy: { id: 'asc' } }),
      (row) => row.cartId,
    ),
    subscription: loadById((ids) => em.find(SubscriptionEntity, { id: { $in: [...ids] } }), byId),
    subscriptionOfLine: loadById(
      (ids) => em.find(SubscriptionEntity, { lineId: { $in: [...ids] } }),
      (row) => row.lineId,
    ),
    timeline: new DataLoader((keys) => loadTimelines(em, keys), {
      cacheKeyFn: ({ orderId, afterSequence, first }) => `${orderId}|${afterSequence}|${first}`,
    }),
    event: loadById((ids) => readEventsById(em, ids), byId),
    newestEvents: loadManyBy(
      (ids) => readNewest(em, ids),
      (event) => event.orderId,
    ),
    ordersBelow: loadPagesBelow(em, 'orders."order"', (raw) => em.map(OrderEntity, raw as never)),
    subscriptionsBelow: loadPagesBelow(em, 'orders.subscription', (raw) => em.map(SubscriptionEntity, raw as never)),
    hasCredentials: new DataLoader((rows) => findCredentials(em, rows), { cacheKeyFn: ({ id }) => id }),
  };
}

async function findPartnerProfiles(em: EntityManager, ids: readonly string[]): Promise<readonly PartnerProfileRow[]> {
  const rows = await em.execute<(Omit<PartnerProfileRow, 'verifiedAt'> & { readonly verifiedAt: Date | string })[]>(
    `select account_id as "accountId", location_mpn_id as "locationMpnId",
       indirect_reseller_domain as "indirectResellerDomain", verified_at as "verifiedAt"
     from orders.partner_profile where account_id = any (?::text[])`,
    [textArray(ids)],
  );
  return rows.map((row) => ({ ...row, verifiedAt: new Date(row.verifiedAt) }));
}

async function loadTimelines(
  em: EntityManager,
  keys: readonly TimelineKey[],
): Promise<readonly (readonly ProvisioningEventRow[])[]> {
  const found = new Map<TimelineKey, readonly ProvisioningEventRow[]>();
  for (const group of Map.groupBy(keys, ({ afterSequence, first }) => `${afterSequence}|${first}`).values()) {
    const [{ afterSequence, first } = { afterSequence: 0, first: 0 }] = group;
    const events = await readTimelines(
      em,
      group.map(({ orderId }) => orderId),
      afterSequence,
      first + 1,
    );
    const byOrder = Map.groupBy(events, (event) => event.orderId);
    for (const key of group) found.set(key, byOrder.get(key.orderId) ?? []);
  }
  return keys.map((key) => found.get(key) ?? []);
}

async function findCredentials(em: EntityManager, rows: readonly SubscriptionRow[]): Promise<readonly boolean[]> {
  const waiting = await em.execute<{ customer_id: string; tenant_domain: string }[]>(
    `select customer_id, tenant_domain from orders.tenant_credential
     where customer_id = any (?::text[]) and password_sealed is not null`,
    [textArray(rows.map((row) => row.customerId))],
  );
  const keys = new Set(waiting.map((row) => `${row.customer_id}|${row.tenant_domain}`));
  return rows.map((row) => keys.has(`${row.customerId}|${row.tenantDomain}`));
}
