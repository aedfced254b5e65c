import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../../../shared/domain/ids.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import type { PriceListImportRow } from '../../entities/price-list-import.ts';
import { confirmImport } from '../../services/sheets/confirm-import.ts';
import { requestImport } from '../../services/sheets/request-import.ts';
import { ConfirmPriceListImportInput, ImportPriceListInput } from './inputs.ts';
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
      'while the import continues in the background: readers see the old list until all of the new one is there. What ' +
      'looks like a mistake (a sheet that retires more than 5 % of the plans of its kind in a market, doubles or halves a ' +
      'cost, has a tenth of its rows rejected, or is older than the one before) changes nothing and waits in the status ' +
      'NEEDS_CONFIRMATION. Another import of the same vendor waits until this one has ended. Needs the permission ' +
      'MANAGE_CATALOG in the provider.',
  })
  async importPriceList(
    @Arg('input', () => ImportPriceListInput, { description: 'The sheet, and its vendor.' })
    input: ImportPriceListInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly priceListImport: PriceListImportRow }>> {
    const outcome = await requestImport(requirePermission(context, 'MANAGE_CATALOG'), readImportRequest(input));
    return toPayload(outcome, 'priceListImport');
  }

  @Mutation(() => ImportPriceListPayload, {
    description:
      'Imports a sheet that waits in the status NEEDS_CONFIRMATION, although it looks like a mistake. The file is read ' +
      'again and must be the same. Needs the permission MANAGE_CATALOG in the provider.',
  })
  async confirmPriceListImport(
    @Arg('input', () => ConfirmPriceListImportInput, { description: 'The import that is no mistake.' })
    input: ConfirmPriceListImportInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly priceListImport: PriceListImportRow }>> {
    const signedIn = requirePermission(context, 'MANAGE_CATALOG');
    return toPayload(await confirmImport(signedIn, readId('imp', input.importId)), 'priceListImport');
  }
}
