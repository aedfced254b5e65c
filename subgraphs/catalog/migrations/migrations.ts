import { M001Catalog } from './m001-catalog.ts';
import { M002MpnLookup } from './m002-mpn-lookup.ts';

/** The migrations of the catalogue's tables, in the order in which they run. */
export const MIGRATIONS = [M001Catalog, M002MpnLookup] as const;
