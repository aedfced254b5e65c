import { may } from '../../../shared/domain/access.ts';
import { readId, type Id } from '../../../shared/domain/ids.ts';
import { countRows } from '../../../shared/database/total.ts';
import {
  emptyConnection,
  toConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import { MarginEntity, type MarginRow } from '../../entities/margin.ts';

/** A page of the rules of a seller. */
export interface MarginsWanted {
  /** The viewer's own account unless given. */
  readonly sellerId: Id<'acc'> | undefined;
  readonly page: PageRequest;
}

/** A page of a seller's rules, newest first; none of a seller that the viewer may not see. */
export async function findMargins(
  { read, loaders, viewer }: SignedInContext,
  { sellerId, page }: MarginsWanted,
): Promise<Connection<MarginRow>> {
  const seller = await loaders.place.load(sellerId ?? viewer.accountId);
  if (seller === null) return emptyConnection(page);
  const [after] = page.after ?? [];
  const rows = await read.find(
    MarginEntity,
    { sellerId: seller.id, ...(after === undefined ? {} : { id: { $lt: readId('mgn', after) } }) },
    { orderBy: { id: 'desc' }, limit: page.first + 1 },
  );
  return toConnection(
    rows,
    page,
    (row) => [row.id],
    () => countRows(read, { from: 'catalog.margin', where: 'seller_id = ?', values: [seller.id] }),
  );
}

/** The rule, or null. Whoever sets prices for its seller may see it. */
export async function visibleMargin({ viewer, loaders }: SignedInContext, id: Id<'mgn'>): Promise<MarginRow | null> {
  const rule = await loaders.margin.load(id);
  if (rule === null || !may(viewer, 'MANAGE_PRICES')) return null;
  return (await loaders.place.load(rule.sellerId)) === null ? null : rule;
}

/** Whether the viewer may see what a rule makes of prices: its seller, as far as it may see money. */
export function seesPricesOf({ viewer }: SignedInContext, { sellerId }: MarginRow): boolean {
  return viewer.accountId === sellerId && may(viewer, 'VIEW_FINANCIALS');
}
