import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { requireSignedIn } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { visibleImport } from '../../services/sheets/visible-import.ts';
import { PriceListImportType } from './types.ts';

@Resolver()
export class SheetQueries {
  @Query(() => PriceListImportType, {
    nullable: true,
    description:
      'The progress and the outcome of a price list import. Null when there is no such import, and without the ' +
      'permission MANAGE_CATALOG.',
  })
  priceListImport(
    @Arg('id', () => ID, { description: 'The id of the import.' }) id: string,
    @Ctx() context: CatalogContext,
  ): Promise<PriceListImportRow | null> {
    return visibleImport(requireSignedIn(context), readId('imp', id));
  }
}
