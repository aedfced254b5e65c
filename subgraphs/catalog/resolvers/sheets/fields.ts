import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CatalogContext } from '../../context.ts';
import type { PriceListImportRow, RejectedRowRow } from '../../entities/price-list-import.ts';
import { PriceListImportType, RejectedRowType } from './types.ts';

@Resolver(() => PriceListImportType)
export class ImportFields {
  @FieldResolver(() => [RejectedRowType], {
    description: 'The first thousand rejected rows, sorted by line. `rowsRejected` counts all of them.',
  })
  @Directive('@listSize(assumedSize: 20)')
  rejected(@Root() record: PriceListImportRow, @Ctx() { loaders }: CatalogContext): Promise<readonly RejectedRowRow[]> {
    return loaders.rejectedRows.load(record.id);
  }
}
