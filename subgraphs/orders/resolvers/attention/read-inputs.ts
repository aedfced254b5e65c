import type { Optional } from '../../../shared/domain/given.ts';
import { readId, readOptionalId } from '../../../shared/domain/ids.ts';
import type { LineCompletion } from '../../rules/attention/verdict.ts';
import type { AttentionConditions } from '../../services/attention/find-attention.ts';
import type { AttentionFilter, CompleteOrderLineInput } from './inputs.ts';

/** Reads which items a list shall have. */
export function readAttentionFilter(filter: Optional<AttentionFilter>): AttentionConditions {
  const { kind, orderId, includeResolved, includeDescendants } = filter ?? {};
  return {
    kind: kind ?? undefined,
    orderId: readOptionalId('ord', orderId),
    includeResolved: includeResolved ?? false,
    includeDescendants: includeDescendants ?? true,
  };
}

/** Reads what an operator found out about a line. */
export function readCompletion(input: CompleteOrderLineInput): LineCompletion {
  const { lineId, succeeded, message, vendorSubscriptionId } = input;
  return {
    lineId: readId('lin', lineId),
    succeeded,
    message: message.trim(),
    vendorSubscriptionId: vendorSubscriptionId?.trim() ?? '',
  };
}
