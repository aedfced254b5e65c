import { moveCopies, rememberMove, type AccountMove } from '../../../shared/database/account-moves.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import { endForeignTerms } from '../billing/credit.ts';
import type { OrdersDeps, WorkContext } from '../../context.ts';

/** The queue that takes the events of orders to the places of their customers, page by page. */
export const MOVE_EVENTS_QUEUE = {
  name: 'orders.move-events',
  options: { retryLimit: 1_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 },
};

/** A place that orders have left. */
export interface MoveEventsJob {
  readonly from: string;
}

/** The events of so many steps are moved at once. */
const PAGE = 5_000;
/** And of so many together with the account, which nobody is to wait for: all of those of a small subtree. */
const FIRST_PAGE = 500;

/**
 * Takes everything that orders keeps of an account and of what is below it to its new place: copies, carts, orders,
 * subscriptions, and what needs attention. Terms of the seller before end. Old events of a large subtree follow in pages.
 */
export async function followMove({ write, deps }: WorkContext, fact: AccountMove): Promise<void> {
  await write(async (tx) => {
    for (const move of await rememberMove(tx, 'orders', fact)) {
      await moveCopies(tx, 'orders', move);
      await moveRows(tx, deps, move);
    }
  });
}

/** Takes what orders has of an account, and of those below it, from one place to another. */
export async function moveRows(
  tx: Writer,
  { jobs }: Pick<OrdersDeps, 'jobs'>,
  { accountId, from, to }: Omit<AccountMove, 'number'>,
): Promise<void> {
  await tx.execute('select orders.move_rows(?::ltree, ?::ltree)', [from, to]);
  await tx.execute(
    `update orders.cart set reseller_path = orders.moved_path(reseller_path, ?::ltree, ?::ltree)
     where reseller_path <@ ?::ltree`,
    [from, to, from],
  );
  await giveCarts(tx, accountId);
  await endForeignTerms(tx, accountId);
  const job: MoveEventsJob = { from };
  if (await movePage(tx, job, FIRST_PAGE)) await jobs.enqueue(tx, MOVE_EVENTS_QUEUE.name, job);
}

/**
 * Gives the open carts for a customer to its seller. What was entered of the seller before, its identity at the vendor, is
 * left out: that which is remembered of the new one counts.
 */
async function giveCarts(tx: Writer, customerId: Id<'acc'>): Promise<void> {
  await tx.execute(
    `update orders.cart set reseller_id = customer.parent_id, reseller_path = subpath(customer.path, 0, -1),
       vendor_parameters = vendor_parameters - 'locationMpnId' - 'indirectResellerDomain'
     from orders.account as customer
     where cart.customer_id = ? and customer.id = cart.customer_id and cart.reseller_id <> customer.parent_id
       and cart.ordered_as is null`,
    [customerId],
  );
}

/** Moves the next page of events, and asks for the one after it while there is one. */
export async function moveEvents({ write, deps }: WorkContext, job: MoveEventsJob): Promise<void> {
  await write(async (tx) => {
    if (await movePage(tx, job, PAGE)) await deps.jobs.enqueue(tx, MOVE_EVENTS_QUEUE.name, job);
  });
}

/** Takes a page of events to where their orders are, and answers whether there may be more. */
async function movePage(tx: Writer, { from }: MoveEventsJob, most: number): Promise<boolean> {
  let isFull = false;
  for (const table of ['orders.provisioning_event', 'orders.archived_event']) {
    const moved = await tx.execute(
      `with stale as (
         select event.id, placed.path from ${table} as event join orders."order" as placed on placed.id = event.order_id
         where event.path <@ ?::ltree and event.path <> placed.path limit ${most}
       )
       update ${table} as event set path = stale.path from stale where event.id = stale.id returning event.id`,
      [from],
    );
    isFull ||= moved.length === most;
  }
  return isFull;
}
