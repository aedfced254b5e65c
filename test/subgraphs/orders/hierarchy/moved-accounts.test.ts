import type { FormattedExecutionResult } from 'graphql';
import { expect, it } from 'vitest';
import {
  BalancesOfDocument,
  CreateCartDocument,
  FindOrdersDocument,
  FindTermsRequestsDocument,
  FollowAccountDocument,
  MoveAccountDocument,
  NamesOfOrderDocument,
  RequestTermsDocument,
  SetMarginDocument,
  SetVendorParametersDocument,
  type FollowAccountSubscription,
} from '../../../operations/generated/graphql.ts';
import type { OrdersContext } from '../../../../subgraphs/orders/context.ts';
import { appendEvent } from '../../../../subgraphs/orders/services/events/append-event.ts';
import { unrecorded } from '../../../../subgraphs/shared/database/record-change.ts';
import { readId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph, type Started } from '../../../support/graph-under-test.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { contosoOrder, creditOf, ended, estimate, estimated, newCustomerOrder, placed } from '../ordering.ts';

const PROVIDER = 'Meridian Distribution';
type Event = FollowAccountSubscription['event'];

function toStream(
  started: Started<{ event: Event }>,
): AsyncIterableIterator<FormattedExecutionResult<{ event: Event }>> {
  if (!(Symbol.asyncIterator in started)) throw new Error(`There is no stream: ${JSON.stringify(started)}`);
  return started;
}

