import { isTerminal, type LineStatus } from './line-status.ts';

export type OrderStatus = LineStatus | 'PARTIALLY_COMPLETED';

/** What an order waits for first decides its status, as long as one of its lines is open. */
const OPEN_BY_URGENCY: readonly LineStatus[] = [
  'ACTION_REQUIRED',
  'CREDIT_HOLD',
  'AWAITING_APPROVAL',
  'PROVISIONING',
  'SUBMITTED',
  'SCHEDULED',
];

/** Derives the order's status from its lines'. */
export function orderStatus(lines: readonly LineStatus[]): OrderStatus {
  const open = OPEN_BY_URGENCY.find((status) => lines.includes(status));
  if (open !== undefined) return open;
  if (lines.every((status) => status === 'COMPLETED')) return 'COMPLETED';
  if (lines.includes('COMPLETED')) return 'PARTIALLY_COMPLETED';
  return lines.every((status) => status === 'CANCELLED') ? 'CANCELLED' : 'FAILED';
}

/** Whether the order has ended. */
export function isOrderTerminal(status: OrderStatus): boolean {
  return status === 'PARTIALLY_COMPLETED' || isTerminal(status);
}
