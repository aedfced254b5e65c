import type { Id } from '../../shared/domain/ids.ts';
import type { LineStatus } from '../rules/fulfilment/line-status.ts';
import type { WaitingOn } from '../rules/fulfilment/waiting-on.ts';

/** One step of an order's timeline, as the event log has it. It is read with plain SQL and never changed. */
export interface ProvisioningEventRow {
  readonly id: Id<'evt'>;
  readonly orderId: Id<'ord'>;
  readonly lineId: Id<'lin'> | null;
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
  /** Its position in the log of all orders. */
  readonly logPosition: LogPosition;
}

/** A position in the log: the transaction that wrote the event, then the order of writing. Both are decimal texts. */
export interface LogPosition {
  readonly transactionId: string;
  readonly position: string;
}
