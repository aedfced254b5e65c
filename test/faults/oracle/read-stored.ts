import type { DatabaseServer } from '../platform/servers.ts';
import type {
  CardRow,
  CreditRow,
  EventRow,
  LineRow,
  MovementRow,
  OrderRow,
  OwnershipRows,
  StaleCopy,
  Stored,
  SubscriptionRow,
} from './evidence.ts';

type Database = Pick<DatabaseServer, 'sql'>;

/** Reads what the platform has stored. To be called when everything is quiet: it is not one transaction. */
export async function readStored(database: Database): Promise<Stored> {
  const [log] = await database.sql<{ head: number }>('select head::float8 as head from orders.log');
  return {
    orders: await readOrders(database),
    lines: await readLines(database),
    events: await database.sql<EventRow>(
      `select order_id as "orderId", sequence, status, log_position::float8 as position
       from orders.provisioning_event order by log_position`,
    ),
    logHead: log?.head ?? 0,
    ...(await readMoney(database)),
    subscriptions: await database.sql<SubscriptionRow>(
      `select line_id as "lineId", vendor_subscription_id as "vendorSubscriptionId", status from orders.subscription`,
    ),
    ownership: await readOwnership(database),
    factsWaiting: await countFacts(database),
    staleCopies: await readStaleCopies(database),
  };
}

/** Jobs that have not been done, without those that are to begin later. One that is tried again has begun. */
export const WAITING_JOBS = `(state in ('retry', 'active') and start_after < now() + interval '90 seconds'
  or state = 'created' and start_after <= now())`;

async function readOrders({ sql }: Database): Promise<readonly OrderRow[]> {
  return await sql<OrderRow>(
    `select id, status, customer_id as "customerId", reseller_id as "resellerId", payment_method as "paymentMethod",
       coalesce(vendor_parameters ->> 'tenantDomain', '') as "tenantDomain", event_sequence as "eventSequence",
       completed_at is not null as "isCompleted",
       exists (select 1 from orders.provisioning_event event where event.order_id = placed.id
         and event.sequence = placed.event_sequence and event.waiting_on is not null) as "saysWhatItWaitsOn",
       exists (select 1 from orders.attention where order_id = placed.id and resolved_at is null) as "needsAttention",
       exists (select 1 from jobs.job where name = 'orders.provision' and data ->> 'orderId' = placed.id
         and state in ('created', 'retry', 'active')) as "hasJob"
     from orders."order" placed order by id`,
  );
}

async function readLines({ sql }: Database): Promise<readonly LineRow[]> {
  return await sql<LineRow>(
    `select line.id, order_id as "orderId", line.status, quantity, tier ->> 'unitMinor' as "unitMinor"
     from orders.order_line line join orders."order" placed on placed.id = order_id
     join lateral jsonb_array_elements(tiers) tier on tier ->> 'accountId' = placed.reseller_id`,
  );
}

async function readMoney({ sql }: Database): Promise<Pick<Stored, 'movements' | 'credits' | 'cards'>> {
  type Texts<Row> = { readonly [Key in keyof Row]: Row[Key] extends bigint ? string : Row[Key] };
  const movements = await sql<Texts<MovementRow>>(
    'select order_id as "orderId", kind, amount_minor as "amountMinor" from orders.ledger_entry',
  );
  const credits = await sql<Texts<CreditRow>>(
    `select account_id as "accountId", limit_minor as "limitMinor", balance_minor as "balanceMinor",
       reserved_minor as "reservedMinor" from orders.credit`,
  );
  const cards = await sql<Texts<CardRow>>(
    'select order_id as "orderId", status, captured_minor as "capturedMinor" from orders.card_payment',
  );
  return {
    movements: movements.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) })),
    credits: credits.map((row) => ({
      ...row,
      limitMinor: BigInt(row.limitMinor),
      balanceMinor: BigInt(row.balanceMinor),
      reservedMinor: BigInt(row.reservedMinor),
    })),
    cards: cards.map((row) => ({ ...row, capturedMinor: BigInt(row.capturedMinor) })),
  };
}

async function readOwnership({ sql }: Database): Promise<OwnershipRows> {
  return {
    tenants: await sql('select domain, customer_id as "customerId" from orders.tenant'),
    placements: await sql('select id, state from orders.placement'),
    customers: await sql(
      `select id, split_part(placement_id, ':', 2) as "placementId" from accounts.account
       where type = 'CUSTOMER' and placement_id is not null`,
    ),
  };
}

async function countFacts({ sql }: Database): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `select count(*)::int as count from jobs.job where name like '%.publish' and ${WAITING_JOBS}`,
  );
  return row?.count ?? 0;
}

/** Copies that are missing, or older than their accounts. */
async function readStaleCopies({ sql }: Database): Promise<readonly StaleCopy[]> {
  const keepers = ['catalog', 'orders'] as const;
  const found = await Promise.all(
    keepers.map((keeper) =>
      sql<StaleCopy>(
        `select '${keeper}' as keeper, account.id as "accountId" from accounts.account
         left join ${keeper}.account copy on copy.id = account.id
         where copy.version is null or copy.version < account.version`,
      ),
    ),
  );
  return found.flat();
}
