import { describe, expect, it } from 'vitest';
import {
  decideHold,
  signInRefusal,
  statusUnder,
  type HoldKind,
} from '../../../../subgraphs/accounts/rules/hierarchy/account-holds.ts';
import type { AccountStatus } from '../../../../subgraphs/accounts/rules/hierarchy/account-status.ts';

const KINDS: readonly HoldKind[] = ['CREDIT', 'OVERDUE', 'ADMINISTRATIVE'];
/** Every set of holds. */
const SETS = Array.from({ length: 8 }, (_, bits) => new Set(KINDS.filter((_kind, index) => (bits >> index) & 1)));

describe('holds', () => {
  it('show the strongest of them as the status', () => {
    for (const holds of SETS) {
      const expected = holds.has('ADMINISTRATIVE') ? 'ADMIN_HOLD' : holds.size > 0 ? 'CREDIT_HOLD' : 'ACTIVE';
      expect(statusUnder(holds)).toBe(expected);
    }
  });

  it('are placed and lifted one by one, and leave the others', () => {
    for (const holds of SETS) {
      for (const hold of ['CREDIT', 'ADMINISTRATIVE'] as const) {
        const placed = decideHold(statusUnder(holds), holds, { hold, lift: false });
        expect(placed).toMatchObject({ ok: true, value: { holds: new Set([...holds, hold]) } });
        const lifted = decideHold(statusUnder(holds), holds, { hold, lift: true });
        const left = new Set([...holds].filter((kind) => kind !== hold));
        expect(lifted).toEqual(
          holds.has(hold)
            ? { ok: true, value: { holds: left, status: statusUnder(left) } }
            : { ok: false, errors: [expect.objectContaining({ code: 'STATE_CONFLICT', path: ['hold'] })] },
        );
      }
    }
  });

  it.each(['PENDING', 'CANCELLED'] as const)('are not placed on an account that is %s', (status) => {
    expect(decideHold(status, new Set(), { hold: 'CREDIT', lift: false })).toMatchObject({
      ok: false,
      errors: [{ code: 'STATE_CONFLICT', path: ['accountId'] }],
    });
  });

  it.each([
    [['ACTIVE', 'PENDING'], undefined],
    [['CREDIT_HOLD', 'ACTIVE'], undefined],
    [['ACTIVE', 'ADMIN_HOLD', 'ACTIVE'], 'ACCOUNT_ON_HOLD'],
    [['ADMIN_HOLD', 'CANCELLED'], 'ACCOUNT_NOT_ACTIVE'],
  ] as const)('keep people from signing in below what is suspended or over: %s', (statuses, code) => {
    expect(signInRefusal(statuses as readonly AccountStatus[])?.code).toBe(code);
  });
});
