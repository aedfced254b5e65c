import { invariant } from '../../../shared/domain/invariant.ts';
import type { LineStatus } from './line-status.ts';
import type { OrderStatus } from './order-status.ts';

/** An order whose lines have all ended, as far as how it is closed depends on it. */
export interface EndedOrder {
  readonly status: OrderStatus;
  readonly lines: readonly { readonly status: LineStatus }[];
  readonly tenantMode: 'NEW' | 'EXISTING' | undefined;
  /** The vendor has made or bound the tenant. */
  readonly isTenantReady: boolean;
}

/** How an order is closed. */
export interface Closing {
  /** The last step of its timeline. */
  readonly lastStep: { readonly status: LineStatus; readonly message: string };
  /** Whether the customer keeps the tenant that the order claimed; otherwise it can be claimed by others. */
  readonly keepsTenant: boolean;
  /** Whether the reseller's identity was proved by this order. */
  readonly confirmsPartner: boolean;
}

const LAST_STEPS: ReadonlyMap<OrderStatus, Closing['lastStep']> = new Map([
  ['COMPLETED', { status: 'COMPLETED', message: 'The order is complete.' }],
  ['PARTIALLY_COMPLETED', { status: 'COMPLETED', message: 'The order is partly complete: some of its lines failed.' }],
  ['FAILED', { status: 'FAILED', message: 'The order failed.' }],
  ['CANCELLED', { status: 'CANCELLED', message: 'The order was cancelled.' }],
]);

/** Decides how an order is closed. A tenant that the vendor created stays the customer's, even when every line failed. */
export function decideClosing({ status, lines, tenantMode, isTenantReady }: EndedOrder): Closing {
  const lastStep = LAST_STEPS.get(status);
  invariant(lastStep, `${status} ends an order`);
  const isCreated = tenantMode === 'NEW' && isTenantReady;
  return {
    lastStep,
    keepsTenant: isCreated || lines.some((line) => line.status === 'COMPLETED'),
    confirmsPartner: status === 'COMPLETED',
  };
}
