import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../shared/paging.ts';
import type { ListingRow } from '../entities/marketplace.ts';
import type { ProductRow } from '../entities/product.ts';
import type { VendorRow } from '../entities/vendor.ts';
import { ListingConnection } from './marketplace-types.ts';
import { ProductConnection, VendorConnection } from './product-types.ts';

const TOTAL = 'How many the whole list has, exactly.';

@Resolver(() => VendorConnection)
export class VendorTotals {
  @FieldResolver(() => Int, { description: TOTAL })
  totalCount(@Root() list: Connection<VendorRow>): Promise<number> {
    return list.totalCount();
  }
}

@Resolver(() => ProductConnection)
export class ProductTotals {
  @FieldResolver(() => Int, { description: TOTAL })
  totalCount(@Root() list: Connection<ProductRow>): Promise<number> {
    return list.totalCount();
  }
}

@Resolver(() => ListingConnection)
export class ListingTotals {
  @FieldResolver(() => Int, { description: TOTAL })
  totalCount(@Root() list: Connection<ListingRow>): Promise<number> {
    return list.totalCount();
  }
}
