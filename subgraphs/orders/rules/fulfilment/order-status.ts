import { isTerminal, LINE_STATUSES, type LineStatus } from './line-status.ts';

export const ORDER_STATUSES = [...LINE_STATUSES, 'PARTIALLY_COMPLETED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** While a line is open, the first of these statuses that a line has is the status of the order. */
const OPEN_BY_URGENCY: readonly LineStatus[] = [
  'ACTION_REQUIRED',
  'CREDIT_HOLD',
  'AWAITING_APPROVAL',
  'PROVISIONING',
  'SUBMITTED',
  'SCHEDULED',
];

/** The status of an order, derived from the statuses of its lines. */
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
