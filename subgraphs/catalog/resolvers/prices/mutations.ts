import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { payloadType, toPayload, type Payload } from '../../../shared/graphql/payload.ts';
import { UrlScalar } from '../../../shared/graphql/scalars.ts';
import { requirePermission } from '../../../shared/graphql/signed-in.ts';
import type { CatalogContext } from '../../context.ts';
import { exportPriceList } from '../../services/prices/export-price-list.ts';
import { setMargin, type SetMargin } from '../../services/prices/set-margin.ts';
import { ExportPriceListInput, SetMarginInput } from './inputs.ts';
import { SetMarginPayload } from './types.ts';
import { readExportRequest, readMarginChange } from './read-inputs.ts';

const ExportPriceListPayload = payloadType('ExportPriceList', 'The result of `exportPriceList`.', {
  csvUrl: {
    type: () => UrlScalar,
    description:
      'Where the file is for an hour, for whoever has this address: keep it to yourself. It needs no sign-in.',
  },
});

@Resolver()
export class PriceMutations {
  @Mutation(() => SetMarginPayload, {
    description:
      'Sets, replaces or removes a rule by which a seller makes the prices for its direct children: a percentage on what ' +
      "it pays, one below the vendor's retail price, or a fixed price of one plan. Needs the permission MANAGE_PRICES.",
  })
  async setMargin(
    @Arg('input', () => SetMarginInput, { description: 'What the rule is for, and how it makes the price.' })
    input: SetMarginInput,
    @Ctx() context: CatalogContext,
  ): Promise<SetMargin & { readonly userErrors: readonly Refusal[] }> {
    const outcome = await setMargin(requirePermission(context, 'MANAGE_PRICES'), readMarginChange(input));
    return outcome.ok ? { ...outcome.value, userErrors: [] } : { rule: null, warnings: [], userErrors: outcome.errors };
  }

  @Mutation(() => ExportPriceListPayload, {
    description:
      'Makes a file of what an account pays in a market, in every period that is not over, as CSV in the layout of a price ' +
      'sheet: it can be imported again. Prices have up to six digits after the point. Customers find what their seller ' +
      'lists for them. Needs the permission VIEW_FINANCIALS.',
  })
  async exportPriceList(
    @Arg('input', () => ExportPriceListInput, { description: 'Whose prices, and of which plans.' })
    input: ExportPriceListInput,
    @Ctx() context: CatalogContext,
  ): Promise<Payload<{ readonly csvUrl: string }>> {
    const outcome = await exportPriceList(requirePermission(context, 'VIEW_FINANCIALS'), readExportRequest(input));
    return toPayload(outcome, 'csvUrl');
  }
}
