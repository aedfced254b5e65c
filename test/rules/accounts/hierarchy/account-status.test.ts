import { describe, expect, it } from 'vitest';
import {
  nextAccountStatus,
  type AccountEvent,
  type AccountStatus,
} from '../../../../subgraphs/accounts/rules/hierarchy/account-status.ts';

describe('the status of an account', () => {
  const STATUSES: readonly AccountStatus[] = ['PENDING', 'ACTIVE', 'CREDIT_HOLD', 'ADMIN_HOLD', 'CANCELLED'];
  const EVENTS: readonly AccountEvent[] = ['activate', 'hold-credit', 'hold-administratively', 'release', 'cancel'];
  /** One row per status, one column per event; a dash marks an impossible event. */
  const TABLE = `
    PENDING     ACTIVE -           -          -      CANCELLED
    ACTIVE      -      CREDIT_HOLD ADMIN_HOLD -      CANCELLED
    CREDIT_HOLD -      -           ADMIN_HOLD ACTIVE CANCELLED
    ADMIN_HOLD  -      CREDIT_HOLD -          ACTIVE CANCELLED
    CANCELLED   -      -           -          -      -
  `;
  const rows = new Map(
    TABLE.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .map(([status = '', ...next]) => [status, next]),
  );
  const pairs = STATUSES.flatMap((status) =>
    EVENTS.map((event, column) => ({ status, event, next: rows.get(status)?.[column] ?? 'missing' })),
  );

  it.each(pairs)('changes from $status with the event $event to $next', ({ status, event, next }) => {
    expect(nextAccountStatus(status, event) ?? '-').toBe(next);
  });
});
