import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { loadById } from '../../shared/database/loader.ts';
import type { PageRequest } from '../../shared/graphql/connection.ts';
import { textArray } from '../../shared/database/sql.ts';
import { AccountEntity, type AccountRow } from '../entities/account.ts';
import { UserEntity, type UserRow } from '../entities/user.ts';
import type { AccountType } from '../rules/hierarchy/account-types.ts';

/** The children of one account that are asked for. */
export interface ChildrenKey {
  readonly parentId: string;
  readonly type: AccountType | undefined;
  readonly page: PageRequest;
}

/** The users of one account that are asked for. */
export interface UsersKey {
  readonly accountId: string;
  /** Set when only this user may be seen. */
  readonly onlyUserId: string | undefined;
  readonly page: PageRequest;
}

/** The batches of one operation: however many accounts are asked, each kind of question is one statement. */
export interface AccountLoaders {
  readonly account: DataLoader<string, AccountRow | null>;
  readonly user: DataLoader<string, UserRow | null>;
  readonly children: DataLoader<ChildrenKey, readonly AccountRow[], string>;
  readonly childCount: DataLoader<ChildrenKey, number, string>;
  readonly users: DataLoader<UsersKey, readonly UserRow[], string>;
  readonly userCount: DataLoader<UsersKey, number, string>;
}

/** Makes the batches of one operation on its unit of work. They know nothing of who may see what. */
export function createAccountLoaders(em: EntityManager): AccountLoaders {
  return {
    account: loadById(
      (ids) => em.find(AccountEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    user: loadById(
      (ids) => em.find(UserEntity, { id: { $in: [...ids] } }),
      (row) => row.id,
    ),
    children: listLoader((keys) => loadChildren(em, keys), childrenCacheKey),
    childCount: listLoader((keys) => countChildren(em, keys), childrenCacheKey),
    users: listLoader((keys) => loadUsers(em, keys), usersCacheKey),
    userCount: listLoader((keys) => countUsers(em, keys), usersCacheKey),
  };
}

const pageKey = ({ first, after }: PageRequest): string => `${first}:${after?.join(',') ?? ''}`;
const childrenCacheKey = (key: ChildrenKey): string => `${key.parentId}|${key.type ?? ''}|${pageKey(key.page)}`;
const usersCacheKey = (key: UsersKey): string => `${key.accountId}|${key.onlyUserId ?? ''}|${pageKey(key.page)}`;

function listLoader<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  cacheKeyFn: (key: Key) => string,
): DataLoader<Key, Value, string> {
  return new DataLoader(load, { cacheKeyFn });
}

/** Runs one statement for each group of keys that differ in their owner only. */
async function byGroup<Key, Value>(
  keys: readonly Key[],
  groupOf: (key: Key) => string,
  load: (group: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): Promise<readonly (Value | undefined)[]> {
  const found = new Map<Key, Value>();
  for (const group of Map.groupBy(keys, groupOf).values()) {
    for (const [key, value] of await load(group)) found.set(key, value);
  }
  return keys.map((key) => found.get(key));
}

async function loadChildren(
  em: EntityManager,
  keys: readonly ChildrenKey[],
): Promise<readonly (readonly AccountRow[])[]> {
  const lists = await byGroup(
    keys,
    (key) => `${key.type}|${pageKey(key.page)}`,
    async (group) => {
      const [{ type, page } = { type: undefined, page: { first: 0, after: undefined } }] = group;
      const rows = await em.execute<{ parent_id: string }[]>(
        `select child.* from unnest(?::text[]) as owner (id)
       cross join lateral (
         select * from accounts.account
         where parent_id = owner.id and (?::text is null or type = ?) and (?::text is null or id < ?)
         order by id desc limit ?
       ) as child`,
        [
          textArray(group.map((key) => key.parentId)),
          type ?? null,
          type ?? null,
          page.after?.[0] ?? null,
          page.after?.[0] ?? null,
          page.first + 1,
        ],
      );
      const byParent = Map.groupBy(rows, (row) => row.parent_id);
      return new Map(
        group.map((key) => [key, (byParent.get(key.parentId) ?? []).map((row) => em.map(AccountEntity, row as never))]),
      );
    },
  );
  return lists.map((list) => list ?? []);
}

async function countChildren(em: EntityManager, keys: readonly ChildrenKey[]): Promise<readonly number[]> {
  const counts = await byGroup(
    keys,
    (key) => key.type ?? '',
    async (group) => {
      const type = group[0]?.type ?? null;
      const rows = await em.execute<{ owner: string; count: number }[]>(
        `select parent_id as owner, count(*)::int as count from accounts.account
       where parent_id = any (?::text[]) and (?::text is null or type = ?) group by parent_id`,
        [textArray(group.map((key) => key.parentId)), type, type],
      );
      const byParent = new Map(rows.map((row) => [row.owner, row.count]));
      return new Map(group.map((key) => [key, byParent.get(key.parentId) ?? 0]));
    },
  );
  return counts.map((count) => count ?? 0);
}

async function loadUsers(em: EntityManager, keys: readonly UsersKey[]): Promise<readonly (readonly UserRow[])[]> {
  const lists = await byGroup(
    keys,
    (key) => `${key.onlyUserId}|${pageKey(key.page)}`,
    async (group) => {
      const [{ onlyUserId, page } = { onlyUserId: undefined, page: { first: 0, after: undefined } }] = group;
      const only = onlyUserId ?? null;
      const after = page.after?.[0] ?? null;
      const rows = await em.execute<{ account_id: string }[]>(
        `select member.* from unnest(?::text[]) as owner (id)
       cross join lateral (
         select id, account_id, kind, login, login_key, email, first_name, last_name, permissions, enabled, last_sign_in_at, created_at
         from accounts."user"
         where account_id = owner.id and (?::text is null or id = ?) and (?::text is null or id < ?)
         order by id desc limit ?
       ) as member`,
        [textArray(group.map((key) => key.accountId)), only, only, after, after, page.first + 1],
      );
      const byAccount = Map.groupBy(rows, (row) => row.account_id);
      return new Map(
        group.map((key) => [key, (byAccount.get(key.accountId) ?? []).map((row) => em.map(UserEntity, row as never))]),
      );
    },
  );
  return lists.map((list) => list ?? []);
}

async function countUsers(em: EntityManager, keys: readonly UsersKey[]): Promise<readonly number[]> {
  const counts = await byGroup(
    keys,
    (key) => key.onlyUserId ?? '',
    async (group) => {
      const only = group[0]?.onlyUserId ?? null;
      const rows = await em.execute<{ owner: string; count: number }[]>(
        `select account_id as owner, count(*)::int as count from accounts."user"
       where account_id = any (?::text[]) and (?::text is null or id = ?) group by account_id`,
        [textArray(group.map((key) => key.accountId)), only, only],
      );
      const byAccount = new Map(rows.map((row) => [row.owner, row.count]));
      return new Map(group.map((key) => [key, byAccount.get(key.accountId) ?? 0]));
    },
  );
  return counts.map((count) => count ?? 0);
}
