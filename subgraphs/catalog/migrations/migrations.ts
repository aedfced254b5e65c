import { M001Catalog } from './m001-catalog.ts';
import { M002MpnLookup } from './m002-mpn-lookup.ts';
import { M004Moves } from './m004-moves.ts';
import { M005PricePeriods } from './m005-price-periods.ts';
import { M006MarginRules } from './m006-margin-rules.ts';
import { M007FindingProducts } from './m007-finding-products.ts';
import { M008Marketplaces } from './m008-marketplaces.ts';
import { M009OfferMatrix } from './m009-offer-matrix.ts';
import { M010Promotions } from './m010-promotions.ts';
import { M011ProductParameters } from './m011-product-parameters.ts';
import { M012PriceNotices } from './m012-price-notices.ts';

/** The migrations of the catalogue's tables, in the order in which they run. */
export const MIGRATIONS = [
  M001Catalog,
  M002MpnLookup,
  M004Moves,
  M005PricePeriods,
  M006MarginRules,
  M007FindingProducts,
  M008Marketplaces,
  M009OfferMatrix,
  M010Promotions,
  M011ProductParameters,
  M012PriceNotices,
] as const;
