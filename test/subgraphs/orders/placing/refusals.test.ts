import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import {
  contosoOrder,
  MPN,
  newCustomer,
  place,
  planId,
  refusals,
  tableCounts,
  tryToPlace,
  leftBehind,
} from '../ordering.ts';

const NO_ACCOUNT = 'acc_01jd0000000000000000000000';

describeOnBothDatabases('placeOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);

  it('refuses an order with every obstacle at once, and leaves nothing behind', async () => {
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
    expect(await leftBehind(graph(), before)).toEqual([]);
  });

  it('refuses a customer of another account exactly like a missing one', async () => {
    const summit = graph().administrator('Summit Resale');
    const foreign = await place(graph(), await order(), summit);
    const missing = await place(graph(), await order({ customerId: NO_ACCOUNT }), summit);
    expect(foreign).toEqual(missing);
    expect(foreign.userErrors.map(({ code, path }) => [code, path])).toEqual([['NOT_FOUND', ['customerId']]]);
  });

  it('refuses a customer an order for its neighbour', async () => {
    const lakeside = graph().account('Lakeside School').id;
    const contoso = graph().administrator('Contoso Bakery');
    expect(await refusals(graph(), await order({ customerId: lakeside }), contoso)).toEqual(['NOT_FOUND customerId']);
  });

  it.each(['CREDIT_HOLD', 'ADMIN_HOLD'])('refuses an order for a customer below an account on %s', async (status) => {
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

  it('refuses an order that the card does not cover', async () => {
    const lines = [
      { planId: await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' }), quantity: 1_000_000 },
    ];
    const input = await order({ lines, paymentMethod: 'CREDIT_CARD' });
    expect(await refusals(graph(), input, champion())).toEqual(['PAYMENT_DECLINED paymentMethod']);
  });

  it('refuses customerId and newCustomer together', async () => {
    const input = await order({ newCustomer: newCustomer('both') });
    const { errors } = await tryToPlace(graph(), input, champion());
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('refuses a caller without PLACE_ORDERS and an anonymous caller', async () => {
    const input = await order();
    const without = await tryToPlace(graph(), input, graph().administrator('Champion Cloud', ['VIEW_FINANCIALS']));
    const anonymous = await tryToPlace(graph(), input, ANONYMOUS);
    expect(without.data).toBeNull();
    expect(without.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'PLACE_ORDERS' });
    expect(anonymous.errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
