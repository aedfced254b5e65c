import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitted } from '../../../shared/graphql/signed-in.ts';
import { forbidden } from '../../../shared/graphql/errors.ts';
import type { CatalogContext } from '../../context.ts';
import { createMarketplace, publishListing, retireListing } from '../../services/marketplaces/marketplaces.ts';
import { requestImport } from '../../services/sheets/request-import.ts';
import { setMargin } from '../../services/prices/set-margin.ts';
import {
  CreateMarketplaceInput,
  ImportPriceListInput,
  PublishListingInput,
  RetireListingInput,
  SetMarginInput,
} from './inputs.ts';
import {
  CreateMarketplacePayload,
  ImportPriceListPayload,
  PublishListingPayload,
  RetireListingPayload,
  SetMarginPayload,
} from './payloads.ts';

@Resolver()
export class CatalogMutations {
  @Mutation(() => ImportPriceListPayload, {
    description:
      'Reads a vendor sheet (a price list or an offer matrix) into the catalogue. Answers at once; the import goes on by ' +
      'itself. A sheet that lacks more than 5 % of the plans of its kind, market and segment changes nothing and fails. ' +
      'Needs MANAGE_CATALOG in the provider.',
  })
  async importPriceList(
    @Arg('input', () => ImportPriceListInput, { description: 'The sheet.' }) input: ImportPriceListInput,
    @Ctx() { services, em, principal }: CatalogContext,
  ): Promise<ImportPriceListPayload> {
    const viewer = permitted(principal, 'MANAGE_CATALOG');
    if (viewer.accountType !== 'PROVIDER') throw forbidden('MANAGE_CATALOG');
    const outcome = await requestImport(services, em, viewer, input);
    return outcome.ok ? { priceListImport: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => SetMarginPayload, {
    description: 'Sets or removes what a seller adds to its cost, for all its children or a case. Needs MANAGE_PRICES.',
  })
  async setMargin(
    @Arg('input', () => SetMarginInput, { description: 'The rule.' }) input: SetMarginInput,
    @Ctx() context: CatalogContext,
  ): Promise<SetMarginPayload> {
    permitted(context.principal, 'MANAGE_PRICES');
    const outcome = await setMargin(context, context.em, input);
    return { userErrors: outcome.ok ? [] : outcome.errors };
  }

  @Mutation(() => CreateMarketplacePayload, {
    description: 'Creates a marketplace, empty at first. Needs MANAGE_PRICES.',
  })
  async createMarketplace(
    @Arg('input', () => CreateMarketplaceInput, { description: 'The marketplace.' }) input: CreateMarketplaceInput,
    @Ctx() context: CatalogContext,
  ): Promise<CreateMarketplacePayload> {
    permitted(context.principal, 'MANAGE_PRICES');
    const outcome = await createMarketplace(context, context.em, input, context.services.now());
    return outcome.ok ? { marketplace: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => PublishListingPayload, {
    description: 'Puts a product on sale in a marketplace; once more changes nothing. Needs MANAGE_PRICES.',
  })
  async publishListing(
    @Arg('input', () => PublishListingInput, { description: 'What, and where.' }) input: PublishListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<PublishListingPayload> {
    permitted(context.principal, 'MANAGE_PRICES');
    const outcome = await publishListing(context, context.em, input, context.services.now());
    return outcome.ok ? { listing: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }

  @Mutation(() => RetireListingPayload, {
    description: 'Takes a product out of a marketplace; once more changes nothing. Needs MANAGE_PRICES.',
  })
  async retireListing(
    @Arg('input', () => RetireListingInput, { description: 'The listing.' }) { listingId }: RetireListingInput,
    @Ctx() context: CatalogContext,
  ): Promise<RetireListingPayload> {
    permitted(context.principal, 'MANAGE_PRICES');
    const outcome = await retireListing(context, context.em, listingId, context.services.now());
    return outcome.ok ? { listing: outcome.value, userErrors: [] } : { userErrors: outcome.errors };
  }
}
