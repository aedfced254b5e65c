import { describe, expect, it } from 'vitest';
import {
  isTerminal,
  nextLineStatus,
  type LineEvent,
  type LineStatus,
} from '../../../../subgraphs/orders/rules/fulfilment/line-status.ts';
import { STATUSES } from './line-statuses.ts';

const EVENTS = [
  'hold-for-approval',
  'hold-for-credit',
  'schedule',
  'provision',
  'require-action',
  'complete',
  'fail',
  'cancel',
  'resubmit',
] as const satisfies readonly LineEvent[];

const none = undefined;

/** One row for each status, one column for each event, in the order above. */
const AFTER: Readonly<Record<LineStatus, readonly (LineStatus | undefined)[]>> = {
  SUBMITTED: ['AWAITING_APPROVAL', 'CREDIT_HOLD', 'SCHEDULED', 'PROVISIONING', none, none, 'FAILED', 'CANCELLED', none],
  AWAITING_APPROVAL: [none, none, 'SCHEDULED', 'PROVISIONING', none, none, 'FAILED', 'CANCELLED', none],
  CREDIT_HOLD: [none, none, 'SCHEDULED', 'PROVISIONING', none, none, 'FAILED', 'CANCELLED', none],
  SCHEDULED: [none, none, none, 'PROVISIONING', none, none, none, 'CANCELLED', none],
  PROVISIONING: [none, none, none, none, 'ACTION_REQUIRED', 'COMPLETED', 'FAILED', none, none],
  ACTION_REQUIRED: [none, none, none, 'PROVISIONING', none, 'COMPLETED', 'FAILED', 'CANCELLED', none],
  COMPLETED: [none, none, none, none, none, none, none, none, none],
  FAILED: [none, none, none, none, none, none, none, none, 'SUBMITTED'],
  CANCELLED: [none, none, none, none, none, none, none, none, none],
};

const PAIRS = STATUSES.flatMap((status) =>
  EVENTS.map((event, index) => ({ status, event, after: AFTER[status][index] })),
);

describe('the status of an order line', () => {
  it.each(PAIRS)('changes from $status with the event $event to $after', ({ status, event, after }) => {
    expect(nextLineStatus(status, event)).toBe(after);
  });

  it('changes after its end only when a failed line is submitted again', () => {
    for (const status of STATUSES.filter(isTerminal)) {
      const possible = EVENTS.filter((event) => nextLineStatus(status, event) !== undefined);
      expect(possible).toEqual(status === 'FAILED' ? ['resubmit'] : []);
    }
  });
});
