import { expect, it } from 'vitest';
import {
  CreateCartDocument,
  SetCartCustomerDocument,
  SetCartLineDocument,
  SetVendorParametersDocument,
  type CartAnswerFragment,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { Operation } from '../../../support/operation.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { MPN, place, placed, planId, refusals } from '../ordering.ts';

describeOnBothDatabases('placeOrder of a cart', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const changeCart = async <Input>(
    operation: Operation<{ answer: CartAnswerFragment }, { input: Input }>,
    input: NoInfer<Input>,
  ): Promise<CartAnswerFragment> => {
    const { data, errors } = await graph().askSubgraph('orders', operation, { input }, champion());
    expect(errors).toEqual([]);
    return data.answer;
  };
  const filledCart = async (): Promise<string> => {
    const { cart } = await changeCart(CreateCartDocument, { customerId: graph().account('Contoso Bakery').id });
    const cartId = cart?.id ?? '';
    await changeCart(SetCartLineDocument, { cartId, planId: await planId(graph()), quantity: 3 });
    await changeCart(SetVendorParametersDocument, { cartId, parameters: { attestedBy: 'Cora Lindqvist' } });
    return cartId;
  };

  it('makes one order of a cart even when twenty calls order it simultaneously', async () => {
    const cartId = await filledCart();
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(graph(), { cartId }, champion())));
    const orders = answers.flatMap(({ order: made }) => (made === null ? [] : [made]));
    expect(orders.map(({ total }) => total?.amount)).toEqual(['186.62']);
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(refused).toEqual(Array<string>(19).fill('STATE_CONFLICT'));
    expect(await refusals(graph(), { cartId }, champion())).toEqual(['STATE_CONFLICT cartId']);
    const changed = await changeCart(SetCartLineDocument, { cartId, planId: await planId(graph()), quantity: 1 });
    expect(changed.userErrors.map(({ code }) => code)).toEqual(['STATE_CONFLICT']);
  });

  it('refuses an empty cart, an expired one and one of another account', async () => {
    const empty = await changeCart(CreateCartDocument, { customerId: graph().account('Contoso Bakery').id });
    expect(await refusals(graph(), { cartId: empty.cart?.id }, champion())).toEqual(['CART_EMPTY cartId']);
    const cartId = await filledCart();
    expect(await refusals(graph(), { cartId }, graph().administrator('Summit Resale'))).toEqual(['NOT_FOUND cartId']);
    await graph().database.sql(`update orders.cart set expires_at = now() - interval '1 second' where id = $1`, [
      cartId,
    ]);
    expect(await refusals(graph(), { cartId }, champion())).toEqual(['CART_EXPIRED cartId']);
  });

  it('accepts a cart that was filled before it had a customer', async () => {
    const { cart } = await changeCart(CreateCartDocument, {});
    const cartId = cart?.id ?? '';
    const basic = await planId(graph());
    await changeCart(SetCartLineDocument, { cartId, planId: basic, quantity: 4 });
    await changeCart(SetCartLineDocument, {
      cartId,
      planId: await planId(graph(), { mpn: MPN.exchange }),
      quantity: 1,
    });
    await changeCart(SetCartLineDocument, {
      cartId,
      planId: await planId(graph(), { mpn: MPN.exchange }),
      quantity: 0,
    });
    await changeCart(SetVendorParametersDocument, { cartId, parameters: { attestedBy: 'Cora' } });
    const foreign = await changeCart(SetCartCustomerDocument, {
      cartId,
      customerId: graph().account('Alpine Dental').id,
    });
    expect(foreign.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const filled = await changeCart(SetCartCustomerDocument, {
      cartId,
      customerId: graph().account('Contoso Bakery').id,
    });
    expect(filled.cart).toMatchObject({
      customer: { id: graph().account('Contoso Bakery').id },
      total: { amount: '248.83' },
      lines: [{ quantity: 4, total: { amount: '248.83' } }],
      vendorParameters: { attestation: { signedBy: 'Cora' } },
    });
    expect((await placed(graph(), { cartId }, champion())).total?.amount).toBe('248.83');
  });
});
