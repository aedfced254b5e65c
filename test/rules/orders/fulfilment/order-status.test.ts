import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTerminal } from '../../../../subgraphs/orders/rules/fulfilment/line-status.ts';
import { isOrderTerminal, orderStatus } from '../../../../subgraphs/orders/rules/fulfilment/order-status.ts';
import { STATUSES } from './line-statuses.ts';

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
  ] as const)('follows from the lines %j as %s', (lines, status) => {
    expect(orderStatus(lines)).toBe(status);
  });

  const lines = fc.array(fc.constantFrom(...STATUSES), { minLength: 1, maxLength: 8 });

  it('is terminal exactly when every line is terminal', () => {
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
