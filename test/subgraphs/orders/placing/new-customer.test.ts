import { expect, it } from 'vitest';
import { PlacedForNewCustomerDocument, PlaceDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { MPN, newCustomer, newCustomerOrder, placed, planId, refusals, tableCounts, leftBehind } from '../ordering.ts';

describeOnBothDatabases('placeOrder for a new customer', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');

  it('creates a customer with its order, which the reseller sees in the graph', async () => {
    const made = await placed(graph(), await newCustomerOrder(graph(), 'falkoptics'), champion());
    const { data, errors } = await graph().ask(PlacedForNewCustomerDocument, { id: made.id }, champion());
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

  it('refuses a taken login at newCustomer.login, and leaves no customer and no order behind', async () => {
    const before = await tableCounts(graph());
    const input = await newCustomerOrder(graph(), 'samelogin', { newCustomer: newCustomer('Champion.ADMIN') });
    expect(await refusals(graph(), input, champion())).toEqual(['LOGIN_TAKEN newCustomer.login']);
    expect(await leftBehind(graph(), before)).toEqual([]);
  });

  it('removes the new customer when its payment is declined', async () => {
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

  it('continues with the customer that it created when the database went away before the order was written', async () => {
    const { sql } = graph().database;
    await sql(`create function orders.go_away() returns trigger language plpgsql as
      $$ begin raise exception 'terminating connection' using errcode = '57P01'; end $$`);
    await sql('create trigger go_away before insert on orders."order" execute function orders.go_away()');
    const input = { ...(await newCustomerOrder(graph(), 'wentaway')), idempotencyKey: 'went-away' };
    const { errors } = await graph().ask(PlaceDocument, { input }, champion());
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    await sql('drop trigger go_away on orders."order"');
    const [created] = await sql<{ id: string }>(
      `select account_id as id from accounts."user" where login_key = 'wentaway'`,
    );
    expect((await placed(graph(), input, champion())).customer.id).toBe(created?.id);
  });

  it('refuses a new customer of a reseller that is not activated', async () => {
    const input = await newCustomerOrder(graph(), 'newleafbakery', {
      newCustomer: newCustomer('newleafbakery', { parentId: graph().account('Newleaf Partners').id }),
    });
    const codes = await refusals(graph(), input, graph().administrator('Meridian Distribution'));
    expect(codes).toContain('ACCOUNT_NOT_ACTIVE newCustomer.parentId');
  });
});
