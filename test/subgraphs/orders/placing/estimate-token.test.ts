import { expect, it } from 'vitest';
import { SetMarginDocument, type PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { newLock, sealLock } from '../../../../subgraphs/orders/services/placing/estimate-token.ts';
import type { OrderDraft } from '../../../../subgraphs/orders/services/placing/order-draft.ts';
import { createSealer } from '../../../../subgraphs/shared/database/sealing.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, estimated, newCustomerOrder, place, placed, planId, refusals } from '../ordering.ts';

describeOnBothDatabases('placeOrder with the token of an estimate', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);

  it('charges the prices of the estimate although a margin changed meanwhile', async () => {
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
    // The prices of an estimate can be used once, also through the token of a repeated estimate.
    for (const token of [estimateToken, locked.token])
      expect(await refusals(graph(), { ...input, estimateToken: token }, champion())).toEqual([
        'STATE_CONFLICT estimateToken',
      ]);
  });

  it('accepts the prices of an estimate once among simultaneous orders', async () => {
    const input = await order({}, 2);
    const { token: estimateToken } = await estimated(graph(), input, champion());
    const together = [1, 2, 3, 4].map(() => place(graph(), { ...input, estimateToken }, champion()));
    const answers = await Promise.all(together);
    expect(answers.filter((answer) => answer.order !== null)).toHaveLength(1);
    const refused = answers.flatMap((answer) => answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`));
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'STATE_CONFLICT estimateToken'));
  });

  it('refuses a token for other lines, for another customer and from another account', async () => {
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
      customer: { kind: 'existing', id: graph().account('Contoso Bakery').id },
      lines: [{ quantity: 5, choice: { kind: 'unknown', planId: plan } }],
    };
    const dayAgo = new Date(Date.now() - 24 * 3_600_000);
    const viewerId = graph().account('Champion Cloud').id;
    const token = sealLock(sealer, viewerId, draft as unknown as OrderDraft, newLock(dayAgo));
    expect(await refusals(graph(), await order({ estimateToken: token }), champion())).toEqual([
      'EXPIRED estimateToken',
    ]);
  });

  async function setMargin(percent: string | null): Promise<void> {
    const { data, errors } = await graph().askSubgraph(
      'catalog',
      SetMarginDocument,
      { input: { sellerId: graph().account('Meridian Distribution').id, percent } },
      graph().administrator('Meridian Distribution'),
    );
    expect([errors, data.setMargin.userErrors]).toEqual([[], []]);
  }
});
