import { describe, expect, test } from 'vitest';
import { OrderFromAnotherVendorDocument } from '../../schema/operations/generated/graphql.ts';
import { OrderingParametersDocument } from '../operations/generated/graphql.ts';
import { once, signIn, type Platform } from './platform.ts';
import { findCustomer, watchOrder } from './purchases.ts';

const VALUES: Readonly<Record<string, string>> = {
  address: 'contoso-journey',
  region: 'North America',
  owner: 'administrator@contoso.example',
};

/** Describes buying from a vendor that has a price list and an interface of its own, and asks for ordering parameters. */
export function describeSecondVendor(platform: () => Platform): void {
  const bought = once(async () => {
    const seller = await signIn(platform(), 'champion.admin');
    const customer = await findCustomer(seller, 'contoso');
    const { product } = await seller.data(OrderingParametersDocument, { mpn: 'FH-DESK' });
    const order = async (values: Readonly<Record<string, string>>) => {
      const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
      const line = { mpn: 'FH-DESK', term: 'P1Y', billingCycle: 'ANNUAL', quantity: 5, parameters } as const;
      const input = { customerId: customer.id, lines: [line] };
      return (await seller.data(OrderFromAnotherVendorDocument, { input })).placeOrder;
    };
    const refused = await order({ address: 'Our Desk', region: 'North America' });
    const placed = await order(VALUES);
    const steps = await watchOrder(seller, 'graphql-ws', { orderId: placed.order?.id ?? '' });
    return { product, refused, placed, steps };
  });

  describe('buying from a second vendor', () => {
    test('shows what the vendor asks for', async () => {
      const { product } = await bought();
      expect(product).toMatchObject({ vendor: { name: 'Fernhill Software' } });
      const required = product?.parameters.filter((parameter) => parameter.required).map(({ name }) => name);
      expect(required).toEqual(Object.keys(VALUES));
    });

    test('is refused with everything that is wrong with the values', async () => {
      const { refused } = await bought();
      expect(refused.order).toBeNull();
      expect(refused.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
        'INVALID lines.0.parameters.0.value',
        'REQUIRED lines.0.parameters',
      ]);
      expect(refused.userErrors.every(({ remedies }) => remedies.length > 0)).toBe(true);
    });

    test('ends COMPLETED at that vendor, without a tenant, a partner or an agreement', async () => {
      const { placed, steps } = await bought();
      expect(placed.userErrors).toEqual([]);
      const given = placed.order?.lines.map(({ parameters }) => parameters.map(({ value }) => value));
      expect(given).toEqual([Object.values(VALUES)]);
      expect(steps.at(-1)).toMatchObject({ status: 'COMPLETED', message: 'The order is complete.' });
      const told = steps.map(({ message }) => message).join(' ');
      expect(told).toContain('Fernhill Software accepted the line as order FH-');
      expect(told).not.toContain('Microsoft');
    });
  });
}
