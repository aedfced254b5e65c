import { createOrderLoaders } from '../../subgraphs/orders/loaders/order-loaders.ts';
import type { ListKey, ListLoader } from '../../subgraphs/shared/database/list-loader.ts';
import type { Reader } from '../../subgraphs/shared/database/transaction.ts';
import type { PageRequest } from '../../subgraphs/shared/graphql/connection.ts';
import type { MarketAccount } from '../support/market/accounts.ts';
import type { MarketViewers } from '../support/market/market.ts';
import { keyOfOrders, keyOfSubscriptions, orderSearches, subscriptionSearches } from '../support/market/order-lists.ts';

/** A list of one viewer, narrowed in one way. */
export interface LargeList {
  /** The list and the filter. */
  readonly title: string;
  /** Reads a page; answers the ids of its rows. */
  readPage(read: Reader, page: PageRequest): Promise<readonly string[]>;
  count(read: Reader): Promise<void>;
  /** Selects the parts of the cursor of the row in the middle of the list, behind which a deep page begins. */
  readonly middle: string;
}

/** Every list of orders for one viewer. */
export function listsOf(viewer: MarketAccount, viewers: MarketViewers): readonly LargeList[] {
  const orders = orderSearches(viewer.path, viewers.buyer, viewers.leaf).map(({ title, filter, where }) =>
    largeList(`orders: ${title}`, {
      lists: (read) => createOrderLoaders(read).orders,
      keyFor: (page) => keyOfOrders(viewer, filter, page),
      middle: middleOf('orders."order"', viewer.path, where),
    }),
  );
  const subscriptions = subscriptionSearches(viewer.path, viewers.buyer).map(({ title, filter, where }) =>
    largeList(`subscriptions: ${title}`, {
      lists: (read) => createOrderLoaders(read).subscriptions,
      keyFor: (page) => keyOfSubscriptions(viewer, filter, page),
      middle: middleOf('orders.subscription', viewer.path, where),
    }),
  );
  return [...orders, ...subscriptions];
}

interface ListParts<Row> {
  readonly lists: (read: Reader) => ListLoader<Row>;
  readonly keyFor: (page: PageRequest) => ListKey | null;
  readonly middle: string;
}

function largeList<Row extends { readonly id: string }>(title: string, parts: ListParts<Row>): LargeList {
  const { lists, keyFor, middle } = parts;
  return {
    title,
    middle,
    async readPage(read, page) {
      const key = keyFor(page);
      return key === null ? [] : (await lists(read).rows.load(key)).map(({ id }) => id);
    },
    async count(read) {
      const key = keyFor({ first: 1, after: undefined });
      if (key !== null) await lists(read).count.load(key);
    },
  };
}

function middleOf(table: string, path: string, where: string): string {
  const found = `from ${table} where path <@ '${path}' and ${where}`;
  return `select id ${found} order by created_at desc, id desc limit 1 offset (select count(*) / 2 ${found})`;
}
