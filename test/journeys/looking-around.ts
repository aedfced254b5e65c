import { describe, expect, test } from 'vitest';
import {
  AccountTreeDocument,
  FindCustomersDocument,
  ResellersDocument,
} from '../../schema/operations/generated/graphql.ts';
import { signIn, type Platform } from './platform.ts';
import { findPlan } from './purchases.ts';

/** Describes what each account sees of the hierarchy and of the catalogue. */
export function describeLookingAround(platform: () => Platform): void {
  describe('the hierarchy', () => {
    test('is read in one query for two levels below a reseller, with the users of each account', async () => {
      const champion = await signIn(platform(), 'champion.admin');
      const { viewer } = await champion.data(AccountTreeDocument);
      const { account } = viewer;
      if (account.__typename !== 'Reseller') throw new Error('Champion Cloud is a reseller');
      expect(account.users.nodes.map(({ login }) => login)).toEqual(['champion.admin']);
      const children = account.children.nodes;
      expect(children.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Harbor IT', 'Contoso Bakery', 'Lakeside School']),
      );
      const harbor = children.find(({ name }) => name === 'Harbor IT');
      if (harbor?.__typename !== 'Reseller') throw new Error('Harbor IT is a reseller');
      expect(harbor.children.nodes.map(({ name }) => name).toSorted()).toEqual(['Bright Hands', 'City of Fairview']);
      expect(harbor.children.nodes.flatMap(({ users }) => users.nodes)).toHaveLength(2);
    });

    test('is searched by partial words in any letter case and order, only in the subtree of the viewer', async () => {
      const champion = await signIn(platform(), 'champion.admin');
      const names = async (search: string): Promise<readonly string[]> => {
        const { accounts } = await champion.data(FindCustomersDocument, { search });
        expect(accounts.totalCount).toBe(accounts.nodes.length);
        return accounts.nodes.map(({ name }) => name);
      };
      expect(await names('con bak')).toEqual(['Contoso Bakery']);
      expect(await names('BAKERY cont')).toEqual(['Contoso Bakery']);
      expect(await names('bea.adeyemi@bright')).toEqual(['Bright Hands']);
      expect(await names('alpine')).toEqual([]);
      expect(await names('con nope')).toEqual([]);
    });

    test('shows the provider every reseller at any depth, and a reseller only itself and those below it', async () => {
      const names = async (login: string): Promise<readonly string[]> => {
        const { accounts } = await (await signIn(platform(), login)).data(ResellersDocument);
        return accounts.nodes.map(({ name }) => name);
      };
      expect(await names('meridian.admin')).toEqual([
        'Champion Cloud',
        'Harbor IT',
        'Newleaf Partners',
        'Summit Resale',
      ]);
      expect(await names('champion.admin')).toEqual(['Champion Cloud', 'Harbor IT']);
      expect(await names('summit.admin')).toEqual(['Summit Resale']);
    });
  });

  describe('the catalogue', () => {
    test.each([
      ['meridian.admin', '57.60', '62.208'],
      ['champion.admin', '62.208', '69.67296'],
      ['harbor.admin', '69.67296', '78.0337152'],
      ['contoso.admin', '69.67296', undefined],
    ])('shows %s what it pays, %s, and what those below it pay, %s', async (login, price, salePrice) => {
      const { product, plan } = await findPlan(await signIn(platform(), login));
      expect(product).toMatchObject({
        name: 'Microsoft 365 Business Basic',
        vendor: { name: 'Microsoft Corporation' },
      });
      expect(plan.price).toMatchObject({ amount: price, currency: 'USD' });
      expect(plan.salePrice?.amount).toBe(salePrice);
      expect(plan.retailPrice?.amount).toBe('72.00');
    });
  });
}
