import { describe, expect, it } from 'vitest';
import { decideClosing, type EndedOrder } from '../../../../subgraphs/orders/rules/fulfilment/decide-closing.ts';

const ended = (values: Partial<EndedOrder>): EndedOrder => ({
  status: 'COMPLETED',
  lines: [{ status: 'COMPLETED' }],
  tenantMode: 'EXISTING',
  isTenantReady: true,
  ...values,
});
const FAILED = { status: 'FAILED', lines: [{ status: 'FAILED' }] } as const;

describe('the closing of an order', () => {
  it.each([
    ['COMPLETED', 'COMPLETED', 'The order is complete.'],
    ['PARTIALLY_COMPLETED', 'COMPLETED', 'The order is partly complete: some of its lines failed.'],
    ['FAILED', 'FAILED', 'The order failed.'],
    ['CANCELLED', 'CANCELLED', 'The order was cancelled.'],
  ] as const)('of an order that is %s ends its timeline with %s', (status, last, message) => {
    expect(decideClosing(ended({ status })).lastStep).toEqual({ status: last, message });
  });

  it('refuses to close an order that has not ended', () => {
    expect(() => decideClosing(ended({ status: 'PROVISIONING' }))).toThrow('PROVISIONING ends an order');
  });

  it.each([
    ['keeps the tenant of a completed line', {}, true],
    ['releases a tenant that nothing came of', FAILED, false],
    ['keeps a tenant that the vendor has created, although every line failed', { ...FAILED, tenantMode: 'NEW' }, true],
    ['releases a new tenant that was never created', { ...FAILED, tenantMode: 'NEW', isTenantReady: false }, false],
  ] as const)('%s', (_what, values, keepsTenant) => {
    expect(decideClosing(ended(values)).keepsTenant).toBe(keepsTenant);
  });

  it.each([
    ['COMPLETED', true],
    ['PARTIALLY_COMPLETED', false],
    ['FAILED', false],
  ] as const)('of an order that is %s confirms the partner: %s', (status, confirmsPartner) => {
    expect(decideClosing(ended({ status })).confirmsPartner).toBe(confirmsPartner);
  });
});
