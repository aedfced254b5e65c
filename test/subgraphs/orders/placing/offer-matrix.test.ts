import { beforeEach, expect, it } from 'vitest';
import { CreateCartDocument, SetCartLineDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, ended, estimated, MPN, place, placed, planId } from '../ordering.ts';

describeOnBothDatabases('what the offer matrix does not allow', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const limit = (columns: string, mpn: string = MPN.exchange) =>
    graph().database.sql(`update catalog.offer set ${columns} where mpn = $1`, [mpn]);
  const orderOf = async (count: number, mpn: string = MPN.exchange) => {
    const line = { planId: await planId(graph(), { mpn }), quantity: 1 };
    return contosoOrder(graph(), { paymentMethod: 'CREDIT_CARD', lines: Array.from({ length: count }, () => line) });
  };
  /** The refusals of an order, as its estimate and as placing it tell them; both must be the same. */
  const refusals = async (count: number, mpn?: string) => {
    const input = await orderOf(count, mpn);
    const { checks } = await estimated(graph(), input, champion());
    const foreseen = checks.flatMap(({ error }) => error ?? []);
    const { order, userErrors } = await place(graph(), input, champion());
    expect(order).toBeNull();
    expect(userErrors.map(({ message }) => message)).toEqual(foreseen.map(({ message }) => message));
    return userErrors.map(({ code, path, message, remedies }) => [
      code,
      path.join('.'),
      message,
      ...remedies.map(({ description }) => description),
    ]);
  };
  const intoCart = async (mpn: string) => {
    const { data } = await graph().askSubgraph(
      'orders',
      CreateCartDocument,
      { input: { customerId: graph().account('Contoso Bakery').id } },
      champion(),
    );
    const cartId = data.answer.cart?.id ?? '';
    const line = { cartId, planId: await planId(graph(), { mpn }), quantity: 1 };
    const answer = await graph().askSubgraph('orders', SetCartLineDocument, { input: line }, champion());
    return answer.data.answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
  };

  beforeEach(() =>
    limit(`allowed_countries = '{}', prerequisites = '{}', ownership_limit = null, ownership_limit_type = null`),
  );

  it('is a licence without a row: in a cart, an estimate and an order', async () => {
    expect(await intoCart(MPN.exchange)).toEqual([]);
    await limit(`mpn = 'elsewhere:0001'`);
    expect(await refusals(1)).toEqual([
      [
        'PLAN_NOT_AVAILABLE',
        'lines.0.planId',
        `Exchange Online (Plan 1) (${MPN.exchange}) is not in the vendor's offer matrix, so it cannot be ordered.`,
        'Choose another product, or ask the provider to import an offer matrix that has it.',
      ],
    ]);
    expect(await intoCart(MPN.exchange)).toEqual(['PLAN_NOT_AVAILABLE planId']);
    await limit(`mpn = '${MPN.exchange}'`, 'elsewhere:0001');
  });

  it('is a market that is not among the countries, which the refusal names', async () => {
    await limit(`allowed_countries = '{DE,GB}'`);
    expect(await refusals(1)).toEqual([
      [
        'PLAN_NOT_AVAILABLE',
        'lines.0.planId',
        `The vendor does not offer Exchange Online (Plan 1) (${MPN.exchange}) in US, but in DE, GB.`,
        'Choose another product for US.',
      ],
    ]);
    expect(await intoCart(MPN.exchange)).toEqual(['PLAN_NOT_AVAILABLE planId']);
    await limit(`allowed_countries = '{DE,US}'`);
    expect(await intoCart(MPN.exchange)).toEqual([]);
  });

  it('is a product whose prerequisites the catalogue has not and the customer neither', async () => {
    await limit(`prerequisites = '{UNKNOWN:0001,${MPN.standard}}'`);
    const [refusal] = await refusals(1);
    expect(refusal).toEqual([
      'PREREQUISITE_MISSING',
      'lines.0.planId',
      `Exchange Online (Plan 1) requires one of these products: Microsoft 365 Business Standard (${MPN.standard}), UNKNOWN:0001.`,
      `Add Microsoft 365 Business Standard (${MPN.standard}) to the order.`,
      'Add UNKNOWN:0001 to the order.',
    ]);
  });

  it('is one subscription too many in the tenant: of orders before, of open ones, and of the same one', async () => {
    await limit(`ownership_limit = 2, ownership_limit_type = 'ConcurrentCount'`);
    const tooMany = (index: number, cure: string) => [
      'SEAT_LIMIT_EXCEEDED',
      `lines.${index}.quantity`,
      'A tenant may have at most 2 subscriptions to Exchange Online (Plan 1); no more can be ordered.',
      cure,
    ];
    expect(await refusals(3)).toEqual([tooMany(2, 'Order all seats in one line.')]);
    await placed(graph(), await orderOf(1), champion());
    expect(await refusals(2)).toEqual([tooMany(1, 'Order all seats in one line.')]);
    await placed(graph(), await orderOf(1), champion());
    expect(await refusals(1)).toEqual([tooMany(0, 'End one of its subscriptions first, or choose another product.')]);
  });

  it('is counted again when orders are placed at the same time', async () => {
    await limit(`ownership_limit = 2`, MPN.standard);
    const input = await orderOf(1, MPN.standard);
    const answers = await Promise.all(Array.from({ length: 5 }, () => place(graph(), input, champion())));
    expect(answers.flatMap(({ order }) => order ?? [])).toHaveLength(2);
    expect(new Set(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)))).toEqual(
      new Set(['SEAT_LIMIT_EXCEEDED']),
    );
  });

  it('counts for ever where the vendor says so', async () => {
    const apps = 'CFQ7TTC0LH1G:0001';
    const { id } = await placed(graph(), await orderOf(1, apps), champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    await graph().database.sql(`update orders.subscription set status = 'DELETED' where mpn = $1`, [apps]);
    await limit(`ownership_limit = 1, ownership_limit_type = 'ConcurrentCount'`, apps);
    const { checks } = await estimated(graph(), await orderOf(1, apps), champion());
    expect(checks.flatMap(({ error }) => error ?? [])).toEqual([]);
    await limit(`ownership_limit = 1, ownership_limit_type = 'LifetimeCount'`, apps);
    expect((await refusals(1, apps)).map(([code, , message]) => [code, message])).toEqual([
      [
        'SEAT_LIMIT_EXCEEDED',
        'A tenant may have at most 1 subscription to Microsoft 365 Apps for business in its whole life; no more can be ordered.',
      ],
    ]);
  });
});
