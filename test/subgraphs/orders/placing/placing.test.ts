import { expect, it } from 'vitest';
import { newLock, sealLock } from '../../../../subgraphs/orders/services/placing/estimate-token.ts';
import type { OrderDraft } from '../../../../subgraphs/orders/services/placing/order-draft.ts';
import { createSealer } from '../../../../subgraphs/shared/database/sealing.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { outboxDrained, useGraph } from '../../../support/graph-under-test.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import {
  contosoOrder,
  creditOf,
  ended,
  ERRORS,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  place,
  placed,
  planId,
  refusals,
  tableCounts,
  tryToPlace,
  type UserError,
} from '../ordering.ts';

const NO_ACCOUNT = 'acc_01jd0000000000000000000000';

interface CartAnswer {
  readonly cart: {
    readonly id: string;
    readonly reseller: { readonly id: string };
    readonly customer: { readonly id: string } | null;
    readonly total: { readonly amount: string } | null;
    readonly lines: readonly { readonly quantity: number; readonly total: { readonly amount: string } | null }[];
    readonly vendorParameters: object | null;
  } | null;
  readonly userErrors: readonly UserError[];
}

const CART = `cart { id reseller { id } customer { id } total { amount } lines { quantity total { amount } }
  vendorParameters { tenantMode tenantDomain locationMpnId attestation { signedBy } } } ${ERRORS}`;

