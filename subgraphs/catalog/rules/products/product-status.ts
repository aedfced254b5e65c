import { isGiven, type Optional } from '../../../shared/domain/given.ts';

/** Whether a product can be bought. */
export type ProductStatus = 'PUBLISHED' | 'END_OF_SALE';

/** In which versions of its vendor's price list a product is sold, and until when. */
export interface ListedProduct {
  readonly listedSince: number;
  readonly listedUntil?: Optional<number>;
  readonly saleEnds?: Optional<Date>;
}

/** Whether a product is sold at a moment, as the version of the price list says that readers see. */
export function productStatus(
  { listedSince, listedUntil, saleEnds }: ListedProduct,
  priceVersion: number,
  moment: Date,
): ProductStatus {
  const isListed = listedSince <= priceVersion && (!isGiven(listedUntil) || listedUntil > priceVersion);
  return isListed && (!isGiven(saleEnds) || saleEnds > moment) ? 'PUBLISHED' : 'END_OF_SALE';
}
