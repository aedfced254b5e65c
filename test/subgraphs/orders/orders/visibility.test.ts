import { expect, it } from 'vitest';
import {
  ActorOfOrderDocument,
  CreateCartDocument,
  NamesOfOrderDocument,
  OrderByIdDocument,
  OrderByNumberDocument,
  PartiesOfOrderDocument,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { contosoOrder, placed } from '../ordering.ts';
import { showOrder } from './reading-order.ts';
import { useOrdersToRead, first, SOME_ID } from './orders-to-read.ts';

describeOnBothDatabases('the visibility of orders', (kind) => {
  const { graph, contoso, harbor, as, champion } = useOrdersToRead(kind);

  it('includes finding an order by its number in any letter case', async () => {
    const { id, number } = first(contoso);
    const by = async (principal: ContextClaims) =>
      (await graph().askSubgraph('orders', OrderByNumberDocument, { number: number.toLowerCase() }, principal)).data;
    expect(await by(champion())).toEqual({ order: { id } });
    expect(await by(as('Summit Resale'))).toEqual({ order: null });
  });

  it('shows a customer its own account in place of the seller, and no user of the seller', async () => {
    const { data } = await graph().askSubgraph(
      'orders',
      PartiesOfOrderDocument,
      { id: first(contoso).id },
      as('Contoso Bakery'),
    );
    const id = graph().account('Contoso Bakery').id;
    expect(data).toEqual({ order: { reseller: { id }, placedBy: null, customer: { id } } });
  });

  it('shows accounts above the reseller and the user who placed the order', async () => {
    const { data, errors } = await graph().ask(NamesOfOrderDocument, { id: first(harbor).id }, champion());
    expect(errors).toEqual([]);
    expect(data).toEqual({
      order: {
        reseller: { name: 'Harbor IT' },
        placedBy: { login: 'harbor.admin' },
        customer: { name: 'Falk Optics' },
        lines: [{ plan: { product: { name: 'Microsoft 365 Business Basic' } } }],
      },
    });
  });

  it('makes foreign things look like missing ones on every root field and in _entities', async () => {
    const foreign = await showOrder(graph(), first(contoso).id, champion());
    const cart = await graph().askSubgraph(
      'orders',
      CreateCartDocument,
      { input: { customerId: graph().account('Contoso Bakery').id } },
      champion(),
    );
    const [event] = await graph().database.sql<{ id: string }>(
      'select id from orders.provisioning_event where order_id = $1 limit 1',
      [foreign.id],
    );
    const ids = {
      Order: foreign.id,
      OrderLine: foreign.lines[0]?.id ?? '',
      CloudSubscription: foreign.lines[0]?.subscription?.id ?? '',
      ProvisioningEvent: event?.id ?? '',
      Cart: cart.data.answer.cart?.id ?? '',
    };
    const text = `query ($representations: [_Any!]!, $order: ID!, $subscription: ID!, $cart: ID!) {
      _entities(representations: $representations) {
        __typename ... on Order { id } ... on OrderLine { id } ... on CloudSubscription { id }
        ... on ProvisioningEvent { id } ... on Cart { id } }
      order(id: $order) { id } subscription(id: $subscription) { id } cart(id: $cart) { id }
    }`;
    const asked = async (principal: ContextClaims, of: (id: string) => string) => {
      const representations = Object.entries(ids).map(([__typename, id]) => ({ __typename, id: of(id) }));
      const variables = {
        representations,
        order: of(ids.Order),
        subscription: of(ids.CloudSubscription),
        cart: of(ids.Cart),
      };
      const { data, errors } = await graph().askSubgraph<{ _entities: unknown }>('orders', text, variables, principal);
      expect(errors).toEqual([]);
      return data;
    };
    const missing = (id: string): string => `${id.split('_')[0]}${SOME_ID}`;
    const same = (id: string): string => id;
    for (const stranger of ['Summit Resale', 'Lakeside School', 'Harbor IT']) {
      const answer = await asked(as(stranger), same);
      expect(answer).toEqual(await asked(as(stranger), missing));
      expect(answer['_entities']).toEqual([null, null, null, null, null]);
    }
    for (const name of ['Champion Cloud', 'Contoso Bakery', 'Meridian Distribution']) {
      const seen = await asked(as(name), same);
      expect(seen['_entities']).toEqual(Object.entries(ids).map(([__typename, id]) => ({ __typename, id })));
    }
    const { errors } = await graph().askSubgraph('orders', OrderByIdDocument, { id: ids.Order }, ANONYMOUS);
    expect(errors[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('shows nothing of a foreign account for any representation', async () => {
    const text = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Account {
          balance { balance { amount } } paymentMethod
          orders { totalCount nodes { id } } subscriptions { totalCount nodes { id } }
        } } }`;
    const askedAs = async (principal: ContextClaims, id: string) => {
      const representations = [{ __typename: 'Account', id, path: 'forged', balance: '1' }];
      const { data, errors } = await graph().askSubgraph<{ _entities: readonly object[] }>(
        'orders',
        text,
        { representations },
        principal,
      );
      return { data, codes: errors.map(({ extensions }) => extensions) };
    };
    const id = graph().account('Contoso Bakery').id;
    const foreign = await askedAs(as('Summit Resale'), id);
    expect(foreign).toEqual(await askedAs(as('Summit Resale'), `acc${SOME_ID}`));
    const nothing = { totalCount: 0, nodes: [] };
    expect(foreign.data._entities).toEqual([
      { balance: null, paymentMethod: null, orders: nothing, subscriptions: nothing },
    ]);
    const own = await askedAs(champion(), id);
    expect(own.data._entities).toMatchObject([{ orders: { totalCount: 3 }, subscriptions: { totalCount: 3 } }]);
  });

  it('names who acted for the customer to themselves and to those above, and to nobody of the customer', async () => {
    const { id: from, userId: sub } = graph().account('Champion Cloud');
    const acting = graph().administrator('Contoso Bakery', undefined, { sub, act: from });
    const { id } = await placed(graph(), await contosoOrder(graph()), acting);
    const shownTo = async (principal: ContextClaims) => {
      const { data, errors } = await graph().ask(ActorOfOrderDocument, { id }, principal);
      expect(errors).toEqual([]);
      return data.order;
    };
    const known = { placedBy: { login: 'champion.admin' }, actedFrom: { name: 'Champion Cloud' } };
    expect(await shownTo(champion())).toEqual(known);
    expect(await shownTo(as('Contoso Bakery'))).toEqual({ placedBy: null, actedFrom: null });
    // The account that they came from is shown in `viewer { actingFrom }`; here it is out of sight.
    expect(await shownTo(acting)).toEqual({ placedBy: { login: 'champion.admin' }, actedFrom: null });
  });
});
