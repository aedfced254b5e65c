import { expect, it } from 'vitest';
import { readEffects } from '../../../subgraphs/orders/connectors/simulator/effect-log.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { useGraph } from '../../support/graph-under-test.ts';
import { contosoOrder, creditOf, ended, place, refusals } from './ordering.ts';

/** What Champion pays for the order of these tests: five seats of Business Basic for a year. */
const PRICE_MINOR = 31_104;

describeOnBothDatabases('the credit of a reseller', (kind) => {
  const graph = useGraph(kind, {
    async prepare({ database, account }) {
      // Ten orders fit, and a rest in which no eleventh does.
      await database.sql('update orders.credit set limit_minor = $2 where account_id = $1', [
        account('Champion Cloud').id,
        11 * PRICE_MINOR - 1,
      ]);
    },
  });
  const champion = () => graph().administrator('Champion Cloud');

  it('for ten orders takes exactly ten of two hundred at the same time, and charges what was provisioned', async () => {
    const input = await contosoOrder(graph());
    const answers = await Promise.all(Array.from({ length: 200 }, () => place(graph(), input, champion())));
    const orders = answers.flatMap(({ order }) => (order === null ? [] : [order.id]));
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(orders).toHaveLength(10);
    expect(codes).toEqual(Array<string>(190).fill('CREDIT_EXCEEDED'));
    const all = await Promise.all(orders.map((id) => ended(graph(), id)));
    expect(all.map(({ status }) => status)).toEqual(Array<string>(10).fill('COMPLETED'));
    expect(await creditOf(graph(), 'Champion Cloud')).toEqual({
      limit: 11 * PRICE_MINOR - 1,
      balance: 10 * PRICE_MINOR,
      reserved: 0,
    });
    const created = readEffects(graph().vendorLog).filter(({ effect }) => effect.kind === 'order.created');
    expect(created).toHaveLength(10);
  });

  it('stays used up, and says what is left', async () => {
    const input = await contosoOrder(graph());
    const { userErrors } = await place(graph(), input, champion());
    expect(userErrors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'CREDIT_EXCEEDED: The order needs 311.04 USD; 311.03 USD of the credit limit are left.',
    ]);
  });

  it('is used up for the customer that orders itself as well', async () => {
    const contoso = graph().administrator('Contoso Bakery');
    expect(await refusals(graph(), await contosoOrder(graph()), contoso)).toEqual(['CREDIT_EXCEEDED paymentMethod']);
  });

  it('has a ledger that sums to its balance', async () => {
    const sums = await graph().database.sql<{ kind: string; sum: number }>(
      'select kind, sum(amount_minor)::int as sum from orders.ledger_entry group by kind order by kind',
    );
    expect(sums).toEqual([
      { kind: 'CHARGED', sum: 10 * PRICE_MINOR },
      { kind: 'RELEASED', sum: 0 },
      { kind: 'RESERVED', sum: 10 * PRICE_MINOR },
    ]);
  });
});
