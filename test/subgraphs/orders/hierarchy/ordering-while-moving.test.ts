import { expect, it } from 'vitest';
import { MoveAccountDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { contosoOrder, tryToPlace } from '../ordering.ts';

const PROVIDER = 'Meridian Distribution';
const SIDES = ['Champion Cloud', 'Summit Resale'] as const;
const ROUNDS = 10;
const ORDERS_OF_ROUND = 5;

/** The tenant of the customer, which takes any reseller. */
const TENANT = {
  domain: 'contosobakery.onmicrosoft.com',
  qualification: 'none',
  relationship: true,
  agreement: true,
} as const;

interface StoredOrder {
  readonly id: string;
  readonly reseller: string;
  readonly path: string;
  readonly tiers: readonly string[];
  readonly owing: readonly string[];
  readonly owed: readonly string[];
}

describeOnBothDatabases('orders placed while their customer moves', (kind) => {
  const graph = useGraph(kind, { simulator: { tenants: [TENANT] } });
  const idOf = (name: string) => graph().account(name).id;
  const provider = () => graph().administrator(PROVIDER);

  const move = async (to: string) => {
    const input = { accountId: idOf('Contoso Bakery'), newParentId: idOf(to), reason: 'another team' };
    const { data, errors } = await graph().ask(MoveAccountDocument, { input }, provider());
    expect(errors).toEqual([]);
    expect(data.moveAccount.userErrors).toEqual([]);
  };
  /** Places one order after the other while the customer moves; answers the ids of those that were placed. */
  const placeSome = async (refused: Set<string>): Promise<readonly string[]> => {
    const placed: string[] = [];
    for (let count = 0; count < ORDERS_OF_ROUND; count += 1) {
      const { data, errors } = await tryToPlace(graph(), await contosoOrder(graph(), {}, 1), provider());
      expect(errors).toEqual([]);
      if (data?.placeOrder.order) placed.push(data.placeOrder.order.id);
      for (const { code } of data?.placeOrder.userErrors ?? []) refused.add(code);
    }
    return placed;
  };
  const readOrders = () =>
    graph().database.sql<StoredOrder>(
      `select placed.id, reseller_id as reseller, placed.path::text as path,
         array(select tier ->> 'accountId' from orders.order_line as line, jsonb_array_elements(tiers) as tier
           where line.order_id = placed.id) as tiers,
         array(select entry.account_id from orders.ledger_entry as entry where entry.order_id = placed.id) as owing,
         array(select entry.seller_id from orders.ledger_entry as entry where entry.order_id = placed.id) as owed
       from orders."order" as placed`,
    );
  const movedTo = async (to: string): Promise<string> => {
    const [account] = await graph().database.sql<{ path: string }>(
      'select path::text as path from orders.account where id = $1',
      [idOf('Contoso Bakery')],
    );
    expect(account?.path).toContain(`${idOf(to).slice(4)}.`);
    return account?.path ?? '';
  };

  const manyRounds = { timeout: 180_000 };
  it(
    'have the sellers, the prices and the debt of one side, never of both, and are where the customer is',
    manyRounds,
    async () => {
      const placed: string[] = [];
      const refused = new Set<string>();
      let path = '';
      for (let round = 0; round < ROUNDS; round += 1) {
        const to = SIDES[(round + 1) % 2] ?? PROVIDER;
        const ids = await Promise.all([placeSome(refused), placeSome(refused), move(to).then(() => [])]);
        placed.push(...ids.flat());
        path = await eventually(() => movedTo(to));
      }
      const orders = await readOrders();
      expect(orders.map(({ id }) => id).toSorted()).toEqual(placed.toSorted());
      // Whoever orders while the subgraphs learn of the move can repeat it; every other refusal would be a loss.
      expect([...refused].filter((code) => code !== 'CONFLICT')).toEqual([]);
      for (const { id, reseller, tiers, owing, owed, path: at } of orders) {
        const chain = [idOf(PROVIDER), reseller, idOf('Contoso Bakery')];
        expect(SIDES.map(idOf), id).toContain(reseller);
        expect(
          tiers.filter((seller) => !chain.includes(seller)),
          id,
        ).toEqual([]);
        expect(tiers, id).toContain(reseller);
        expect(new Set(owing), id).toEqual(new Set([reseller]));
        expect(new Set(owed), id).toEqual(new Set([idOf(PROVIDER)]));
        expect(at, id).toBe(path);
      }
      // Both sides have sold, so that a mixture would have been possible.
      expect(new Set(orders.map(({ reseller }) => reseller))).toEqual(new Set(SIDES.map(idOf)));
      for (const list of ['order', 'subscription']) {
        expect(await graph().database.sql(`select * from orders.wrong_${list}_counts()`)).toEqual([]);
      }
    },
  );
});
