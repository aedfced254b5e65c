import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { requestImport } from '../../services/sheets/request-import.ts';
import { ImportPriceListInput } from './inputs.ts';
import { readImportRequest } from './read-inputs.ts';
import { PriceListImportType } from './types.ts';

const ImportPriceListPayload = payloadType('ImportPriceList', 'The result of `importPriceList`.', {
  priceListImport: {
    type: () => PriceListImportType,
    description: 'The import that has started. Query `priceListImport` with its id to follow its progress.',
  },
});

@Resolver()
export class SheetMutations {
  @Mutation(() => ImportPriceListPayload, {
    description:
      'Starts the import of a vendor sheet (a price list or an offer matrix) into the catalogue and returns at once, ' +
      'while the import continues in the background. If the sheet lacks more than 5 % of the plans on sale of a category, ' +
      'market and segment, the import fails and changes nothing. Needs the permission MANAGE_CATALOG in the provider.',
  })
  async importPriceList(
    @Arg('input', () => ImportPriceListInput, { description: 'The sheet, and its vendor.' })
    input: ImportPriceListInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly priceListImport: PriceListImportRow }>> {
    const outcome = await requestImport(requirePermission(context, 'MANAGE_CATALOG'), readImportRequest(input));
    return toPayload(outcome, 'priceListImport');
  }
}
