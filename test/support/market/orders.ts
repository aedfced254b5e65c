import { chanceOf, QUIET, type RunSql } from './accounts.ts';

/** How many orders are made, and whether they have a timeline. */
export interface OrderSize {
  readonly orders: number;
  readonly withEvents: boolean;
}

/** A purchase order number that a tenth of all orders have, of every seller. */
export const SHARED_PURCHASE = 'PO-SHARED';

const ID = (prefix: string, number: string): string => `'${prefix}_01' || lpad((${number})::text, 24, '0')`;

/**
 * Fills the tables of orders: two of a hundred orders are of one customer, the rest of few customers more than of most. The
 * customers of the quiet reseller have bought among the first twentieth only, CREDIT_HOLD and RENEWAL are among the oldest.
 */
export async function makeOrders(sql: RunSql, size: OrderSize): Promise<void> {
  await sql(`insert into orders.account (id, type, path, status, segment, currency, parent_id, name, version)
    select id, type, path, 'ACTIVE', case type when 'CUSTOMER' then 'COMMERCIAL' end, 'USD', parent_id, 'Account ' || number, 1
    from market.account`);
  await makeBuyers(sql);
  const tables = ['"order"', 'order_line', 'subscription', 'provisioning_event'];
  await withoutIndexes(sql, tables, async () => {
    // Listing all rows at once afterwards is much faster than row by row.
    for (const table of ['"order"', 'subscription']) await sql(`alter table orders.${table} disable trigger user`);
    await sql(orderRows(size.orders));
    await sql(lineRows());
    await sql(subscriptionRows());
    if (size.withEvents) await sql(eventRows());
    for (const table of ['"order"', 'subscription']) await sql(`alter table orders.${table} enable trigger user`);
  });
  await withoutIndexes(sql, ['order_below', 'subscription_below'], async () => {
    await makeList(sql, 'order', { of: ['type', 'status', 'purchase_order_number'], counted: ['type', 'status'] });
    await makeList(sql, 'subscription', { of: ['status', 'product_id'], counted: ['status'] });
  });
  await sql('drop table market.buyer, market.quiet');
}

