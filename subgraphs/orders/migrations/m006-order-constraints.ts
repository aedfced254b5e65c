import { Migration } from '@mikro-orm/migrations';

const LINE_STATUSES = `'SUBMITTED', 'AWAITING_APPROVAL', 'CREDIT_HOLD', 'SCHEDULED', 'PROVISIONING', 'ACTION_REQUIRED',
  'COMPLETED', 'FAILED', 'CANCELLED'`;

/** What rows must be, by table and name of the constraint. */
export const ORDER_CONSTRAINTS: readonly (readonly [table: string, name: string, rule: string])[] = [
  ['orders."order"', 'order_type', `check (type in ('ACTIVATION', 'SALES', 'CHANGE', 'RENEWAL', 'CANCELLATION'))`],
  ['orders."order"', 'order_status', `check (status in (${LINE_STATUSES}, 'PARTIALLY_COMPLETED'))`],
  ['orders."order"', 'order_payment_method', `check (payment_method in ('CREDIT_CARD', 'TERMS'))`],
  ['orders.order_line', 'order_line_status', `check (status in (${LINE_STATUSES}))`],
  ['orders.fulfilment', 'fulfilment_step', `check (step in ('prepare', 'submit', 'follow', 'done'))`],
  ['orders.provisioning_event', 'provisioning_event_status', `check (status in (${LINE_STATUSES}))`],
  [
    'orders.subscription',
    'subscription_status',
    `check (status in ('PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DISABLED', 'DELETED'))`,
  ],
  ['orders.subscription', 'subscription_quantity', 'check (quantity > 0)'],
  ['orders.card_payment', 'card_payment_captured', 'check (captured_minor between 0 and amount_minor)'],
  ['orders.idempotency', 'idempotency_order', ofOrder()],
  ['orders.ledger_entry', 'ledger_entry_order', ofOrder()],
  ['orders.spent_estimate', 'spent_estimate_order', ofOrder()],
];

/** Rows of an order are written before the order itself in the same transaction, so this is checked at its end. */
function ofOrder(): string {
  return 'foreign key (order_id) references orders."order" (id) on delete cascade deferrable initially deferred';
}

/** Constraints that hold for new rows at once; the next migration checks those that were there before. */
export class M006OrderConstraints extends Migration {
  override up(): void {
    for (const [table, name, rule] of ORDER_CONSTRAINTS) {
      this.addSql(`alter table ${table} add constraint ${name} ${rule} not valid`);
    }
  }
}
