import type { Condition } from '../../../shared/database/list-loader.ts';
import { countRows } from '../../../shared/database/total.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import { AttentionEntity, type AttentionRow } from '../../entities/attention.ts';
import type { AttentionKind } from '../../rules/attention/attention-kinds.ts';
import { compares, isOneOf } from '../../../shared/database/list-conditions.ts';

/** Which items are wanted; what is undefined excludes none. */
export interface AttentionConditions {
  readonly kind: readonly AttentionKind[] | undefined;
  readonly orderId: Id<'ord'> | undefined;
  readonly includeResolved: boolean;
  readonly includeDescendants: boolean;
}

/** The items of the account at a path, newest first. The caller has made sure that the viewer may see the account. */
export async function findAttention(
  { read }: OrdersContext,
  path: string,
  filter: AttentionConditions,
  page: PageRequest,
): Promise<Connection<AttentionRow>> {
  const conditions: readonly Condition[] = [
    [filter.includeDescendants ? 'path <@ ?::ltree' : 'path = ?::ltree', path],
    ...isOneOf('kind', filter.kind),
    ...compares('order_id = ?', filter.orderId),
    ...(filter.includeResolved ? [] : [['resolved_at is null'] as const]),
  ];
  const where = conditions.map(([sql]) => sql).join(' and ');
  const values = conditions.flatMap(([, ...more]) => more);
  const { first, after } = page;
  const rows = await read.query<object>(
    `select * from orders.attention where ${where} ${after === undefined ? '' : 'and id < ?'} order by id desc limit ?`,
    [...values, ...(after ?? []), first + 1],
  );
  const items = rows.map((row) => read.map(AttentionEntity, row));
  const count = () => countRows(read, { from: 'orders.attention', where, values });
  return toConnection(items, page, ({ id }) => [id], count);
}
