import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';

/** The import, or null. Those who may import sheets may see it. */
export async function visibleImport(
  { viewer, loaders }: SignedInContext,
  id: Id<'imp'>,
): Promise<PriceListImportRow | null> {
  return may(viewer, 'MANAGE_CATALOG') ? loaders.priceListImport.load(id) : null;
}
