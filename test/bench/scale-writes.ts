import type { Client } from 'pg';
import { spreadOf } from './statistics.ts';

const TIMES = 200;

interface PlanRow {
  readonly 'QUERY PLAN': readonly {
    readonly Triggers: readonly { readonly 'Trigger Name': string; readonly Time: number }[];
    readonly 'Execution Time': number;
  }[];
}

/** What adding an order and changing its status take, each with the share of the lists: four figures in milliseconds. */
export async function measureWrites(client: Client): Promise<readonly string[]> {
  const added = { all: [] as number[], lists: [] as number[] };
  const changed = { all: [] as number[], lists: [] as number[] };
  const note = async (into: typeof added, sql: string): Promise<void> => {
    const { rows } = await client.query<PlanRow>(`explain (analyze, format json) ${sql}`);
    const plan = rows[0]?.['QUERY PLAN'][0];
    const ofLists = (plan?.Triggers ?? []).filter((one) => /_(?:listed|moved)$/.test(one['Trigger Name']));
    into.all.push(plan?.['Execution Time'] ?? Number.NaN);
    into.lists.push(ofLists.reduce((sum, { Time }) => sum + Time, 0));
  };
  for (let time = 0; time < TIMES; time += 1) {
    const id = `ord_new${String(time).padStart(23, '0')}`;
    await note(
      added,
      `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_from, currency,
         payment_method, purchase_order_number, vendor_parameters, customer_profile, created_at)
       select '${id}', '${id}', type, 'SUBMITTED', customer_id, reseller_id, path, placed_from, currency, payment_method,
         'PO-NEW', vendor_parameters, customer_profile, now()
       from orders."order" where id = (select min(id) from orders."order" where id > 'ord_01' || lpad('${time * 37 + 1}', 24, '0'))`,
    );
    await note(changed, `update orders."order" set status = 'PROVISIONING' where id = '${id}'`);
  }
  return [added, changed].flatMap(({ all, lists }) => [all, lists].map((times) => spreadOf(times).median.toFixed(3)));
}