/** Builds the indexes of tables anew after they were filled, except those that find the rows meanwhile. */
async function withoutIndexes(sql: RunSql, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ readonly name: string; readonly definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where not indisprimary and not indisunique
       and indrelid = any (array[${tables.map((table) => `'orders.${table}'`).join(', ')}]::regclass[])`,
  );
  for (const { name } of indexes) await sql(`drop index ${name}`);
  await fill();
  for (const { definition } of indexes) await sql(definition);
}

interface ListColumns {
  readonly of: readonly string[];
  readonly counted: readonly string[];
}

/** Lists the rows under their accounts and counts them, in the order of the list's key. */
async function makeList(sql: RunSql, list: 'order' | 'subscription', { of, counted }: ListColumns): Promise<void> {
  const listed = `orders.${list}_below`;
  await sql(`insert into ${listed} (account_id, own, created_at, ${list}_id, ${of.join(', ')})
    select 'acc_' || label, place = cardinality(labels), created_at, id, ${of.join(', ')}
    from (select *, string_to_array(path::text, '.') as labels from orders."${list}") as placed,
      unnest(labels) with ordinality as level (label, place) order by 1, 2, 3, 4`);
  const key = ['account_id', 'own', ...counted].join(', ');
  await sql(`insert into orders.${list}_count (${key}, count) select ${key}, count(*) from ${listed} group by ${key}`);
}

/** Customers by number, in two tables: those of the quiet reseller, and the others. */
async function makeBuyers(sql: RunSql): Promise<void> {
  const quiet = `path <@ (select path from market.account where level = ${QUIET.level} and number = ${QUIET.number})`;
  const numbered = (where: string): string =>
    `select (row_number() over (order by number) - 1)::int as place, id, path, parent_id
     from market.account where type = 'CUSTOMER' and ${where}`;
  await sql(`create table market.quiet as ${numbered(quiet)}`);
  await sql(`create table market.buyer as ${numbered(`not ${quiet}`)}`);
  for (const table of ['quiet', 'buyer']) {
    await sql(`alter table market.${table} add primary key (place)`);
    await sql(`analyze market.${table}`);
  }
}

function orderRows(count: number): string {
  return `insert into orders."order" (id, number, type, status, customer_id, reseller_id, path, placed_by, placed_from,
      currency, payment_method, purchase_order_number, vendor_parameters, customer_profile, event_sequence, created_at,
      completed_at)
    select ${ID('ord', 'made.n')}, 'SO' || 100000 + made.n,
      case when made.n < ${count} * 0.1 and made.n % 37 = 0 then 'RENEWAL' when made.n % 53 = 0 then 'CHANGE'
        when made.n % 997 = 0 then 'CANCELLATION' else 'SALES' end,
      status, buyer.id, buyer.parent_id, buyer.path, 'usr_' || substr(buyer.parent_id, 5), buyer.parent_id, 'USD', 'TERMS',
      case when made.n % 10 = 3 then '${SHARED_PURCHASE}' when made.n % 5 <> 4 then 'PO-' || made.n % 400 end,
      jsonb_build_object('attestedBy', 'Somebody', 'tenantMode', 'EXISTING', 'tenantDomain', 'tenant' || buyer.place || '.onmicrosoft.com'),
      jsonb_build_object('name', 'Customer ' || buyer.place, 'address', jsonb_build_object('line1', made.n || ' Main Street',
        'city', 'Denver', 'region', 'CO', 'postalCode', '80202', 'country', 'US')),
      3, placed_at, case when status in ('COMPLETED', 'PARTIALLY_COMPLETED', 'FAILED', 'CANCELLED') then placed_at + interval '1 minute' end
    from (
      select n, '2025-01-01'::timestamptz + n * (interval '365 days' / ${count}) + (n % 7) * interval '1 second' as placed_at,
        case when n < ${count} * 0.02 and n % 300 = 1 then 'CREDIT_HOLD' when n > ${count} * 0.999 then 'PROVISIONING'
          when n % 1000 = 500 then 'ACTION_REQUIRED' when n * 31 % 100 < 5 then 'FAILED' when n * 31 % 100 < 7 then 'CANCELLED'
          when n * 31 % 100 = 7 then 'PARTIALLY_COMPLETED' else 'COMPLETED' end as status,
        n < ${count} * 0.05 and n % 50 = 11 as is_quiet,
        case when n < ${count} * 0.05 and n % 50 = 11 then floor(${chanceOf('n', 3)} * quiet.count)
          when n % 50 = 7 then 1 else floor(power(${chanceOf('n', 11)}, 2) * buyer.count) end::int as place
      from generate_series(1, ${count}) as n, (select count(*) from market.quiet) as quiet, (select count(*) from market.buyer) as buyer
    ) as made
    join (select false as is_quiet, * from market.buyer union all select true, * from market.quiet) as buyer
      on buyer.is_quiet = made.is_quiet and buyer.place = made.place
    order by made.n`;
}

function lineRows(): string {
  return `insert into orders.order_line (id, order_id, position, plan_id, product_id, mpn, product_name, kind, term,
      billing_cycle, quantity, currency, tiers, status)
    select 'lin_' || substr(id, 5), id, 0, ${ID('pln', 'right(id, 3)')}, ${ID('prd', 'right(id, 2)')}, 'CFQ7TTC0LH18:' || right(id, 2),
      'Business Basic', 'LICENCE', 'P1Y', 'ANNUAL', 5, 'USD',
      jsonb_build_array(jsonb_build_object('accountId', reseller_id, 'unitMinor', '5760'), jsonb_build_object('accountId', customer_id, 'unitMinor', '6000')),
      case status when 'PARTIALLY_COMPLETED' then 'COMPLETED' else status end
    from orders."order"`;
}

/** One for each completed line; some are not active any more, and one product of a hundred has no newer ones. */
function subscriptionRows(): string {
  return `insert into orders.subscription (id, customer_id, path, order_id, line_id, plan_id, product_id, mpn, quantity, status,
      auto_renew, starts_on, ends_on, purchased_at, tenant_domain, created_at)
    select 'sub_' || substr(placed.id, 5), customer_id, path, placed.id, line.id, plan_id, product_id, mpn, quantity,
      case when hashtext(placed.id) % 50 = 0 then 'SUSPENDED' when placed.created_at < '2025-01-10' and hashtext(placed.id) % 7 = 0 then 'EXPIRED' else 'ACTIVE' end,
      true, completed_at::date, (completed_at + interval '1 year')::date, completed_at,
      vendor_parameters ->> 'tenantDomain', completed_at
    from orders."order" as placed join orders.order_line as line on line.order_id = placed.id
    where placed.status in ('COMPLETED', 'PARTIALLY_COMPLETED')`;
}

function eventRows(): string {
  return `insert into orders.provisioning_event (id, order_id, line_id, sequence, status, previous_status, message, terminal,
      path, occurred_at, log_position)
    select 'evt_0' || sequence || substr(placed.id, 7), placed.id, case when sequence > 1 then 'lin_' || substr(placed.id, 5) end, sequence,
      case sequence when 1 then 'SUBMITTED' when 2 then 'PROVISIONING' else 'COMPLETED' end,
      case sequence when 2 then 'SUBMITTED' when 3 then 'PROVISIONING' end, 'Step ' || sequence || ' of the order.',
      sequence = 3, path, created_at + sequence * interval '10 seconds', row_number() over (order by placed.id, sequence)
    from orders."order" as placed, generate_series(1, 3) as sequence`;
}
