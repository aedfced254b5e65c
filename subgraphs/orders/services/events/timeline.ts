import { exactly } from '../../../shared/database/total.ts';
import { toConnection, type Connection } from '../../../shared/graphql/connection.ts';
import type { OrdersContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import type { ProvisioningEventRow } from '../../entities/provisioning-event.ts';
import { eventCursor } from './order-progress.ts';

/** A page of an order's timeline. */
export interface TimelinePage {
  readonly first: number;
  /** The number of the event after which the page begins; undefined for the first page. */
  readonly after: number | undefined;
}

/** Reads a page of an order's timeline, oldest first. An event has the same cursor here and in the subscriptions. */
export async function readTimeline(
  { loaders }: OrdersContext,
  { id: owner, eventSequence }: OrderRow,
  { first, after }: TimelinePage,
): Promise<Connection<ProvisioningEventRow>> {
  const position = [String(after ?? 0)];
  const rows = await loaders.timelines.rows.load({ owner, page: { first, after: position } });
  const page = { first, after: after === undefined ? undefined : position };
  const connection = toConnection(
    rows,
    page,
    () => position,
    () => Promise.resolve(exactly(eventSequence)),
  );
  const edges = connection.nodes.map((node) => ({ node, cursor: eventCursor(node) }));
  const cursors = { startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { ...connection, edges, pageInfo: { ...connection.pageInfo, ...cursors } };
}