describeOnBothDatabases('an account that has moved to another seller', (kind) => {
  const graph = useGraph(kind);
  const as = (name: string, more: Partial<ContextClaims> = {}) => graph().administrator(name, undefined, more);
  const idOf = (name: string) => graph().account(name).id;

  const move = async (name: string, to: string) => {
    const input = { accountId: idOf(name), newParentId: idOf(to), reason: 'another team' };
    const { data, errors } = await graph().ask(MoveAccountDocument, { input }, as(PROVIDER));
    expect(errors).toEqual([]);
    expect(data.moveAccount.userErrors).toEqual([]);
    // Others see it within a second; here as soon as both have it.
    await eventually(async () => {
      const [seen] = await graph().database.sql<{ count: number }>(
        `select count(*)::int as count from accounts.account as owned
           join orders.account as ordered using (id) join catalog.account as priced using (id)
         where owned.id = $1 and owned.path = ordered.path and owned.path = priced.path`,
        [idOf(name)],
      );
      expect(seen?.count).toBe(1);
    });
  };
  const ordersOf = async (by: ContextClaims) => {
    const { data, errors } = await graph().ask(FindOrdersDocument, { first: 50 }, by);
    expect(errors).toEqual([]);
    const { totalCount, nodes } = data.orders;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ id }) => id);
  };
  const follow = async (name: string, by: ContextClaims) =>
    toStream(await graph().subscribe(FollowAccountDocument, { id: idOf(name) }, by));
  const append = async (orderId: string, message: string) => {
    const { deps, write } = graph().subgraphs.orders.createContext({
      principal: { kind: 'anonymous', clientAddress: '' },
      contextToken: graph().sign('orders', ANONYMOUS),
    }) as OrdersContext;
    const event = { orderId: readId('ord', orderId), status: 'COMPLETED', message, occurredAt: deps.now() } as const;
    await write(unrecorded('part', (tx) => appendEvent(tx, event)));
    await deps.sequencer.run();
  };
  const readUntil = async (stream: AsyncIterableIterator<FormattedExecutionResult<{ event: Event }>>, last: string) => {
    const messages: string[] = [];
    while (!messages.includes(last)) {
      const step = await stream.next();
      if (step.done === true) throw new Error('The stream has ended');
      messages.push(step.value.data?.event.message ?? '');
    }
    return messages;
  };

  it('takes its orders along, and everybody counts and sees what is theirs', async () => {
    const own = await placed(graph(), await contosoOrder(graph()), as('Champion Cloud'));
    const other = await placed(graph(), await newCustomerOrder(graph(), 'falkoptics'), as('Champion Cloud'));
    const reserved = await creditOf(graph(), 'Champion Cloud');
    expect(reserved.reserved + reserved.balance).toBeGreaterThan(0);
    const [ofProvider, ofChampion] = [
      await follow('Contoso Bakery', as(PROVIDER)),
      await follow('Champion Cloud', as('Champion Cloud')),
    ];
    await move('Contoso Bakery', 'Summit Resale');

    expect(await ordersOf(as('Champion Cloud'))).toEqual([other.id]);
    expect(await ordersOf(as('Summit Resale'))).toEqual([own.id]);
    expect((await ordersOf(as(PROVIDER))).toSorted()).toEqual([own.id, other.id].toSorted());
    for (const name of ['order', 'subscription']) {
      expect(await graph().database.sql(`select * from orders.wrong_${name}_counts()`)).toEqual([]);
    }
    const { data } = await graph().ask(NamesOfOrderDocument, { id: own.id }, as(PROVIDER));
    expect(data.order).toMatchObject({ reseller: { name: 'Champion Cloud' }, customer: { name: 'Contoso Bakery' } });
    const byNew = await graph().ask(NamesOfOrderDocument, { id: own.id }, as('Summit Resale'));
    expect(byNew.data.order).toMatchObject({ reseller: { name: 'Summit Resale' } });

    // What was begun goes on, and is charged to whom it was reserved for.
    await ended(graph(), own.id);
    await ended(graph(), other.id);
    const settled = await creditOf(graph(), 'Champion Cloud');
    expect(settled).toMatchObject({ reserved: 0, balance: reserved.reserved + reserved.balance });
    const subscriptions = await graph().database.sql<{ seller: string }>(
      `select subpath(path, -2, 1)::text as seller from orders.subscription where customer_id = $1`,
      [idOf('Contoso Bakery')],
    );
    expect(subscriptions).toEqual([{ seller: idOf('Summit Resale').slice(4) }]);

    await append(own.id, 'later, of Contoso');
    await append(other.id, 'later, of Falk');
    expect(await readUntil(ofProvider, 'later, of Contoso')).toContain('later, of Contoso');
    expect(await readUntil(ofChampion, 'later, of Falk')).not.toContain('later, of Contoso');
    const replayed = await follow('Contoso Bakery', as('Summit Resale'));
    expect((await readUntil(replayed, 'later, of Contoso')).length).toBeGreaterThan(2);
    for (const stream of [ofProvider, ofChampion, replayed]) await stream.return?.();
    await move('Contoso Bakery', 'Champion Cloud');
    expect((await ordersOf(as('Champion Cloud'))).toSorted()).toEqual([own.id, other.id].toSorted());
    expect(
      await graph().database.sql(`select 1 from orders.event join orders."order" as placed on placed.id = order_id
      where event.path <> placed.path`),
    ).toEqual([]);
  });

  it('pays the prices of its new sellers: margins end, estimates are refused, carts lose what was entered of the old seller', async () => {
    const input = await contosoOrder(graph());
    const { token } = await estimated(graph(), input, as(PROVIDER));
    const margin = {
      sellerId: idOf('Champion Cloud'),
      accountId: idOf('Contoso Bakery'),
      percent: '33',
    };
    const set = await graph().ask(SetMarginDocument, { input: margin }, as('Champion Cloud'));
    expect(set.data.setMargin.userErrors).toEqual([]);
    const created = await graph().ask(
      CreateCartDocument,
      { input: { customerId: idOf('Contoso Bakery') } },
      as('Champion Cloud'),
    );
    const cartId = created.data.answer.cart?.id ?? '';
    const parameters = { locationMpnId: '7654321', tenantMode: 'EXISTING', tenantDomain: 'contosobakery' } as const;
    const entered = await graph().ask(
      SetVendorParametersDocument,
      { input: { cartId, parameters } },
      as('Champion Cloud'),
    );
    expect(entered.data.answer.userErrors).toEqual([]);
    await move('Contoso Bakery', 'Summit Resale');

    const refused = await estimate(graph(), { ...input, estimateToken: token }, as(PROVIDER));
    expect(refused).toMatchObject({ estimate: null, userErrors: [{ code: 'PRICE_CHANGED', path: ['estimateToken'] }] });
    expect(
      await graph().database.sql(`select 1 from catalog.margin where account_id = $1`, [margin.accountId]),
    ).toEqual([]);
    const again = await graph().ask(SetMarginDocument, { input: margin }, as('Champion Cloud'));
    expect(again.data.setMargin.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['accountId'] }]);
    const change = { cartId, parameters: { tenantMode: 'EXISTING' } } as const;
    const byOld = await graph().ask(SetVendorParametersDocument, { input: change }, as('Champion Cloud'));
    expect(byOld.data.answer.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const byNew = await graph().ask(SetVendorParametersDocument, { input: change }, as('Summit Resale'));
    expect(byNew.data.answer).toMatchObject({
      cart: {
        reseller: { id: idOf('Summit Resale') },
        vendorParameters: { locationMpnId: null, tenantDomain: 'contosobakery.onmicrosoft.com' },
      },
      userErrors: [],
    });
    const priced = await estimated(graph(), input, as('Summit Resale'));
    expect(priced.lines[0]?.total?.amount).toBeDefined();
    await move('Contoso Bakery', 'Champion Cloud');
  });

  it('has no terms with its new seller, and asks it for them', async () => {
    const balance = async (by: ContextClaims) =>
      (await graph().ask(BalancesOfDocument, { id: idOf('Champion Cloud') }, by)).data.account?.balances;
    expect(await balance(as('Champion Cloud'))).toMatchObject([{ creditLimit: { currency: 'USD' } }]);
    const ask = {
      accountId: idOf('Champion Cloud'),
      contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '303 555 0100' },
      currency: 'EUR',
    };
    const asked = await graph().ask(RequestTermsDocument, { input: ask }, as('Champion Cloud'));
    expect(asked.data.requestTerms.userErrors).toEqual([]);
    await move('Champion Cloud', 'Summit Resale');
    const [seller] = await graph().database.sql<{ path: string }>(
      `select path::text as path from accounts.account where id = $1`,
      [idOf('Champion Cloud')],
    );
    const champion = as('Champion Cloud', { path: seller?.path ?? '' });
    expect(await balance(champion)).toMatchObject([{ balance: { amount: '0.00' }, creditLimit: null }]);
    const found = async (by: ContextClaims) =>
      (await graph().ask(FindTermsRequestsDocument, {}, by)).data.termsRequests.filter(
        ({ account, currency }) => account.name === 'Champion Cloud' && currency === 'EUR',
      );
    expect(await found(champion)).toMatchObject([
      { status: 'DECLINED', reason: expect.stringContaining('another seller') },
    ]);
    // It was asked of the seller before.
    expect(await found(as('Summit Resale'))).toEqual([]);
    expect(await found(as(PROVIDER))).toHaveLength(1);
    await move('Champion Cloud', PROVIDER);
  });
});
