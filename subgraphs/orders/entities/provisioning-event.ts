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
  /** The log that it belongs to. */
  readonly logId: string;
  /** Its position in that log, 1, 2, 3 … without gaps; null for the moment between its commit and its numbering. */
  readonly position: number | null;
}

/** An event that has its position in the log. */
export interface LoggedEvent extends ProvisioningEventRow {
  readonly position: number;
}
