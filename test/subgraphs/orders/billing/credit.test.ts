import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, creditOf, ended, newCustomerOrder, place, refusals, type Placed } from '../ordering.ts';

/** What Champion Cloud pays for the order of these tests: five seats of Business Basic for a year. */
const PRICE_MINOR = 31_104;

describeOnBothDatabases('the credit of a reseller', (kind) => {
  const graph = useGraph(kind, {
    async prepare({ database, account }) {
      // The limit suffices for ten orders, and the rest is too small for an eleventh.
      await database.sql('update orders.credit set limit_minor = $2 where account_id = $1', [
        account('Champion Cloud').id,
        11 * PRICE_MINOR - 1,
      ]);
    },
  });
  const champion = () => graph().administrator('Champion Cloud');

  /** Repeats the order when the vendor did not answer in time, which happens on a machine under load. */
  const placeAtLast = async (input: PlaceOrderInput): Promise<Placed> => {
    for (;;) {
      const answer = await place(graph(), input, champion());
      if (!answer.userErrors.some(({ code }) => code === 'VENDOR_UNAVAILABLE')) return answer;
    }
  };
  /** PGlite runs one statement at a time in the process of the test, so that two hundred orders would take ten seconds. */
  const count = kind === 'pglite' ? 60 : 200;

  it(`suffices for exactly ten of ${count} simultaneous orders, and is charged what was provisioned`, async () => {
    const input = await contosoOrder(graph());
    const answers = await Promise.all(Array.from({ length: count }, () => placeAtLast(input)));
    const orders = answers.flatMap(({ order }) => (order === null ? [] : [order.id]));
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(orders).toHaveLength(10);
    expect(codes).toEqual(Array<string>(count - 10).fill('CREDIT_EXCEEDED'));
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

  it('stays used up, and the refusal says what is left', async () => {
    const input = await contosoOrder(graph());
    const { userErrors } = await place(graph(), input, champion());
    expect(userErrors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'CREDIT_EXCEEDED: The order needs 311.04 USD, but only 311.03 USD of the credit limit is left.',
    ]);
  });

  it('is also used up for a customer that orders for itself', async () => {
    const contoso = graph().administrator('Contoso Bakery');
    expect(await refusals(graph(), await contosoOrder(graph()), contoso)).toEqual(['CREDIT_EXCEEDED paymentMethod']);
  });

  it('suffices for one of eight simultaneous orders with new customers, and the other customers are removed', async () => {
    await graph().database.sql('update orders.credit set limit_minor = limit_minor + $2 where account_id = $1', [
      graph().account('Champion Cloud').id,
      PRICE_MINOR,
    ]);
    const names = Array.from({ length: 8 }, (_, index) => `onlyone${index}`);
    const answers = await Promise.all(names.map(async (name) => placeAtLast(await newCustomerOrder(graph(), name))));
    const made = answers.flatMap(({ order }) => order ?? []);
    expect(made).toHaveLength(1);
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(Array<string>(7).fill('CREDIT_EXCEEDED'));
    await eventually(async () => {
      const customers = await graph().database.sql<{ id: string }>(
        `select account_id as id from accounts."user" where login_key like 'onlyone%'`,
      );
      expect(customers.map(({ id }) => id)).toEqual(made.map(({ customer }) => customer.id));
    });
    for (const { id } of made) await ended(graph(), id);
  });

  it('has a ledger that adds up to its balance', async () => {
    const sums = await graph().database.sql<{ kind: string; sum: number }>(
      'select kind, sum(amount_minor)::int as sum from orders.ledger_entry group by kind order by kind',
    );
    expect(sums).toEqual([
      { kind: 'CHARGED', sum: 11 * PRICE_MINOR },
      { kind: 'RELEASED', sum: 0 },
      { kind: 'RESERVED', sum: 11 * PRICE_MINOR },
    ]);
  });
});
