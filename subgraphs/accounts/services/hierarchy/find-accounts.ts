import type { EntityManager } from '@mikro-orm/postgresql';
import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import { containing, searchWords, textArray } from '../../../shared/database/sql.ts';
import { AccountEntity, type AccountRow } from '../../entities/account.ts';

export type AccountSortOrder = 'CREATED_AT_DESC' | 'CREATED_AT_ASC' | 'NAME_ASC' | 'NAME_DESC';

export interface AccountSearch {
  readonly rootPath: string;
  readonly search?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly orderBy: AccountSortOrder;
  readonly page: PageRequest;
}

/** Ids are made in time order, so they are the creation order; names need the id to break a tie. */
const ORDERS: Readonly<
  Record<AccountSortOrder, { readonly by: string; readonly after: string; readonly keyParts: 1 | 2 }>
> = {
  CREATED_AT_DESC: { by: 'id desc', after: 'id < ?', keyParts: 1 },
  CREATED_AT_ASC: { by: 'id', after: 'id > ?', keyParts: 1 },
  NAME_ASC: { by: 'name, id', after: '(name, id) > (?, ?)', keyParts: 2 },
  NAME_DESC: { by: 'name desc, id desc', after: '(name, id) < (?, ?)', keyParts: 2 },
};

/** How many parts a cursor of this order has. */
export function cursorParts(order: AccountSortOrder): number {
  return ORDERS[order].keyParts;
}

/** Everything at or below a path that matches, a page of it; the caller has made sure that the path may be seen. */
export async function findAccounts(em: EntityManager, search: AccountSearch): Promise<Connection<AccountRow>> {
  const { conditions, values } = conditionsOf(search);
  const order = ORDERS[search.orderBy];
  const where = conditions.join(' and ');
  const { page } = search;
  const rows = await em.execute<object[]>(
    `select * from accounts.account where ${where} ${page.after === undefined ? '' : `and ${order.after}`}
     order by ${order.by} limit ?`,
    [...values, ...(page.after ?? []), page.first + 1],
  );
  return toConnection(
    rows.map((row) => em.map(AccountEntity, row as never)),
    page,
    (row) => (order.keyParts === 1 ? [row.id] : [row.name, row.id]),
    async () => {
      const [total] = await em.execute<{ count: number }[]>(
        `select count(*)::int as count from accounts.account where ${where}`,
        values,
      );
      return total?.count ?? 0;
    },
  );
}

function conditionsOf(search: AccountSearch): { readonly conditions: readonly string[]; readonly values: unknown[] } {
  const conditions = ['path <@ ?::ltree'];
  const values: unknown[] = [search.rootPath];
  const add = (condition: string, ...more: readonly unknown[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  for (const word of searchWords(search.search)) add('search_text like ?', containing(word));
  if (search.type !== undefined && search.type !== null) add('type = ?', search.type);
  if (search.status !== undefined && search.status !== null) add('status = any (?::text[])', textArray(search.status));
  if (search.externalId !== undefined && search.externalId !== null) add('external_id = ?', search.externalId);
  if (search.email !== undefined && search.email !== null) {
    const email = search.email.toLowerCase();
    add(
      `(lower(contact ->> 'email') = ? or exists (select 1 from accounts."user" u where u.account_id = account.id and lower(u.email) = ?))`,
      email,
      email,
    );
  }
  return { conditions, values };
}