describeOnBothDatabases('placeOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: object = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);
  const changeCart = async (mutation: string, input: object, principal = champion()): Promise<CartAnswer> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${CART} } }`;
    const { data, errors } = await graph().askSubgraph<{ answer: CartAnswer }>('orders', text, { input }, principal);
    expect(errors).toEqual([]);
    return data.answer;
  };
  const filledCart = async (): Promise<string> => {
    const { cart } = await changeCart('createCart', { customerId: graph().account('Contoso Bakery').id });
    const cartId = cart?.id ?? '';
    await changeCart('setCartLine', { cartId, planId: await planId(graph()), quantity: 3 });
    await changeCart('setVendorParameters', { cartId, parameters: { attestedBy: 'Cora Lindqvist' } });
    return cartId;
  };

  it('by plan id answers the order with its number and the total that the viewer pays', async () => {
    const { number, status, customer, total, lines } = await placed(graph(), await order(), champion());
    expect(number).toMatch(/^SO\d{6}$/);
    expect({ status, customer, total, lines: lines.map(({ quantity }) => quantity) }).toEqual({
      status: 'SUBMITTED',
      customer: { id: graph().account('Contoso Bakery').id },
      total: { amount: '311.04', currency: 'USD' },
      lines: [5],
    });
  });

  it('by MPN takes the plan of this term and billing cycle', async () => {
    const lines = [{ mpn: MPN.basic, term: 'P1M', billingCycle: 'MONTHLY', quantity: 10 }];
    const { total } = await placed(graph(), await order({ lines }), champion());
    expect(total).toEqual({ amount: '62.21', currency: 'USD' });
  });

  it('reserves what the reseller pays', async () => {
    const before = await creditOf(graph(), 'Champion Cloud');
    const { id } = await placed(graph(), await order(), graph().administrator('Contoso Bakery'));
    const ledger = await graph().database.sql<{ kind: string; amount: number }>(
      'select kind, amount_minor::int as amount from orders.ledger_entry where order_id = $1',
      [id],
    );
    expect(ledger[0]).toEqual({ kind: 'RESERVED', amount: 31_104 });
    const after = await creditOf(graph(), 'Champion Cloud');
    expect(after.balance + after.reserved - before.balance - before.reserved).toBe(31_104);
  });

  it('keeps who placed it, and from where', async () => {
    const meridian = graph().account('Meridian Distribution');
    const acting = graph().administrator('Champion Cloud', undefined, { act: meridian.id });
    const { id } = await placed(graph(), await order({ purchaseOrderNumber: 'PO-4711' }), acting);
    const [row] = await graph().database.sql<object>(
      'select placed_by, placed_from, acted_from, reseller_id, purchase_order_number from orders."order" where id = $1',
      [id],
    );
    const reseller = graph().account('Champion Cloud');
    expect(row).toEqual({
      placed_by: reseller.userId,
      placed_from: reseller.id,
      acted_from: meridian.id,
      reseller_id: reseller.id,
      purchase_order_number: 'PO-4711',
    });
  });

  it('refuses with everything that stands in the way, and leaves nothing behind', async () => {
    const before = await tableCounts(graph());
    const notEnrolled = { locationMpnId: '8123456', indirectResellerDomain: 'notenrolled.onmicrosoft.com' };
    const input = await order({ vendorParameters: notEnrolled }, 301);
    expect(await refusals(graph(), input, champion())).toEqual([
      'SEAT_LIMIT_EXCEEDED lines.0.quantity',
      'PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain',
      'RESELLER_NOT_ENROLLED vendorParameters.locationMpnId',
      'ATTESTATION_MISSING vendorParameters.attestedBy',
      'RELATIONSHIP_MISSING vendorParameters.tenantDomain',
    ]);
    expect(await leftBehind(before)).toEqual([]);
  });

  it('refuses a customer of somebody else exactly like one that is not there', async () => {
    const summit = graph().administrator('Summit Resale');
    const foreign = await place(graph(), await order(), summit);
    const missing = await place(graph(), await order({ customerId: NO_ACCOUNT }), summit);
    expect(foreign).toEqual(missing);
    expect(foreign.userErrors.map(({ code, path }) => [code, path])).toEqual([['NOT_FOUND', ['customerId']]]);
  });

  it('refuses a customer that orders for its neighbour', async () => {
    const lakeside = graph().account('Lakeside School').id;
    const contoso = graph().administrator('Contoso Bakery');
    expect(await refusals(graph(), await order({ customerId: lakeside }), contoso)).toEqual(['NOT_FOUND customerId']);
  });

  it('needs PLACE_ORDERS, and somebody who is signed in', async () => {
    const input = await order();
    const without = await tryToPlace(graph(), input, graph().administrator('Champion Cloud', ['VIEW_FINANCIALS']));
    const anonymous = await tryToPlace(graph(), input, ANONYMOUS);
    expect(without.data).toBeNull();
    expect(without.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'PLACE_ORDERS' });
    expect(anonymous.errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('shows no money to somebody without VIEW_FINANCIALS', async () => {
    const { total, lines } = await placed(
      graph(),
      await order(),
      graph().administrator('Champion Cloud', ['PLACE_ORDERS']),
    );
    expect([total, lines[0]?.total]).toEqual([null, null]);
  });

  it.each(['CREDIT_HOLD', 'ADMIN_HOLD'])('refuses the customers below an account on %s', async (status) => {
    const { id, path, type } = graph().account('Harbor IT');
    const change = async (to: string, version: number) => {
      await graph().database.sql('update accounts.account set status = $2 where id = $1', [id, to]);
      await graph().bus.publish({
        id: `${id}-${to}`,
        subject: 'accounts.account-changed',
        data: {
          id,
          type,
          path,
          status: to,
          segment: null,
          currency: 'USD',
          parentId: null,
          name: 'Harbor IT',
          version,
        },
      });
    };
    const [row] = await graph().database.sql<{ version: number }>('select version from orders.account where id = $1', [
      id,
    ]);
    const version = row?.version ?? 0;
    await change(status, version + 1);
    const input = await order({ customerId: graph().account('City of Fairview').id });
    expect(await refusals(graph(), input, champion())).toContain('ACCOUNT_ON_HOLD customerId');
    await change('ACTIVE', version + 2);
    expect(await refusals(graph(), input, champion())).not.toContain('ACCOUNT_ON_HOLD customerId');
  });

  it('refuses new customers of a reseller that is not activated', async () => {
    const input = await newCustomerOrder(graph(), 'newleafbakery', {
      newCustomer: newCustomer('newleafbakery', { parentId: graph().account('Newleaf Partners').id }),
    });
    const codes = await refusals(graph(), input, graph().administrator('Meridian Distribution'));
    expect(codes).toContain('ACCOUNT_NOT_ACTIVE newCustomer.parentId');
  });

  it('with the card charges no credit', async () => {
    const { id } = await placed(graph(), await order({ paymentMethod: 'CREDIT_CARD' }), champion());
    const rows = await graph().database.sql(
      `select amount_minor::int as amount, status from orders.card_payment where order_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ amount: 31_104, status: 'AUTHORISED' }]);
    expect(await graph().database.sql('select 1 from orders.ledger_entry where order_id = $1', [id])).toEqual([]);
  });

  it('is refused when the card does not cover it', async () => {
    const lines = [
      { planId: await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' }), quantity: 1_000_000 },
    ];
    const input = await order({ lines, paymentMethod: 'CREDIT_CARD' });
    expect(await refusals(graph(), input, champion())).toEqual(['PAYMENT_DECLINED paymentMethod']);
  });

  it('of a cart makes it an order once, even when it is ordered twenty times at once', async () => {
    const cartId = await filledCart();
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(graph(), { cartId }, champion())));
    const orders = answers.flatMap(({ order: made }) => (made === null ? [] : [made]));
    expect(orders.map(({ total }) => total?.amount)).toEqual(['186.62']);
    const refused = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(refused).toEqual(Array<string>(19).fill('STATE_CONFLICT'));
    expect(await refusals(graph(), { cartId }, champion())).toEqual(['STATE_CONFLICT cartId']);
    const changed = await changeCart('setCartLine', { cartId, planId: await planId(graph()), quantity: 1 });
    expect(changed.userErrors.map(({ code }) => code)).toEqual(['STATE_CONFLICT']);
  });

  it('refuses an empty cart, one that expired, and one of somebody else', async () => {
    const empty = await changeCart('createCart', { customerId: graph().account('Contoso Bakery').id });
    expect(await refusals(graph(), { cartId: empty.cart?.id }, champion())).toEqual(['CART_EMPTY cartId']);
    const cartId = await filledCart();
    expect(await refusals(graph(), { cartId }, graph().administrator('Summit Resale'))).toEqual(['NOT_FOUND cartId']);
    await graph().database.sql(`update orders.cart set expires_at = now() - interval '1 second' where id = $1`, [
      cartId,
    ]);
    expect(await refusals(graph(), { cartId }, champion())).toEqual(['CART_EXPIRED cartId']);
  });

  it('takes a cart that was filled before its customer was known', async () => {
    const { cart } = await changeCart('createCart', {});
    const cartId = cart?.id ?? '';
    const basic = await planId(graph());
    await changeCart('setCartLine', { cartId, planId: basic, quantity: 4 });
    await changeCart('setCartLine', { cartId, planId: await planId(graph(), { mpn: MPN.exchange }), quantity: 1 });
    await changeCart('setCartLine', { cartId, planId: await planId(graph(), { mpn: MPN.exchange }), quantity: 0 });
    await changeCart('setVendorParameters', { cartId, parameters: { attestedBy: 'Cora' } });
    const foreign = await changeCart('setCartCustomer', { cartId, customerId: graph().account('Alpine Dental').id });
    expect(foreign.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const filled = await changeCart('setCartCustomer', { cartId, customerId: graph().account('Contoso Bakery').id });
    expect(filled.cart).toMatchObject({
      customer: { id: graph().account('Contoso Bakery').id },
      total: { amount: '248.83' },
      lines: [{ quantity: 4, total: { amount: '248.83' } }],
      vendorParameters: { attestation: { signedBy: 'Cora' } },
    });
    expect((await placed(graph(), { cartId }, champion())).total?.amount).toBe('248.83');
  });

  it('makes a new customer with its order, which the reseller sees in the graph', async () => {
    const made = await placed(graph(), await newCustomerOrder(graph(), 'falkoptics'), champion());
    const { data, errors } = await graph().ask<object>(
      `query ($id: ID!) { order(id: $id) { reseller { name } customer { name status ... on Customer { segment } } } }`,
      { id: made.id },
      champion(),
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      order: {
        reseller: { name: 'Champion Cloud' },
        customer: { name: 'Falk Optics', status: 'ACTIVE', segment: 'COMMERCIAL' },
      },
    });
    const [placement] = await graph().database.sql<{ state: string }>(
      `select p.state from orders.placement p join accounts.account a on a.placement_id = p.account_id || ':' || p.id
       where a.id = $1`,
      [made.customer.id],
    );
    expect(placement?.state).toBe('PLACED');
  });

  it('refuses a login that is taken at newCustomer.login, with no customer and no order left behind', async () => {
    const before = await tableCounts(graph());
    const input = await newCustomerOrder(graph(), 'samelogin', { newCustomer: newCustomer('Champion.ADMIN') });
    expect(await refusals(graph(), input, champion())).toEqual(['LOGIN_TAKEN newCustomer.login']);
    expect(await leftBehind(before)).toEqual([]);
  });

  it('removes a new customer again when its payment is declined', async () => {
    const input = await newCustomerOrder(graph(), 'declinedcard', {
      lines: [{ planId: await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' }), quantity: 1_000_000 }],
      paymentMethod: 'CREDIT_CARD',
    });
    expect(await refusals(graph(), input, champion())).toEqual(['PAYMENT_DECLINED paymentMethod']);
    await eventually(async () => {
      expect(await graph().database.sql(`select 1 from accounts."user" where login_key = 'declinedcard'`)).toEqual([]);
    });
    const again = await newCustomerOrder(graph(), 'declinedcard');
    expect((await placed(graph(), again, champion())).status).toBe('SUBMITTED');
  });

  it('answers a repeated call with the first order, and refuses another one with the same key', async () => {
    const input = await order({ idempotencyKey: 'repeat-1' });
    const first = await placed(graph(), input, champion());
    expect((await placed(graph(), input, champion())).id).toBe(first.id);
    const other = await order({ idempotencyKey: 'repeat-1' }, 6);
    expect(await refusals(graph(), other, champion())).toEqual(['IDEMPOTENCY_CONFLICT idempotencyKey']);
  });

  it('makes one order of fifty equal calls at the same time', async () => {
    const input = await order({ idempotencyKey: 'fifty' });
    const before = await tableCounts(graph());
    const orders = await Promise.all(Array.from({ length: 50 }, () => placed(graph(), input, champion())));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    const after = await tableCounts(graph());
    expect((after['orders."order"'] ?? 0) - (before['orders."order"'] ?? 0)).toBe(1);
    expect((after['orders.idempotency'] ?? 0) - (before['orders.idempotency'] ?? 0)).toBe(1);
  });

  it('is placed while other orders into the same tenant end, neither of which waits for the other for ever', async () => {
    const ids: string[] = [];
    const lines = [{ planId: await planId(graph(), { mpn: MPN.exchange }), quantity: 1 }];
    for (let wave = 0; wave < 25; wave += 1) {
      const input = await order({ lines });
      const made = await Promise.all(Array.from({ length: 2 }, () => placed(graph(), input, champion())));
      ids.push(...made.map(({ id }) => id));
    }
    const states = await Promise.all(ids.map(async (id) => (await ended(graph(), id)).status));
    expect(new Set(states)).toEqual(new Set(['COMPLETED']));
    expect(graph().logged.filter((line) => line.includes('deadlock'))).toEqual([]);
  });

  it('makes one customer and one order of ten equal calls with a new customer at the same time', async () => {
    const input = await newCustomerOrder(graph(), 'tenatonce', { idempotencyKey: 'ten-new' });
    const orders = await Promise.all(Array.from({ length: 10 }, () => placed(graph(), input, champion())));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(new Set(orders.map(({ customer }) => customer.id)).size).toBe(1);
    await outboxDrained(graph().database);
    const customers = await graph().database.sql<{ id: string }>(
      `select a.id from accounts.account a join accounts."user" u on u.account_id = a.id where u.login_key = 'tenatonce'`,
    );
    expect(customers.map(({ id }) => id)).toEqual([orders[0]?.customer.id]);
  });

  it('keeps the keys of accounts apart', async () => {
    const input = await order({ idempotencyKey: 'shared-key' });
    const ofReseller = await placed(graph(), input, champion());
    const ofCustomer = await placed(graph(), input, graph().administrator('Contoso Bakery'));
    expect(ofCustomer.id).not.toBe(ofReseller.id);
  });

  it('uses a key again after a refusal', async () => {
    const refused = await order({ idempotencyKey: 'after-refusal', vendorParameters: {} });
    expect(await refusals(graph(), refused, champion())).toEqual(['ATTESTATION_MISSING vendorParameters.attestedBy']);
    await placed(graph(), await order({ idempotencyKey: 'after-refusal' }), champion());
  });

  it('with the token of an estimate pays its prices although a margin changed meanwhile', async () => {
    const input = await order({}, 8);
    const before = await estimated(graph(), input, champion());
    await setMargin('40');
    const estimateToken = before.token;
    const now = await estimated(graph(), input, champion());
    const locked = await estimated(graph(), { ...input, estimateToken }, champion());
    expect(locked.expiresAt).toBe(before.expiresAt);
    const made = await placed(graph(), { ...input, estimateToken }, champion());
    await setMargin(null);
    expect([before.total?.amount, now.total?.amount]).toEqual(['497.66', '645.12']);
    expect([locked.total, made.total]).toEqual([before.total, before.total]);
    const [reserved] = await graph().database.sql<{ amount: number }>(
      `select amount_minor::int as amount from orders.ledger_entry where order_id = $1 and kind = 'RESERVED'`,
      [made.id],
    );
    expect(reserved?.amount).toBe(49_766);
    // Whatever the estimate was estimated again meanwhile: its prices are bought once.
    for (const token of [estimateToken, locked.token])
      expect(await refusals(graph(), { ...input, estimateToken: token }, champion())).toEqual([
        'STATE_CONFLICT estimateToken',
      ]);
  });

  it('buys the prices of an estimate once, whatever comes at the same moment', async () => {
    const input = await order({}, 2);
    const { token: estimateToken } = await estimated(graph(), input, champion());
    const together = [1, 2, 3, 4].map(() => place(graph(), { ...input, estimateToken }, champion()));
    const answers = await Promise.all(together);
    expect(answers.filter((answer) => answer.order !== null)).toHaveLength(1);
    const refused = answers.flatMap((answer) => answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`));
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'STATE_CONFLICT estimateToken'));
  });

  it('refuses a token for other lines, for another customer, and of another account', async () => {
    const { token: estimateToken } = await estimated(graph(), await order({}, 8), champion());
    const withToken = { estimateToken };
    expect(await refusals(graph(), await order(withToken, 9), champion())).toEqual(['PRICE_CHANGED estimateToken']);
    const elsewhere = await newCustomerOrder(graph(), 'othercustomer', {
      ...withToken,
      lines: [{ planId: await planId(graph()), quantity: 8 }],
    });
    expect(await refusals(graph(), elsewhere, champion())).toEqual(['PRICE_CHANGED estimateToken']);
    const contoso = graph().administrator('Contoso Bakery');
    expect(await refusals(graph(), await order(withToken, 8), contoso)).toEqual(['INVALID estimateToken']);
    const forged = await order({ estimateToken: 'test.AAAA' }, 8);
    expect(await refusals(graph(), forged, champion())).toEqual(['INVALID estimateToken']);
  });

  it('refuses a token after 24 hours', async () => {
    const sealer = createSealer(graph().environment['SEALING_KEYS'] ?? '');
    const plan = await planId(graph());
    const draft = {
      customerId: graph().account('Contoso Bakery').id,
      lines: [{ planId: plan, quantity: 5, quoted: undefined }],
    };
    const dayAgo = new Date(Date.now() - 24 * 3_600_000);
    const viewerId = graph().account('Champion Cloud').id;
    const token = sealLock(sealer, viewerId, draft as unknown as OrderDraft, newLock(dayAgo));
    expect(await refusals(graph(), await order({ estimateToken: token }), champion())).toEqual([
      'EXPIRED estimateToken',
    ]);
  });

  it('remembers the reseller and the tenant of an order for the next one', async () => {
    const harbor = graph().administrator('Harbor IT');
    const first = await newCustomerOrder(graph(), 'remembered', {
      vendorParameters: {
        attestedBy: 'Hugo Brandt',
        locationMpnId: '3456789',
        indirectResellerDomain: 'harborit.onmicrosoft.com',
        tenantMode: 'NEW',
        tenantDomain: 'remembered',
      },
    });
    const { id, customer } = await placed(graph(), first, harbor);
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    await outboxDrained(graph().database);
    const next = {
      customerId: customer.id,
      lines: [{ planId: await planId(graph()), quantity: 1 }],
      vendorParameters: { attestedBy: 'Hugo Brandt' },
    };
    expect(failures(await estimated(graph(), next, harbor))).toEqual([]);
    const { id: nextId } = await placed(graph(), next, harbor);
    const [row] = await graph().database.sql<{ vendor_parameters: object }>(
      'select vendor_parameters from orders."order" where id = $1',
      [nextId],
    );
    expect(row?.vendor_parameters).toMatchObject({
      locationMpnId: '3456789',
      indirectResellerDomain: 'harborit.onmicrosoft.com',
      tenantMode: 'EXISTING',
      tenantDomain: 'remembered.onmicrosoft.com',
    });
  });

  it('refuses customerId and newCustomer together', async () => {
    const input = await order({ newCustomer: newCustomer('both') });
    const { errors } = await tryToPlace(graph(), input, champion());
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  /** The tables in which a refused call left rows, though orders placed before go on meanwhile. */
  async function leftBehind(before: Readonly<Record<string, number>>): Promise<readonly string[]> {
    const after = await tableCounts(graph());
    const unmoved = ['accounts.account', 'accounts."user"', 'orders."order"', 'orders.order_line', 'orders.fulfilment'];
    return unmoved.filter((table) => after[table] !== before[table]);
  }

  async function setMargin(percent: string | null): Promise<void> {
    const { data, errors } = await graph().askSubgraph<{ setMargin: { userErrors: readonly unknown[] } }>(
      'catalog',
      `mutation ($input: SetMarginInput!) { setMargin(input: $input) { userErrors { code message } } }`,
      { input: { sellerId: graph().account('Meridian Distribution').id, percent } },
      graph().administrator('Meridian Distribution'),
    );
    expect([errors, data.setMargin.userErrors]).toEqual([[], []]);
  }
});
