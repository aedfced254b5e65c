import type { Condition } from '../../../shared/database/list-loader.ts';
import { searchWords } from '../../../shared/database/sql.ts';
import { exactly } from '../../../shared/database/total.ts';
import {
  emptyConnection,
  toConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import type { ProductRow } from '../../entities/product.ts';
import { createOffers, type Offers } from '../../loaders/product-offers.ts';
import { facetsOf, type Facet } from '../../rules/products/facets.ts';
import { salesTo } from '../../rules/prices/seller-chain.ts';
import { readTyped } from '../../rules/products/typed-search.ts';
import { offeredConditions, shopsOfViewer } from '../marketplaces/shops.ts';
import { visibleMarketplace } from '../marketplaces/visible-marketplaces.ts';
import { meantMatch } from './mistyped-products.ts';
import { plansInRange } from './price-range.ts';
import { conditionsBeside, conditionsOf, offerFilter, type ProductFilter } from './product-conditions.ts';
import { matchWords, RANKS, type WordMatch } from './product-words.ts';
import { readByName, readByRelevance } from './read-products.ts';

/** What products are looked for by. */
export interface ProductSearch {
  readonly search: string | undefined;
  readonly filter: ProductFilter;
  /** Its cursors have the rank first where there are words, and then the parts of a list by name. */
  readonly page: PageRequest;
}

/** A page of products, with the facets of the whole list; they are counted only when they are asked for. */
export interface ProductPage extends Connection<ProductRow> {
  facets(): Promise<readonly Facet[]>;
}

/** How many parts a cursor of a product list has: the name in lower case, then the id. */
export const PRODUCT_CURSOR_PARTS = 2;

/** The sort key of a product in lists. */
export function productSortKey(product: ProductRow): readonly string[] {
  return [product.nameKey, product.id];
}

/** Whether somebody looks for words. */
export function hasWords(search: string | undefined): boolean {
  return searchWords(search).length > 0;
}

/**
 * A page of the products on sale that match: by name, or with words the most relevant first. Where no product has the words,
 * those that have them but for one typing error. A marketplace that the viewer may not see has no products.
 */
export async function findProducts(context: SignedInContext, search: ProductSearch): Promise<ProductPage> {
  const { read } = context;
  const { filter, page } = search;
  if (filter.marketplaceId !== undefined && (await visibleMarketplace(context, filter.marketplaceId)) === null) {
    return { ...emptyConnection(page), facets: () => Promise.resolve(facetsOf([], {})) };
  }
  const scope = await scopeOf(context, filter);
  const words = searchWords(search.search);
  if (words.length === 0) {
    const key = page.after;
    const products = await readByName(read, scope.conditions, { key, limit: page.first + 1 });
    return toPage(products, page, productSortKey, scope.offers([]));
  }
  const typed = readTyped(words);
  const isOfMistyped = page.after?.[0] === String(RANKS.mistyped);
  const found = isOfMistyped ? undefined : await findMatches(context, scope, { match: matchWords(typed), page });
  if (found !== undefined && (found.nodes.length > 0 || page.after !== undefined)) return found;
  const match = await meantMatch(read, typed.words);
  return match === undefined && found !== undefined
    ? found
    : findMatches(context, scope, { match: match ?? matchWords(typed), page });
}

/** The filters of a search, without its words. */
interface SearchScope {
  readonly conditions: readonly Condition[];
  /** What there is to count of the products that have some words. */
  readonly offers: (words: readonly Condition[]) => Offers;
}

async function scopeOf(context: SignedInContext, filter: ProductFilter): Promise<SearchScope> {
  const { read, loaders, viewer, deps } = context;
  const { moment } = loaders;
  const { defaultMargins } = deps.config;
  const buyer = await loaders.buyerSegment();
  const view = { sales: salesTo(viewer.path), defaultMargins, moment };
  const priced = filter.price && (await plansInRange(read, filter.price, view));
  const offered = await offeredConditions(context);
  const markets = (await shopsOfViewer(context))?.markets;
  const beside = [...conditionsBeside(filter, moment), ...offered];
  const wanted = { filter: offerFilter(filter, { buyer, markets }), priced, moment };
  return {
    conditions: [...conditionsOf(filter, { buyer, markets, priced, moment }), ...offered],
    offers: (words) => createOffers(read, { conditions: [...beside, ...words], ...wanted }),
  };
}

async function findMatches(
  { read }: SignedInContext,
  scope: SearchScope,
  { match, page }: { readonly match: WordMatch; readonly page: PageRequest },
): Promise<ProductPage> {
  const [rank, ...key] = page.after ?? [];
  const after = rank === undefined ? undefined : { rank: Number(rank), key };
  const found = await readByRelevance(read, scope.conditions, match, { after, limit: page.first + 1 });
  const ranks = new Map(found.map((each) => [each.product, String(each.rank)]));
  const products = found.map(({ product }) => product);
  const sortKey = (product: ProductRow) => [ranks.get(product) ?? '', ...productSortKey(product)];
  return toPage(products, page, sortKey, scope.offers(match.conditions));
}

function toPage(
  products: readonly ProductRow[],
  page: PageRequest,
  sortKey: (product: ProductRow) => readonly string[],
  offers: Offers,
): ProductPage {
  const connection = toConnection(products, page, sortKey, async () => exactly(await offers.count()));
  return { ...connection, facets: () => offers.facets() };
}
