import { may } from '../../../shared/domain/access.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { SignedInContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';

/** The import, or null. Those who may import sheets, for the provider, may see it. */
export async function visibleImport(
  { viewer, loaders }: SignedInContext,
  id: Id<'imp'>,
): Promise<PriceListImportRow | null> {
  const maySee = viewer.accountType === 'PROVIDER' && may(viewer, 'MANAGE_CATALOG');
  return maySee ? loaders.priceListImport.load(id) : null;
}
