import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { readPage, unknownCursor, type PageArgs, type PageRequest } from '../../../shared/graphql/connection.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { PlanSelection } from '../../loaders/product-lists.ts';
import type { ProductKey } from '../../services/products/find-product.ts';
import type { PriceRange } from '../../services/products/price-range.ts';
import { hasWords, PRODUCT_CURSOR_PARTS, type ProductSearch } from '../../services/products/find-products.ts';
import type { PlanFilterInput, ProductArgs, ProductsArgs } from './inputs.ts';

/** Reads the arguments of `product`. Throws BAD_USER_INPUT when neither the id nor the part number is given. */
export function readProductKey({ id, mpn }: ProductArgs): ProductKey {
  if (isGiven(id)) return { kind: 'id', id: readId('prd', id), mpn: mpn ?? undefined };
  if (isGiven(mpn)) return { kind: 'mpn', mpn };
  throw badUserInput('Give the id or the mpn.', 'id');
}

/** Reads the arguments of `products`. Throws BAD_USER_INPUT for a page that can't be served. */
export function readProductSearch({ filter, search, ...paging }: ProductsArgs): ProductSearch {
  return {
    search: search ?? undefined,
    filter: {
      vendorId: readOptionalId('ven', filter?.vendorId),
      category: filter?.category ?? undefined,
      mpns: filter?.mpn ?? undefined,
      marketplaceId: readOptionalId('mkt', filter?.marketplaceId),
      plan: readPlanSelection(filter),
      price: readRange(filter),
    },
    page: hasWords(search ?? undefined) ? readRankedPage(paging) : readPage(paging, PRODUCT_CURSOR_PARTS),
  };
}

function readRange(filter: ProductsArgs['filter']): PriceRange | undefined {
  const { priceFrom, priceTo } = filter ?? {};
  if (!isGiven(priceFrom) && !isGiven(priceTo)) return undefined;
  return { from: priceFrom ?? undefined, to: priceTo ?? undefined };
}

/** The cursors of a search for words begin with a rank. */
function readRankedPage(paging: PageArgs): PageRequest {
  const page = readPage(paging, PRODUCT_CURSOR_PARTS + 1);
  const [rank] = page.after ?? [];
  if (rank !== undefined && !/^\d$/.test(rank)) throw unknownCursor();
  return page;
}

/** Reads a filter of plans. */
export function readPlanSelection(filter: Optional<PlanFilterInput>): PlanSelection {
  return {
    segment: filter?.segment ?? undefined,
    market: filter?.market ?? undefined,
    currency: filter?.currency ?? undefined,
    term: filter?.term ?? undefined,
    billingCycle: filter?.billingCycle ?? undefined,
  };
}
