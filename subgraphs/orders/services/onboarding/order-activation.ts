import { unrecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { invariant } from '../../../shared/domain/invariant.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import type { OrdersDeps, SignedInContext, WorkContext } from '../../context.ts';
import { OrderEntity, type OrderRow } from '../../entities/order.ts';
import { firstSteps } from '../../rules/onboarding/activation.ts';
import { appendEvents } from '../events/append-event.ts';
import { visiblePlace } from '../hierarchy/account-places.ts';

/** Told by accounts: a reseller has said everything, and waits for its activation. */
export interface ActivationRequested {
  readonly activationId: string;
  readonly accountId: Id<'acc'>;
  readonly path: string;
  readonly currency: string;
  /** Who asked for it. */
  readonly userId: Id<'usr'>;
}

/** Places the order of an activation, unless it is there already. */
export async function placeActivation({ write, deps }: WorkContext, fact: ActivationRequested): Promise<void> {
  await write((tx) => insertActivation(tx, deps, fact));
  void deps.sequencer.run();
}

/** The order of an activation of the viewer's own account, which is placed now unless it is there already. */
export async function orderActivation(context: SignedInContext, activationId: string): Promise<OrderRow> {
  const { viewer, write, deps } = context;
  const place = await visiblePlace(context, viewer.accountId);
  invariant(place, 'the account of the viewer is there');
  const request = requestOf(context, activationId, place.currency);
  // Accounts tells of it: what was asked for, and that it has taken effect.
  const order = await write(unrecorded('part', (tx) => insertActivation(tx, deps, request)));
  void deps.sequencer.run();
  return order;
}

/** An activation that the viewer has asked for. */
export function requestOf({ viewer }: SignedInContext, activationId: string, currency: string): ActivationRequested {
  const { accountId, path, subject } = viewer;
  return { activationId, accountId, path, currency, userId: subject as Id<'usr'> };
}

/** Writes an activation order with its first events, and tells accounts, which activates the reseller. Once for each activation. */
export async function insertActivation(
  tx: Writer,
  deps: Pick<OrdersDeps, 'outbox' | 'now' | 'config'>,
  { activationId, accountId, path: known, currency, userId }: ActivationRequested,
): Promise<OrderRow> {
  const now = deps.now();
  const orderId = newId('ord');
  const added = await tx.execute(
    'insert into orders.activation (id, account_id, order_id) values (?, ?, ?) on conflict do nothing returning id',
    [activationId, accountId, orderId],
  );
  if (added.length === 0) return findActivationOrder(tx, activationId);
  const [row] = await tx.execute<object>(
    `insert into orders."order"
       (id, number, type, status, customer_id, reseller_id, path, placed_by, placed_from, currency, vendor_parameters,
        event_sequence, created_at)
     select ?, 'SO' || nextval('orders.order_number'), 'ACTIVATION', 'PROVISIONING', ?, orders.parent_of(place.path), place.path,
       ?, ?, ?, '{}', 0, ?::timestamptz
     from orders.placed(?::ltree, 0) as place
     returning *`,
    [orderId, accountId, userId, accountId, currency, now, known],
  );
  invariant(row, 'an insert answers what it inserted');
  const order = tx.map(OrderEntity, row);
  const steps = firstSteps(now, deps.config.activationExpectedMs);
  order.eventSequence = await appendEvents(tx, orderId, steps, now);
  await deps.outbox.append(tx, 'activation-ordered', { activationId, accountId });
  return order;
}

async function findActivationOrder(tx: Writer, activationId: string): Promise<OrderRow> {
  const [row] = await tx.query<object>(
    `select placed.* from orders.activation join orders."order" as placed on placed.id = activation.order_id
     where activation.id = ?`,
    [activationId],
  );
  invariant(row, 'an activation has its order');
  return tx.map(OrderEntity, row);
}
