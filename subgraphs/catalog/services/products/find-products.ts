import type { EntityManager } from '@mikro-orm/postgresql';
import { readMpn } from '../../../shared/domain/mpn.ts';
import { toConnection, type Connection, type PageRequest } from '../../../shared/graphql/connection.ts';
import { containing, searchWords, textArray } from '../../../shared/database/sql.ts';
import { ProductEntity, type ProductRow } from '../../entities/product.ts';
import { planConditions, PRODUCT_COLUMNS, type PlanSelection } from '../../loaders/product-lists.ts';

export interface ProductSearch extends Pick<PlanSelection, 'segment' | 'market'> {
  readonly search?: string | null | undefined;
  readonly vendorId?: string | null | undefined;
  readonly category?: string | null | undefined;
  /** As people write them: any case, `/` or `:`, with or without the SKU. */
  readonly mpn?: readonly string[] | null | undefined;
  /** A marketplace that the caller has made sure may be seen. */
  readonly marketplaceId?: string | null | undefined;
  readonly page: PageRequest;
  readonly now: Date;
}

/** How many parts a cursor of a product list has: the name in lower case, then the id. */
export const PRODUCT_CURSOR_PARTS = 2;

/** The sort key of a product in lists. */
export function productSortKey(product: ProductRow): readonly string[] {
  return [product.nameKey, product.id];
}

/** The products on sale that match, a page of them, by name. */
export async function findProducts(em: EntityManager, search: ProductSearch): Promise<Connection<ProductRow>> {
  const { conditions, values } = conditionsOf(search);
  const where = conditions.join(' and ');
  const { page } = search;
  const rows = await em.execute<object[]>(
    `select ${PRODUCT_COLUMNS} from catalog.product
     where ${where} ${page.after === undefined ? '' : 'and (product.name_key, product.id) > (?, ?)'}
     order by product.name_key, product.id limit ?`,
    [...values, ...(page.after ?? []), page.first + 1],
  );
  return toConnection(
    rows.map((row) => em.map(ProductEntity, row as never)),
    page,
    productSortKey,
    async () => {
      const [total] = await em.execute<{ count: number }[]>(
        `select count(*)::int as count from catalog.product where ${where}`,
        values,
      );
      return total?.count ?? 0;
    },
  );
}

function conditionsOf(search: ProductSearch): { readonly conditions: readonly string[]; readonly values: unknown[] } {
  const conditions = [`product.status = 'PUBLISHED'`];
  const values: unknown[] = [];
  const add = (condition: string, ...more: readonly unknown[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  const { vendorId, category, mpn, marketplaceId, segment, market } = search;
  for (const word of searchWords(search.search)) add('product.search_text like ?', containing(word));
  if (isGiven(vendorId)) add('product.vendor_id = ?', vendorId);
  if (isGiven(category)) add('product.category = ?', category);
  if (isGiven(mpn)) add(...mpnCondition(mpn));
  if (isGiven(segment) || isGiven(market)) {
    const plan = planConditions({ segment, market }, search.now);
    add(`exists (select 1 from catalog.plan where plan.product_id = product.id and ${plan.sql})`, ...plan.values);
  }
  if (isGiven(marketplaceId)) {
    add(
      `exists (select 1 from catalog.listing where listing.product_id = product.id
         and listing.marketplace_id = ? and listing.retired_at is null)`,
      marketplaceId,
    );
  }
  return { conditions, values };
}

/** The products that part numbers mean, by the indexes of both their forms; what can be none means nothing. */
function mpnCondition(texts: readonly string[]): readonly [sql: string, whole: string, products: string] {
  const asked = texts.map(readMpn).filter((parts) => parts !== undefined);
  return [
    `(upper(product.mpn) = any (?::text[]) or upper(split_part(product.mpn, ':', 1)) = any (?::text[]))`,
    textArray(asked.flatMap(({ product, sku }) => (sku === undefined ? [] : [`${product}:${sku}`]))),
    textArray(asked.flatMap(({ product, sku }) => (sku === undefined ? [product] : []))),
  ];
}

/**
 * The product that a part number means, on sale or not; of several vendors the first. Null when there is none, and when
 * the text has no SKU and a vendor has several of the product.
 */
export async function findProductByMpn(em: EntityManager, text: string): Promise<ProductRow | null> {
  const [sql, ...values] = mpnCondition([text]);
  const rows = await em.execute<object[]>(
    `select ${PRODUCT_COLUMNS} from catalog.product where ${sql} order by product.vendor_id, product.id limit 2`,
    values,
  );
  const [first, second] = rows.map((row) => em.map(ProductEntity, row as never));
  if (first === undefined) return null;
  return readMpn(text)?.sku === undefined && second?.vendorId === first.vendorId ? null : first;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
