import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PageRequest } from '../../shared/graphql/connection.ts';
import { textArray } from '../../shared/database/sql.ts';

/** A list that each of several owners has. The texts are SQL of ours, never a caller's. */
export interface OwnedList<Row> {
  readonly table: string;
  readonly columns: string;
  readonly ownerColumn: string;
  readonly condition: string;
  readonly order: string;
  /** Compares the sort key with a cursor's parts. */
  readonly after: string;
  readonly toRow: (row: object) => Row;
}

export interface OwnedPage {
  readonly ownerId: string;
  readonly page: PageRequest;
}

/** Batches pages of lists, with one row more than asked: one statement for each page position. */
export function createOwnedPageLoader<Row>(
  em: EntityManager,
  list: OwnedList<Row>,
): DataLoader<OwnedPage, readonly Row[], string> {
  const positionOf = ({ page }: OwnedPage): string => JSON.stringify([page.first, page.after ?? null]);
  return new DataLoader(
    async (keys) => {
      const found = new Map<OwnedPage, readonly Row[]>();
      for (const group of Map.groupBy(keys, positionOf).values()) {
        const page = group[0]?.page ?? { first: 0, after: undefined };
        const rows = await em.execute<{ owner_id: string }[]>(
          `select owner.id as owner_id, item.* from unnest(?::text[]) as owner (id)
           cross join lateral (
             select ${list.columns} from ${list.table}
             where ${list.ownerColumn} = owner.id and ${list.condition} ${page.after === undefined ? '' : `and ${list.after}`}
             order by ${list.order} limit ?
           ) as item`,
          [textArray(group.map(({ ownerId }) => ownerId)), ...(page.after ?? []), page.first + 1],
        );
        const byOwner = Map.groupBy(rows, (row) => row.owner_id);
        for (const key of group) {
          const own = byOwner.get(key.ownerId) ?? [];
          found.set(
            key,
            own.map(({ owner_id: _ownerId, ...row }) => list.toRow(row)),
          );
        }
      }
      return keys.map((key) => found.get(key) ?? []);
    },
    { cacheKeyFn: (key) => `${key.ownerId}|${positionOf(key)}` },
  );
}

/** Batches the exact lengths of such lists. */
export function createOwnedCountLoader<Row>(em: EntityManager, list: OwnedList<Row>): DataLoader<string, number> {
  return new DataLoader(async (ownerIds) => {
    const rows = await em.execute<{ owner_id: string; count: number }[]>(
      `select ${list.ownerColumn} as owner_id, count(*)::int as count from ${list.table}
       where ${list.ownerColumn} = any (?::text[]) and ${list.condition} group by ${list.ownerColumn}`,
      [textArray(ownerIds)],
    );
    const counts = new Map(rows.map((row) => [row.owner_id, row.count]));
    return ownerIds.map((id) => counts.get(id) ?? 0);
  });
}
