import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, creditOf, ended, newCustomerOrder, place, refusals, type Placed } from '../ordering.ts';

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

  /** A machine under load may not hear the vendor in time; the refusal says that the same call may succeed later. */
  const placeAtLast = async (input: PlaceOrderInput): Promise<Placed> => {
    for (;;) {
      const answer = await place(graph(), input, champion());
      if (!answer.userErrors.some(({ code }) => code === 'VENDOR_UNAVAILABLE')) return answer;
    }
  };
  /** PGlite answers one statement at a time, in the process of the test: two hundred would take ten seconds. */
  const count = kind === 'pglite' ? 60 : 200;

  it(`for ten orders takes exactly ten of ${count} at the same time, and charges what was provisioned`, async () => {
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

  it('for one order makes one of eight new customers ordered at the same time, and removes the others', async () => {
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

  it('has a ledger that sums to its balance', async () => {
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
