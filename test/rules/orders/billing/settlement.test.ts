import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payableMinor, settle } from '../../../../subgraphs/orders/rules/billing/settlement.ts';

const line = (status: 'COMPLETED' | 'FAILED' | 'CANCELLED', unitMinor: string, quantity: number) => ({
  status,
  quantity,
  tiers: [
    { accountId: 'acc_provider', unitMinor: '1' },
    { accountId: 'acc_reseller', unitMinor },
  ] as const,
});

describe('the settlement of an order', () => {
  it('charges the completed lines, and reserved all of them', () => {
    const lines = [line('COMPLETED', '622.08', 5), line('FAILED', '100', 2), line('CANCELLED', '50', 1)];
    expect(settle('acc_reseller', lines)).toEqual({ reservedMinor: 3_360n, chargedMinor: 3_110n });
  });

  it('never charges more than was reserved, and everything when every line is completed', () => {
    const status = fc.constantFrom('COMPLETED', 'FAILED', 'CANCELLED');
    const lines = fc.array(fc.tuple(status, fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 1_000 })));
    fc.assert(
      fc.property(lines, (drawn) => {
        const ended = drawn.map(([how, unit, quantity]) => line(how as 'COMPLETED', `${unit}.5`, quantity));
        const { reservedMinor, chargedMinor } = settle('acc_reseller', ended);
        expect(chargedMinor <= reservedMinor).toBe(true);
        const completed = ended.map((one) => ({ ...one, status: 'COMPLETED' as const }));
        expect(settle('acc_reseller', completed).chargedMinor).toBe(reservedMinor);
      }),
    );
  });

  it('refuses lines that the reseller does not sell', () => {
    expect(() => payableMinor('acc_other', [line('COMPLETED', '1', 1)])).toThrow('sells to its customer');
  });
});
