import { expect, it } from 'vitest';
import {
  CreateMarketplaceDocument,
  DecideListingDocument,
  ListingRequestsDocument,
  ListingsOfDocument,
  PublishWithTextsDocument,
  RetireListingDocument,
  SetListingConsentDocument,
  type PublishListingInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { userOf } from '../../../support/principals.ts';
import {
  announce,
  customerUser,
  EVERYTHING,
  MONEY,
  providerUser,
  resellerUser,
  subResellerUser,
  tree,
} from '../catalog-under-test.ts';
import { useSampleCatalog } from '../sample-catalog.ts';

describeOnBothDatabases('listings that need consent', (kind) => {
  const { catalog, ask, productId } = useSampleCatalog(kind);

  const seller = tree.reseller.id;
  const childId = tree.subReseller.id;
  let marketplaceId = '';
  let listingId = '';

  const demand = async (needed: boolean | undefined, accountId?: string, by = resellerUser) =>
    (await ask(SetListingConsentDocument, { input: { sellerId: seller, accountId, needed } }, by)).setListingConsent;
  const publish = async (input: Partial<PublishListingInput> = {}, by = subResellerUser) => {
    const product = await productId('CFQ7TTC0LH18:0001');
    const wanted = { marketplaceId, productId: product, ...input };
    return (await ask(PublishWithTextsDocument, { input: wanted }, by)).publishListing;
  };
  const decide = async (decision: 'APPROVE' | 'DECLINE', by = resellerUser, reason?: string) =>
    (await ask(DecideListingDocument, { input: { listingId, decision, reason } }, by)).decideListing;
  const requested = async (by = resellerUser) =>
    (await ask(ListingRequestsDocument, {}, by)).listingRequests.nodes.map(({ id }) => id);
  const statuses = async (by = subResellerUser) =>
    (await ask(ListingsOfDocument, { id: marketplaceId }, by)).marketplace?.listings.nodes.map(({ status }) => status);

  it('are demanded by a seller of all its children, or of one', async () => {
    const market = { ownerId: childId, name: 'Window', market: 'US', currency: 'USD' };
    const made = await ask(CreateMarketplaceDocument, { input: market }, subResellerUser);
    marketplaceId = made.createMarketplace.marketplace?.id ?? '';
    const needed = (isNeeded: boolean) => ({ account: { id: childId, listingsNeedConsent: isNeeded }, userErrors: [] });
    expect(await demand(true)).toMatchObject({ account: { id: seller, listingsNeedConsent: false }, userErrors: [] });
    expect(await demand(false, childId)).toEqual(needed(false));
    // Without a setting of its own, the one for all holds.
    expect(await demand(undefined, childId)).toEqual(needed(true));
    expect(await demand(undefined)).toMatchObject({ userErrors: [] });
    expect(await demand(true, childId)).toEqual(needed(true));
  });

  it('are not demanded of what is no child, by a customer, or by the child itself', async () => {
    const refusal = async (input: object, by = resellerUser) =>
      (await ask(SetListingConsentDocument, { input: { sellerId: seller, needed: true, ...input } }, by))
        .setListingConsent.userErrors;
    expect(await refusal({ accountId: tree.customer.id })).toEqual([{ code: 'INVALID', path: ['accountId'] }]);
    expect(await refusal({ accountId: tree.otherReseller.id })).toEqual([{ code: 'NOT_FOUND', path: ['accountId'] }]);
    expect(await refusal({ sellerId: tree.directCustomer.id })).toEqual([{ code: 'NOT_ALLOWED', path: ['sellerId'] }]);
    expect(await refusal({}, subResellerUser)).toEqual([{ code: 'NOT_FOUND', path: ['sellerId'] }]);
  });

  it('wait for their seller, unseen by customers, and are asked for once', async () => {
    const { listing, userErrors } = await publish({ name: ' Mail for all ', description: 'Ours' });
    expect(userErrors).toEqual([]);
    expect(listing).toMatchObject({
      status: 'REQUESTED',
      name: 'Mail for all',
      description: 'Ours',
      publishedAt: null,
    });
    listingId = listing?.id ?? '';
    expect(await publish()).toMatchObject({ listing: { id: listingId, name: 'Mail for all' } });
    expect(await requested()).toEqual([listingId]);
    expect(await requested(subResellerUser)).toEqual([]);
    expect([await statuses(), await statuses(customerUser)]).toEqual([['REQUESTED'], []]);
  });

  it('are decided by their seller or an account above, and by nobody below', async () => {
    expect(await decide('APPROVE', subResellerUser)).toMatchObject({
      userErrors: [{ code: 'NOT_ALLOWED', path: ['listingId'] }],
    });
    const other = userOf(tree.otherReseller, EVERYTHING);
    for (const user of [other, userOf(tree.customer, EVERYTHING)]) {
      expect(await decide('APPROVE', user)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['listingId'] }] });
    }
    expect(await decide('DECLINE', resellerUser, 'Not in this country')).toMatchObject({
      listing: { status: 'DECLINED', reason: 'Not in this country' },
    });
    expect(await decide('APPROVE')).toMatchObject({ userErrors: [{ code: 'STATE_CONFLICT', path: ['listingId'] }] });
    expect(await requested()).toEqual([]);
  });

  it('are asked for again after they were declined, and published when they are approved', async () => {
    expect(await publish({ description: null })).toMatchObject({
      listing: { id: listingId, status: 'REQUESTED', description: null, reason: null },
    });
    expect(await decide('APPROVE', providerUser)).toMatchObject({
      listing: { status: 'PUBLISHED', publishedAt: expect.any(String) as string },
    });
    expect([await statuses(), await statuses(customerUser)]).toEqual([['PUBLISHED'], ['PUBLISHED']]);
    // What is on sale is not asked for again; its texts change.
    expect(await publish({ name: 'Mail' })).toMatchObject({ listing: { status: 'PUBLISHED', name: 'Mail' } });
  });

  it('need none when an account above publishes them, and can be listed anew after they were retired', async () => {
    await ask(RetireListingDocument, { input: { listingId } }, resellerUser);
    const { listing } = await publish({}, resellerUser);
    expect(listing).toMatchObject({ status: 'PUBLISHED', name: null });
    expect(listing?.id).not.toBe(listingId);
    const all = await ask(ListingsOfDocument, { id: marketplaceId, status: ['RETIRED', 'PUBLISHED'] }, subResellerUser);
    expect(all.marketplace?.listings).toMatchObject({
      totalCount: 2,
      nodes: [{ id: listing?.id }, { id: listingId, status: 'RETIRED' }],
    });
    const seen = await ask(ListingsOfDocument, { id: marketplaceId, status: ['RETIRED'] }, customerUser);
    expect(seen.marketplace?.listings.totalCount).toBe(0);
  });

  it('wait for the new seller of an account that has moved', async () => {
    const second = await productId('CFQ7TTC0LCHC:0002');
    const { listing } = await publish({ productId: second });
    expect(listing?.status).toBe('REQUESTED');
    const path = `${tree.provider.path}.${childId.slice(4)}`;
    const move = { number: 1, accountId: childId, from: tree.subReseller.path, to: path };
    await catalog().bus.publish({ id: `move-${kind}`, subject: 'accounts.account-moved', data: move });
    expect([await requested(), await requested(providerUser)]).toEqual([[], [listing?.id]]);
    await announce(catalog(), tree.subReseller, 2);
  });

  it('is one for two who publish a product at once', async () => {
    const product = await productId('CFQ7TTC0LDPB:0001');
    const both = await Promise.all([1, 2].map(() => publish({ productId: product }, resellerUser)));
    expect(new Set(both.map(({ listing }) => listing?.id)).size).toBe(1);
  });

  it('is not decided without the permission to manage prices', async () => {
    const input = { listingId, decision: 'APPROVE' } as const;
    const { errors } = await catalog().ask(DecideListingDocument, { input }, userOf(tree.reseller, MONEY));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
