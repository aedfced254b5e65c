import type { Id } from '../../../shared/domain/ids.ts';
import type { WorkContext } from '../../context.ts';
import { OrderEntity } from '../../entities/order.ts';
import { isOrderTerminal, type OrderStatus } from '../../rules/fulfilment/order-status.ts';
import type { LineStatus } from '../../rules/fulfilment/line-status.ts';
import { lastStep } from '../../rules/onboarding/activation.ts';
import { appendEvents } from '../events/append-event.ts';

/** Told by accounts: an activation has ended. */
export interface ActivationEnded {
  readonly activationId: string;
  /** Whether the reseller is active now. */
  readonly isActive: boolean;
}

/** Ends the order of an activation. An order that has ended stays as it is. */
export async function endActivation(
  { write, deps }: WorkContext,
  { activationId, isActive }: ActivationEnded,
): Promise<void> {
  await write(async (tx) => {
    const [ended] = await tx.execute<{ readonly order_id: Id<'ord'> }>(
      'update orders.activation set ended_at = ? where id = ? and ended_at is null returning order_id',
      [deps.now(), activationId],
    );
    if (ended === undefined) return;
    const order = await tx.lock(OrderEntity, { id: ended.order_id });
    if (order === null || isOrderTerminal(order.status)) return;
    const step = lastStep(lineStatusOf(order.status), isActive);
    order.status = step.status;
    order.completedAt = deps.now();
    await tx.flush();
    await appendEvents(tx, order.id, [step], deps.now());
  });
  void deps.sequencer.run();
}

/** An order without lines is in a state that its one line would be in. */
function lineStatusOf(status: OrderStatus): LineStatus {
  return status === 'PARTIALLY_COMPLETED' ? 'COMPLETED' : status;
}
