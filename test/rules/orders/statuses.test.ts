import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isTerminal,
  nextLineStatus,
  type LineEvent,
  type LineStatus,
} from '../../../subgraphs/orders/rules/fulfilment/line-status.ts';
import { isOrderTerminal, orderStatus } from '../../../subgraphs/orders/rules/fulfilment/order-status.ts';

const STATUSES = [
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

describe('an order line', () => {
  it.each(PAIRS)('in $status goes with $event to $after', ({ status, event, after }) => {
    expect(nextLineStatus(status, event)).toBe(after);
  });

  it('is never taken back to life by itself once it has ended', () => {
    for (const status of STATUSES.filter(isTerminal)) {
      const possible = EVENTS.filter((event) => nextLineStatus(status, event) !== undefined);
      expect(possible).toEqual(status === 'FAILED' ? ['resubmit'] : []);
    }
  });
});

describe('the status of an order', () => {
  it.each([
    [['COMPLETED', 'COMPLETED'], 'COMPLETED'],
    [['COMPLETED', 'FAILED'], 'PARTIALLY_COMPLETED'],
    [['COMPLETED', 'CANCELLED'], 'PARTIALLY_COMPLETED'],
    [['FAILED', 'FAILED'], 'FAILED'],
    [['FAILED', 'CANCELLED'], 'FAILED'],
    [['CANCELLED', 'CANCELLED'], 'CANCELLED'],
    [['COMPLETED', 'PROVISIONING'], 'PROVISIONING'],
    [['FAILED', 'SUBMITTED'], 'SUBMITTED'],
    [['PROVISIONING', 'ACTION_REQUIRED'], 'ACTION_REQUIRED'],
    [['CREDIT_HOLD', 'PROVISIONING'], 'CREDIT_HOLD'],
    [['AWAITING_APPROVAL', 'PROVISIONING'], 'AWAITING_APPROVAL'],
    [['SCHEDULED', 'PROVISIONING'], 'PROVISIONING'],
    [['SCHEDULED', 'COMPLETED'], 'SCHEDULED'],
  ] as const)('of lines %j is %s', (lines, status) => {
    expect(orderStatus(lines)).toBe(status);
  });

  const lines = fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 8 });

  it('is terminal exactly when every line is', () => {
    fc.assert(
      fc.property(lines, (statuses) => {
        expect(isOrderTerminal(orderStatus(statuses))).toBe(statuses.every(isTerminal));
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(lines, (statuses) => {
        expect(orderStatus(statuses.toReversed())).toBe(orderStatus(statuses));
      }),
      { numRuns: 5_000 },
    );
  });
});
