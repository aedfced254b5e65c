import type { LineStatus } from '../rules/fulfilment/line-status.ts';
import type { WaitingOn } from '../rules/fulfilment/waiting-on.ts';

/** One step of an order's way, as it stands in the log. Read with plain SQL, never changed. */
export interface ProvisioningEventRow {
  readonly id: string;
  readonly orderId: string;
  readonly lineId: string | null;
  /** 1, 2, 3 … per order, without gaps. */
  readonly sequence: number;
  readonly status: LineStatus;
  readonly previousStatus: LineStatus | null;
  readonly message: string;
  readonly waitingOn: WaitingOn | null;
  /** The order ended with this step. */
  readonly terminal: boolean;
  readonly path: string;
  readonly occurredAt: Date;
  /** Where it stands in the log of all orders. */
  readonly logPosition: LogPosition;
}

/** A place in the log: first the writing transaction, then the order of writing. Both are decimal texts. */
export interface LogPosition {
  readonly transactionId: string;
  readonly position: string;
}
