import type { LineStatus } from '../../../../subgraphs/orders/rules/fulfilment/line-status.ts';

/** Every status of an order line. */
export const STATUSES = [
  'SUBMITTED',
  'AWAITING_APPROVAL',
  'CREDIT_HOLD',
  'SCHEDULED',
  'PROVISIONING',
  'ACTION_REQUIRED',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
] as const satisfies readonly LineStatus[];
