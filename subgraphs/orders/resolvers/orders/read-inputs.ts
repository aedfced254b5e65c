import type { Optional } from '../../../shared/domain/given.ts';
import { readOptionalId } from '../../../shared/domain/ids.ts';
import type { OrderConditions } from '../../services/orders/order-list.ts';
import type { OrderFilter } from './inputs.ts';

/** Reads which orders a list shall have. */
export function readOrderFilter(filter: Optional<OrderFilter>): OrderConditions {
  const {
    status,
    type,
    customerId,
    number,
    purchaseOrderNumber,
    createdFrom,
    createdTo,
    needsAttention,
    includeDescendants,
  } = filter ?? {};
  return {
    status: status ?? undefined,
    type: type ?? undefined,
    customerId: readOptionalId('acc', customerId),
    number: number?.toUpperCase() ?? undefined,
    purchaseOrderNumber: purchaseOrderNumber ?? undefined,
    createdFrom: createdFrom ?? undefined,
    createdTo: createdTo ?? undefined,
    needsAttention: needsAttention ?? undefined,
    includeDescendants: includeDescendants ?? true,
  };
}
