import type { Reader } from '../../shared/database/transaction.ts';
import type { DefaultMargins } from '../config.ts';
import { createEntityLoaders, type CatalogLoaders } from './catalog-loaders.ts';
import { createPeriodLoader } from './price-periods.ts';
import { createPriceLoader } from './prices.ts';

/** What own prices are read with, and the names of what has them. */
export type OwnPriceLoaders = Pick<CatalogLoaders, 'plan' | 'product' | 'periods' | 'price'>;

/** Makes the batches with which a job reads prices of accounts that do not ask. */
export function createOwnPriceLoaders(read: Reader, defaultMargins: DefaultMargins): OwnPriceLoaders {
  const { plan, product } = createEntityLoaders(read);
  return { plan, product, periods: createPeriodLoader(read), price: createPriceLoader(read, defaultMargins) };
}
