import { isGiven, type Optional } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import { readPage } from '../../../shared/graphql/connection.ts';
import { badUserInput } from '../../../shared/graphql/errors.ts';
import type { PlanSelection } from '../../loaders/product-lists.ts';
import { PRODUCT_CURSOR_PARTS, type ProductKey, type ProductSearch } from '../../services/products/find-products.ts';
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
    vendorId: readOptionalId('ven', filter?.vendorId),
    category: filter?.category ?? undefined,
    segment: filter?.segment ?? undefined,
    market: filter?.market ?? undefined,
    mpns: filter?.mpn ?? undefined,
    marketplaceId: readOptionalId('mkt', filter?.marketplaceId),
    page: readPage(paging, PRODUCT_CURSOR_PARTS),
  };
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
