import { expect, it } from 'vitest';
import {
  CreateMarketplaceDocument,
  MarketplaceDocument,
  PublishListingDocument,
  RetireListingDocument,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { customerUser, providerUser, resellerUser, subResellerUser, tree } from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

describeOnBothDatabases('marketplaces', (kind) => {
  const { catalog, ask, list, names, productId } = useSampleCatalog(kind);

  const input = { ownerId: tree.reseller.id, name: 'Shop', market: 'US', currency: 'USD' };
  let id = '';
  let listingId = '';

  it('are created by a seller, each with a unique name', async () => {
    const { createMarketplace } = await ask(CreateMarketplaceDocument, { input });
    expect(createMarketplace).toMatchObject({ marketplace: { owner: { id: tree.reseller.id } }, userErrors: [] });
    id = createMarketplace.marketplace?.id ?? '';
    const refusals = [
      [
        { ...input, name: 'sHOP' },
        { code: 'ALREADY_EXISTS', path: ['name'] },
      ],
      [
        { ...input, name: ' ' },
        { code: 'INVALID', path: ['name'] },
      ],
      [
        { ...input, ownerId: tree.otherReseller.id },
        { code: 'NOT_FOUND', path: ['ownerId'] },
      ],
      [
        { ...input, ownerId: tree.directCustomer.id },
        { code: 'NOT_ALLOWED', path: ['ownerId'] },
      ],
    ] as const;
    for (const [refused, error] of refusals) {
      const answer = await ask(CreateMarketplaceDocument, { input: refused });
      expect(answer.createMarketplace).toEqual({ marketplace: null, userErrors: [error] });
    }
  });

  it('have listings, each published once, and narrow the list of products to them', async () => {
    const listing = { marketplaceId: id, productId: await productId('CFQ7TTC0LH18:0001') };
    const first = await ask(PublishListingDocument, { input: listing });
    listingId = first.publishListing.listing?.id ?? '';
    expect(first.publishListing).toMatchObject({ listing: { product: { mpn: 'CFQ7TTC0LH18:0001' } } });
    expect(await ask(PublishListingDocument, { input: listing })).toEqual(first);
    expect(await names({ filter: { marketplaceId: id } })).toEqual(['Microsoft 365 Business Basic']);
    const refused = await ask(PublishListingDocument, { input: { ...listing, productId: newId('prd') } });
    expect(refused.publishListing.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['productId'] }]);
  });

  it('are visible to their owner, to accounts above it and to its buyers only', async () => {
    const seen = {
      marketplace: { name: 'Shop', listings: { totalCount: 1, nodes: [{ product: { mpn: 'CFQ7TTC0LH18:0001' } }] } },
    };
    const directCustomer = { ...customerUser, acc: tree.directCustomer.id, path: tree.directCustomer.path };
    for (const user of [resellerUser, providerUser, subResellerUser, directCustomer]) {
      expect(await ask(MarketplaceDocument, { id }, user)).toEqual(seen);
    }
    const other = { ...resellerUser, acc: tree.otherReseller.id, path: tree.otherReseller.path };
    for (const user of [customerUser, other]) {
      expect(await ask(MarketplaceDocument, { id }, user)).toEqual({ marketplace: null });
      expect((await list({ filter: { marketplaceId: id } }, user)).totalCount).toBe(0);
    }
  });

  it('are listed by an account: its own, or for a customer those of its seller', async () => {
    const of = [tree.reseller, tree.directCustomer, tree.customer, tree.otherReseller].map((account) => ({
      __typename: 'Account',
      id: account.id,
    }));
    const { _entities } = await ask<{ _entities: object[] }>(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Account { marketplaces { name } } } }',
      { of },
    );
    const shop = { marketplaces: [{ name: 'Shop' }] };
    expect(_entities).toEqual([shop, shop, { marketplaces: [] }, { marketplaces: [] }]);
  });

  it('are changed by their sellers, not by their buyers', async () => {
    const refused = await ask(RetireListingDocument, { input: { listingId } }, subResellerUser);
    expect(refused.retireListing).toEqual({
      listing: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['listingId'] }],
    });
    const { errors } = await catalog().ask(RetireListingDocument, { input: { listingId } }, customerUser);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const retired = await ask(RetireListingDocument, { input: { listingId } });
    expect(retired.retireListing.listing?.retiredAt).toEqual(expect.any(String));
    expect(await ask(RetireListingDocument, { input: { listingId } })).toEqual(retired);
    expect((await list({ filter: { marketplaceId: id } })).totalCount).toBe(0);
  });
});
