import { recordChange } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { changesOfField, firstValues } from '../../../shared/domain/field-changes.ts';
import type { SignedInContext } from '../../context.ts';
import type { OrderRow } from '../../entities/order.ts';
import { planIdOf, type OrderDraft } from './order-draft.ts';

interface PlacedOrder {
  readonly draft: OrderDraft;
  readonly order: OrderRow;
}

/** What the audit log tells of a new order: not what it costs, which the order shows to each side as it may see it. */
export async function recordOrder(tx: Writer, context: SignedInContext, { draft, order }: PlacedOrder): Promise<void> {
  const lines = draft.lines.map((line) => `${line.quantity} × ${planIdOf(line) ?? ''}`);
  await recordChange(tx, context, {
    action: 'placeOrder',
    accountId: order.customerId,
    subjectId: order.id,
    changes: [
      ...firstValues(order, ['number', 'purchaseOrderNumber']),
      ...changesOfField('lines', undefined, lines),
      ...changesOfField('tenantDomain', undefined, draft.parameters.tenantDomain),
    ],
  });
}
