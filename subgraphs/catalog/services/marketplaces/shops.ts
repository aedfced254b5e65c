import { sellerIdOf } from '../../../shared/domain/account-path.ts';
import type { Condition } from '../../../shared/database/list-loader.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { MarketplaceRow } from '../../entities/marketplace.ts';
import type { PlanRow } from '../../entities/plan.ts';
import { isListedIn } from '../../loaders/listed-products.ts';
import type { AccountPlace } from '../hierarchy/ask-for-account.ts';

/** The marketplaces to which a viewer is narrowed: it sees the products that are on sale there, in the markets of them. */
export interface Shops {
  readonly ids: readonly Id<'mkt'>[];
  readonly markets: ReadonlySet<string>;
}

/**
 * The marketplaces in which a customer buys: those of its seller for its country. All of the seller's where the country is not
 * known: so nothing is shown that is not listed. Empty for a customer whose seller has none there, who buys everything.
 */
export async function shopsOf(
  { loaders }: SignedInContext,
  { id, path }: Pick<AccountPlace, 'id' | 'path'>,
): Promise<readonly MarketplaceRow[]> {
  const sellerId = sellerIdOf(path);
  const all = sellerId === undefined ? [] : await loaders.marketplacesOf.load(sellerId);
  if (all.length === 0) return [];
  const country = await loaders.country.load(id);
  return country === undefined ? all : all.filter(({ market }) => market === country);
}

/** The marketplaces to which the viewer is narrowed; undefined for one that sees everything. */
export async function shopsOfViewer(context: SignedInContext): Promise<Shops | undefined> {
  const { accountId, accountType, path } = context.viewer;
  if (accountType !== 'CUSTOMER') return undefined;
  const shops = await shopsOf(context, { id: accountId, path });
  if (shops.length === 0) return undefined;
  return { ids: shops.map(({ id }) => id), markets: new Set(shops.map(({ market }) => market)) };
}

/** The SQL conditions for `product` that the viewer may see; none for a viewer that sees everything. */
export async function offeredConditions(context: SignedInContext): Promise<readonly Condition[]> {
  const shops = await shopsOfViewer(context);
  return shops === undefined ? [] : [isListedIn(shops.ids)];
}

/** Whether the viewer may see and buy a product. */
export async function isOffered(context: SignedInContext, productId: Id<'prd'>): Promise<boolean> {
  const shops = await shopsOfViewer(context);
  return shops === undefined || context.loaders.listed.load({ productId, marketplaceIds: shops.ids });
}

/** Whether the viewer may see and buy a plan. */
export async function isPlanOffered(context: SignedInContext, { productId, market }: PlanRow): Promise<boolean> {
  const shops = await shopsOfViewer(context);
  if (shops === undefined) return true;
  return shops.markets.has(market) && context.loaders.listed.load({ productId, marketplaceIds: shops.ids });
}

/**
 * Whether a seller sells a plan to its customers in the plan's market, whoever asks: its product is listed there, or the seller
 * has no marketplace for it.
 */
export async function isSoldBy(
  { loaders }: SignedInContext,
  sellerId: Id<'acc'>,
  { productId, market }: PlanRow,
): Promise<boolean> {
  const shops = (await loaders.marketplacesOf.load(sellerId)).filter((shop) => shop.market === market);
  if (shops.length === 0) return true;
  return loaders.listed.load({ productId, marketplaceIds: shops.map(({ id }) => id) });
}
