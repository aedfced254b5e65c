import { labelOf, makeAccounts, QUIET, type MarketAccount, type RunSql } from './accounts.ts';
import { makeOrders, type OrderSize } from './orders.ts';

export { SHARED_PURCHASE } from './orders.ts';

/** How large a market is. */
export interface MarketSize extends OrderSize {
  readonly accounts: number;
}

/** Accounts of the market that see very different parts of it. */
export interface MarketViewers {
  /** Sees everything. */
  readonly provider: MarketAccount;
  /** The reseller with the most orders below it. */
  readonly large: MarketAccount;
  /** A reseller of the fifth level with a few orders. */
  readonly small: MarketAccount;
  /** A reseller whose customers have bought nothing for a long time. */
  readonly quiet: MarketAccount;
  /** The customer with the most orders. */
  readonly buyer: MarketAccount;
  /** A customer with one order, or few. */
  readonly leaf: MarketAccount;
}

/** Fills migrated tables of orders with a market of six levels. The same size makes the same rows. */
export async function makeMarket(sql: RunSql, size: MarketSize): Promise<MarketViewers> {
  await makeAccounts(sql, size.accounts);
  await makeOrders(sql, size);
  await sql('vacuum analyze');
  return readViewers(sql);
}

async function readViewers(sql: RunSql): Promise<MarketViewers> {
  const one = async (id: string): Promise<MarketAccount> => {
    const [account] = await sql<MarketAccount>(`select id, path::text as path from market.account where id = (${id})`);
    if (account === undefined) throw new Error(`The market has no account ${id}`);
    return account;
  };
  const withOrders = (level: number, most: 'asc' | 'desc', having = 'true'): string =>
    `select account_id from orders.order_count join market.account on id = account_id where level = ${level}
     group by account_id having ${having} order by sum(count) ${most}, account_id limit 1`;
  return {
    provider: await one(`'acc_' || ${labelOf(1, 0)}`),
    large: await one(withOrders(2, 'desc')),
    small: await one(withOrders(5, 'desc', 'sum(count) <= 60')),
    quiet: await one(`'acc_' || ${labelOf(QUIET.level, QUIET.number)}`),
    buyer: await one(withOrders(6, 'desc')),
    leaf: await one(withOrders(6, 'asc')),
  };
}
