import type { Condition } from '../../../shared/database/list-loader.ts';
import { containing, searchWords, textArray } from '../../../shared/database/sql.ts';
import { countRows } from '../../../shared/database/total.ts';
import type { Reader } from '../../../shared/database/transaction.ts';
import { haveMistypedWord } from '../../../shared/database/typing-errors.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { meansMpn, readMpn } from '../../../shared/domain/mpn.ts';
import {
  emptyConnection,
  toConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import { ProductEntity, type ProductRow } from '../../entities/product.ts';
import { planConditions, PRODUCT_COLUMNS, type PlanSelection } from '../../loaders/product-lists.ts';
import { visibleMarketplace } from '../marketplaces/visible-marketplaces.ts';

/** The conditions for products, all of which must hold; one that is undefined holds for every product. */
export interface ProductSearch extends Pick<PlanSelection, 'segment' | 'market'> {
  readonly search: string | undefined;
  readonly vendorId: Id<'ven'> | undefined;
  readonly category: string | undefined;
  /** As people write them: in any case, with `/` or `:`, with or without the SKU. */
  readonly mpns: readonly string[] | undefined;
  readonly marketplaceId: Id<'mkt'> | undefined;
  readonly page: PageRequest;
}

/** How many parts a cursor of a product list has: the name in lower case, then the id. */
export const PRODUCT_CURSOR_PARTS = 2;

/** The sort key of a product in lists. */
export function productSortKey(product: ProductRow): readonly string[] {
  return [product.nameKey, product.id];
}

/** A page of the products on sale that match, by name. A marketplace that the viewer may not see has no products. */
export async function findProducts(context: SignedInContext, search: ProductSearch): Promise<Connection<ProductRow>> {
  const { page, marketplaceId } = search;
  if (marketplaceId !== undefined && (await visibleMarketplace(context, marketplaceId)) === null) {
    return emptyConnection(page);
  }
  const { read, deps } = context;
  const words = searchWords(search.search);
  const exact = conditionsOf(search, words.map(hasWord), deps.now());
  const products = await readProducts(read, exact, page);
  const text = { column: 'product.search_text', has: hasWord };
  const alike = products.length > 0 ? [] : haveMistypedWord(words, text);
  // A page of what is alike comes only after other pages of it, or where there is no other product.
  if (alike.length === 0 || (page.after !== undefined && (await hasProducts(read, exact)))) {
    return toPage(read, exact, products, page);
  }
  const meant = conditionsOf(search, alike, deps.now());
  return toPage(read, meant, await readProducts(read, meant, page), page);
}

async function readProducts(
  read: Reader,
  { conditions, values }: Conditions,
  { first, after }: PageRequest,
): Promise<readonly ProductRow[]> {
  const rows = await read.query(
    `select ${PRODUCT_COLUMNS} from catalog.product
     where ${conditions.join(' and ')} ${after === undefined ? '' : 'and (product.name_key, product.id) > (?, ?)'}
     order by product.name_key, product.id limit ?`,
    [...values, ...(after ?? []), first + 1],
  );
  return rows.map((row) => read.map(ProductEntity, row));
}

async function hasProducts(read: Reader, { conditions, values }: Conditions): Promise<boolean> {
  const found = await read.query(`select 1 from catalog.product where ${conditions.join(' and ')} limit 1`, values);
  return found.length > 0;
}

function toPage(
  read: Reader,
  { conditions, values }: Conditions,
  products: readonly ProductRow[],
  page: PageRequest,
): Connection<ProductRow> {
  return toConnection(products, page, productSortKey, () =>
    countRows(read, { from: 'catalog.product', where: conditions.join(' and '), values }),
  );
}

interface Conditions {
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
}

function hasWord(word: string): Condition {
  return ['product.search_text like ?', containing(word)];
}

/** The conditions for products, with those for their words. */
function conditionsOf(search: ProductSearch, words: readonly Condition[], now: Date): Conditions {
  const conditions = [`product.status = 'PUBLISHED'`];
  const values: unknown[] = [];
  const add = (condition: string, ...more: readonly unknown[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  const { vendorId, category, mpns, marketplaceId, segment, market } = search;
  for (const condition of words) add(...condition);
  if (vendorId !== undefined) add('product.vendor_id = ?', vendorId);
  if (category !== undefined) add('product.category = ?', category);
  if (mpns !== undefined) add(...mpnCondition(mpns));
  if (segment !== undefined || market !== undefined) {
    const plan = planConditions({ segment, market }, now);
    add(`exists (select 1 from catalog.plan where plan.product_id = product.id and ${plan.sql})`, ...plan.values);
  }
  if (marketplaceId !== undefined) {
    add(
      `exists (select 1 from catalog.listing where listing.product_id = product.id
         and listing.marketplace_id = ? and listing.retired_at is null)`,
      marketplaceId,
    );
  }
  return { conditions, values };
}

/** Matches part numbers by the indexes of both their forms; a text that is no part number matches nothing. */
function mpnCondition(texts: readonly string[]): readonly [sql: string, withSku: string, withoutSku: string] {
  const wanted = texts.map(readMpn).filter((parts) => parts !== undefined);
  return [
    `(upper(product.mpn) = any (?::text[]) or upper(split_part(product.mpn, ':', 1)) = any (?::text[]))`,
    textArray(wanted.flatMap(({ product, sku }) => (sku === undefined ? [] : [`${product}:${sku}`]))),
    textArray(wanted.flatMap(({ product, sku }) => (sku === undefined ? [product] : []))),
  ];
}

/** How one product is named: by its id, to which a part number may be added as a check, or by its part number. */
export type ProductKey =
  | { readonly kind: 'id'; readonly id: Id<'prd'>; readonly mpn: string | undefined }
  | { readonly kind: 'mpn'; readonly mpn: string };

/** The product, on sale or not; null when there is none, or when its part number is not the one that was given. */
export async function findProduct({ read, loaders }: SignedInContext, key: ProductKey): Promise<ProductRow | null> {
  if (key.kind === 'mpn') return findProductByMpn(read, key.mpn);
  const product = await loaders.product.load(key.id);
  return product === null || key.mpn === undefined || meansMpn(key.mpn, product.mpn) ? product : null;
}

/**
 * The product that a part number means; of several vendors' products the first. Null when there is none, and when the
 * text has no SKU but a vendor has several SKUs of the product.
 */
async function findProductByMpn(read: Reader, text: string): Promise<ProductRow | null> {
  const [sql, ...values] = mpnCondition([text]);
  const rows = await read.query(
    `select ${PRODUCT_COLUMNS} from catalog.product where ${sql} order by product.vendor_id, product.id limit 2`,
    values,
  );
  const [first, second] = rows.map((row) => read.map(ProductEntity, row));
  if (first === undefined) return null;
  return readMpn(text)?.sku === undefined && second?.vendorId === first.vendorId ? null : first;
}
