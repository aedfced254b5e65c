import { expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { customerUser, providerUser, resellerUser, subResellerUser, tree } from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

describeOnBothDatabases('Marketplaces of the catalogue', (kind) => {
  const { catalog, ask, list, names, productId } = useSampleCatalog(kind);

  const CREATE = `mutation ($input: CreateMarketplaceInput!) {
      createMarketplace(input: $input) { marketplace { id owner { id } } userErrors { code path } }
    }`;
  const PUBLISH = `mutation ($input: PublishListingInput!) {
      publishListing(input: $input) { listing { id product { mpn } retiredAt } userErrors { code path } }
    }`;
  const RETIRE = `mutation ($input: RetireListingInput!) {
      retireListing(input: $input) { listing { id retiredAt } userErrors { code path } }
    }`;
  const input = { ownerId: tree.reseller.id, name: 'Shop', market: 'US', currency: 'USD' };
  interface Created {
    readonly createMarketplace: {
      readonly marketplace: { readonly id: string } | null;
      readonly userErrors: object[];
    };
  }
  interface Published {
    readonly publishListing: { readonly listing: { readonly id: string } | null; readonly userErrors: object[] };
  }
  const SEE = 'query ($id: ID!) { marketplace(id: $id) { name listings { totalCount nodes { product { mpn } } } } }';
  let id = '';
  let listingId = '';

  it('created by a seller, under a name of their own', async () => {
    const { createMarketplace } = await ask<Created>(CREATE, { input });
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
      const answer = await ask<Created>(CREATE, { input: refused });
      expect(answer.createMarketplace).toEqual({ marketplace: null, userErrors: [error] });
    }
  });

  it('with listings, each published once, that narrow the list of products', async () => {
    const listing = { marketplaceId: id, productId: await productId('CFQ7TTC0LH18:0001') };
    const first = await ask<Published>(PUBLISH, { input: listing });
    listingId = first.publishListing.listing?.id ?? '';
    expect(first.publishListing).toMatchObject({ listing: { product: { mpn: 'CFQ7TTC0LH18:0001' } } });
    expect(await ask(PUBLISH, { input: listing })).toEqual(first);
    expect(await names({ filter: { marketplaceId: id } })).toEqual(['Microsoft 365 Business Basic']);
    const refused = await ask<Published>(PUBLISH, { input: { ...listing, productId: newId('prd') } });
    expect(refused.publishListing.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['productId'] }]);
  });

  it('seen by their owner, by those above and by those who buy there, and by nobody else', async () => {
    const seen = {
      marketplace: { name: 'Shop', listings: { totalCount: 1, nodes: [{ product: { mpn: 'CFQ7TTC0LH18:0001' } }] } },
    };
    const directCustomer = { ...customerUser, acc: tree.directCustomer.id, path: tree.directCustomer.path };
    for (const user of [resellerUser, providerUser, subResellerUser, directCustomer]) {
      expect(await ask(SEE, { id }, user)).toEqual(seen);
    }
    const other = { ...resellerUser, acc: tree.otherReseller.id, path: tree.otherReseller.path };
    for (const user of [customerUser, other]) {
      expect(await ask(SEE, { id }, user)).toEqual({ marketplace: null });
      expect((await list({ filter: { marketplaceId: id } }, user)).totalCount).toBe(0);
    }
  });

  it('that accounts name: their own or, for customers, those they buy in', async () => {
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

  it('changed by those who sell there, not by those who buy', async () => {
    const refused = await ask<{ retireListing: object }>(RETIRE, { input: { listingId } }, subResellerUser);
    expect(refused.retireListing).toEqual({
      listing: null,
      userErrors: [{ code: 'NOT_ALLOWED', path: ['listingId'] }],
    });
    const { errors } = await catalog().query(RETIRE, { input: { listingId } }, customerUser);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const retired = await ask<{ retireListing: { listing: { retiredAt: string } } }>(RETIRE, {
      input: { listingId },
    });
    expect(retired.retireListing.listing.retiredAt).not.toBeNull();
    expect(await ask(RETIRE, { input: { listingId } })).toEqual(retired);
    expect((await list({ filter: { marketplaceId: id } })).totalCount).toBe(0);
  });
});
