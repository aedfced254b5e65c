import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  CreateHubOfDocument,
  CreateMarketplaceOfDocument,
  DecideListingOfDocument,
  DemandListingConsentDocument,
  EstimateOrderDocument,
  ExportPricesDocument,
  ListProductDocument,
} from '../../schema/operations/generated/graphql.ts';
import type { GraphClient } from './graph-client.ts';
import { once, signIn, type Platform } from './platform.ts';

const LISTED = 'CFQ7TTC0LH18:0001';
const UNLISTED = 'CFQ7TTC0LCHC:0002';

interface Found {
  readonly products: { readonly totalCount: number; readonly nodes: readonly { readonly mpn: string }[] };
  readonly product: { readonly id: string } | null;
}

/** Describes how a reseller sells what it lists: with its seller's consent, to its customers, and to nobody else less. */
export function describeMarketplaces(platform: () => Platform): void {
  const people = once(async () => {
    const [provider, seller, buyer] = await Promise.all(
      ['meridian.admin', 'summit.admin', 'alpine.admin'].map((login) => signIn(platform(), login)),
    );
    if (provider === undefined || seller === undefined || buyer === undefined) throw new Error('Three have signed in');
    return { provider, seller, buyer };
  });
  const accountId = async (client: GraphClient): Promise<string> =>
    (await client.data<{ viewer: { account: { id: string } } }>('{ viewer { account { id } } }')).viewer.account.id;
  const find = (client: GraphClient, mpn: string) =>
    client.data<Found>('query ($mpn: String) { products { totalCount nodes { mpn } } product(mpn: $mpn) { id } }', {
      mpn,
    });
  /** Why an order would be refused, as one text. */
  const obstacles = async (client: GraphClient, customerId: string, mpn: string): Promise<string> => {
    const lines = [{ mpn, term: 'P1Y', billingCycle: 'MONTHLY' as const, quantity: 1 }];
    return JSON.stringify(await client.data(EstimateOrderDocument, { input: { customerId, lines } }));
  };

  describe('a marketplace', () => {
    const opened = once(async () => {
      const { seller } = await people();
      const ownerId = await accountId(seller);
      const input = { ownerId, name: 'Summit for the West', market: 'US', currency: 'USD' };
      const { createMarketplace } = await seller.data(CreateMarketplaceOfDocument, { input });
      expect(createMarketplace.userErrors).toEqual([]);
      return { ownerId, marketplaceId: createMarketplace.marketplace?.id ?? '' };
    });

    test('is opened by a reseller and tied to its system', async () => {
      const { seller } = await people();
      const { ownerId, marketplaceId } = await opened();
      const input = { ownerId, name: 'Summit window', marketplaceIds: [marketplaceId] };
      const { createHub } = await seller.data(CreateHubOfDocument, { input });
      expect(createHub).toMatchObject({ hub: { marketplaces: [{ market: 'US' }] }, userErrors: [] });
    });

    test('sells a product when the account above has consented, and nothing else', async () => {
      const { provider, seller, buyer } = await people();
      const { ownerId, marketplaceId } = await opened();
      const demand = { sellerId: await accountId(provider), accountId: ownerId, needed: true };
      await provider.data(DemandListingConsentDocument, { input: demand });
      const everything = await find(seller, LISTED);
      const productId = everything.product?.id ?? '';
      const wanted = { marketplaceId, productId, name: 'Mail and documents' };
      const { publishListing } = await seller.data(ListProductDocument, { input: wanted });
      expect(publishListing.listing?.status).toBe('REQUESTED');
      expect((await find(buyer, LISTED)).products.totalCount).toBe(0);
      const listingId = publishListing.listing?.id ?? '';
      const { decideListing } = await provider.data(DecideListingOfDocument, {
        input: { listingId, decision: 'APPROVE' },
      });
      expect(decideListing).toMatchObject({ listing: { status: 'PUBLISHED' }, userErrors: [] });
      const seen = await find(buyer, LISTED);
      expect([seen.products.totalCount, seen.products.nodes]).toEqual([1, [{ mpn: LISTED }]]);
      expect((await find(buyer, UNLISTED)).product).toBeNull();
      expect(everything.products.totalCount).toBeGreaterThan(1);
      const node = 'query ($id: ID!) { node(id: $id) { id } }';
      const hidden = (await find(seller, UNLISTED)).product?.id;
      expect([await buyer.data(node, { id: hidden }), await seller.data(node, { id: hidden })]).toEqual([
        { node: null },
        { node: { id: hidden } },
      ]);
    });

    test('decides what can be ordered for its customers, whoever orders', async () => {
      const { seller, buyer } = await people();
      const customerId = await accountId(buyer);
      for (const client of [seller, buyer]) {
        expect(await obstacles(client, customerId, LISTED)).not.toContain('PLAN_NOT_AVAILABLE');
        expect(await obstacles(client, customerId, UNLISTED)).toContain('PLAN_NOT_AVAILABLE');
      }
    });
  });

  test('a price list is a file behind a link of its own', async () => {
    const { seller, buyer } = await people();
    const rowsOf = async (client: GraphClient) => {
      const { exportPriceList } = await client.data(ExportPricesDocument, {
        input: { market: 'US', currency: 'USD' },
      });
      const { pathname } = new URL(exportPriceList.csvUrl ?? '');
      const response = await fetch(new URL(pathname, platform().url));
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      return parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    };
    const list = await rowsOf(seller);
    expect(list.length).toBeGreaterThan(10);
    // The provider's margin is on what the sheet says.
    const row = (rows: readonly Record<string, string>[]) =>
      rows.find(({ ProductId, TermDuration }) => ProductId === LISTED.slice(0, 12) && TermDuration === 'P1M');
    expect(Number(row(list)?.['UnitPrice'])).toBeGreaterThan(5.76);
    const own = await rowsOf(buyer);
    expect(new Set(own.map(({ ProductId }) => ProductId))).toEqual(new Set([LISTED.slice(0, 12)]));
    expect(Number(row(own)?.['UnitPrice'])).toBeGreaterThan(Number(row(list)?.['UnitPrice']));
    expect((await fetch(new URL('/files/none', platform().url))).status).toBe(404);
  });
}
