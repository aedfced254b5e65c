import { exactly, MOST_COUNTED, type Total } from '../../../shared/database/total.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  encodeCursor,
  toConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import { findChangeMoments, type ChangeMoment } from '../../loaders/change-moments.ts';
import { isDirectChild } from '../../rules/prices/seller-chain.ts';
import { ownChanges, type PriceChange } from './own-changes.ts';

/** Whose prices, and when: from inclusive, to exclusive. */
export interface PriceChangesWanted {
  /** The viewer's own account unless given. */
  readonly accountId: Id<'acc'> | undefined;
  readonly from: Date;
  readonly to: Date;
  readonly page: PageRequest;
}

/**
 * How many moments are looked at for each change of a page. At most of them the price changes; where retail prices or rules
 * change that decide nothing, a page is short.
 */
const LOOKED_AT = 4;

/**
 * A page of what becomes dearer or cheaper, is new or ends for an account at its own buying prices: for the viewer's account
 * or a direct child of it, whose prices are the viewer's selling prices. Empty for any other. A page may be shorter than
 * asked for and have a next one.
 */
export async function findPriceChanges(
  { read, loaders, viewer }: SignedInContext,
  { accountId, from, to, page }: PriceChangesWanted,
): Promise<Connection<PriceChange>> {
  const place = await loaders.place.load(accountId ?? viewer.accountId);
  if (place === null || !(place.path === viewer.path || isDirectChild(place.path, viewer.path))) {
    return emptyConnection(page);
  }
  const { path } = place;
  const [moment = '', planId = ''] = page.after ?? [];
  const after = page.after === undefined ? undefined : { moment, planId };
  const limit = page.first * LOOKED_AT + 1;
  const moments = await findChangeMoments(read, { path, from, to, after, limit });
  const looked = moments.length < limit ? moments : moments.slice(0, -1);
  const changes = await ownChanges(loaders, path, looked);
  const connection = toConnection(changes, page, keyOf, async (): Promise<Total> => {
    const all = await findChangeMoments(read, { path, from, to, after: undefined, limit: MOST_COUNTED + 1 });
    const counted = await ownChanges(loaders, path, all.slice(0, MOST_COUNTED));
    return all.length > MOST_COUNTED ? { count: counted.length, isExact: false } : exactly(counted.length);
  });
  return changes.length > page.first || looked.length === moments.length ? connection : goingOn(connection, looked);
}

const keyOf = ({ effectiveAt, planId }: Pick<PriceChange, 'effectiveAt' | 'planId'>): readonly string[] => [
  effectiveAt.toISOString(),
  planId,
];

/** A page after which the list goes on: from where its moments end, not from its last change. */
function goingOn<T>(connection: Connection<T>, moments: readonly ChangeMoment[]): Connection<T> {
  const last = moments.at(-1);
  if (last === undefined) return connection;
  const endCursor = encodeCursor(keyOf({ effectiveAt: last.moment, planId: last.planId }));
  return { ...connection, pageInfo: { ...connection.pageInfo, hasNextPage: true, endCursor } };
}
