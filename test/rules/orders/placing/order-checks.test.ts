import { describe, expect, it } from 'vitest';
import {
  checkAccounts,
  checkPlans,
  checkPrerequisites,
  checkQuantities,
  planSegment,
  type CheckedPlan,
} from '../../../../subgraphs/orders/rules/placing/order-checks.ts';
import { line, codes, PRODUCT } from '../checked-lines.ts';

const CUSTOMER = { segment: 'COMMERCIAL', market: 'US', currency: 'USD' } as const;

describe('the check of plans', () => {
  it('accepts a plan that fits the customer', () => {
    expect(checkPlans([line()], CUSTOMER)).toEqual([]);
  });

  it.each<[string, Partial<CheckedPlan>, string]>([
    ['of another segment', { segment: 'EDUCATION' }, 'PLAN_NOT_AVAILABLE'],
    ['of another market', { market: 'DE' }, 'PLAN_NOT_AVAILABLE'],
    ['in another currency', { currency: 'EUR' }, 'CURRENCY_MISMATCH'],
    ['that is no longer sold', { validTo: '2026-11-01T00:00:00.000Z' }, 'PLAN_NOT_AVAILABLE'],
    ['whose sale has ended', { sale: { kind: 'ended' } }, 'PLAN_NOT_AVAILABLE'],
    ['that its seller does not list', { sale: { kind: 'not-listed' } }, 'PLAN_NOT_AVAILABLE'],
    ['whose sale has not begun', { sale: { kind: 'not-yet', from: '2026-12-01T00:00:00.000Z' } }, 'PLAN_NOT_AVAILABLE'],
    ['that the vendor does not offer', { sale: { kind: 'not-offered' } }, 'PLAN_NOT_AVAILABLE'],
    ['that is not offered in its market', { sale: { kind: 'not-here', countries: ['DE'] } }, 'PLAN_NOT_AVAILABLE'],
    ['of a retired product', { product: { ...PRODUCT, status: 'END_OF_SALE' } }, 'PLAN_NOT_AVAILABLE'],
  ])('refuses a plan %s', (_what, plan, code) => {
    expect(codes(checkPlans([line(), line(plan)], CUSTOMER))).toEqual([`${code} lines.1.planId`]);
  });

  it('accepts a plan whose present price ends one day, as long as it is on sale', () => {
    const plan = { validTo: '2027-03-31T00:00:00.000Z', sale: { kind: 'on-sale', minQuantity: 1 } } as const;
    expect(checkPlans([line(plan)], CUSTOMER)).toEqual([]);
  });

  it('refuses an unknown plan', () => {
    expect(codes(checkPlans([{ quantity: 1, choice: { kind: 'unknown' } }], CUSTOMER))).toEqual([
      'PLAN_NOT_AVAILABLE lines.0.planId',
    ]);
  });

  it('accepts a commercial plan for a government, and for no other segment', () => {
    expect(checkPlans([line()], { ...CUSTOMER, segment: 'GOVERNMENT' })).toEqual([]);
    for (const segment of ['EDUCATION', 'NONPROFIT'] as const) {
      expect(planSegment(segment)).toBe(segment);
      expect(checkPlans([line()], { ...CUSTOMER, segment })).toHaveLength(1);
    }
  });
});

describe('the check of quantities', () => {
  it.each([
    [0, 1],
    [1, 0],
    [10_000_000, 0],
    [10_000_001, 1],
    [-5, 1],
  ])('finds for the quantity %d this number of errors: %d', (quantity, errors) => {
    expect(checkQuantities([line({}, quantity)])).toHaveLength(errors);
  });

  it('refuses a quantity out of range for an unknown plan too', () => {
    const choice = { kind: 'unknown' } as const;
    expect(checkQuantities([{ choice, quantity: 0 }])).toHaveLength(1);
    expect(checkQuantities([{ choice, quantity: 2_000_000_000 }])).toHaveLength(1);
  });

  it('names the line, the limits and the quantity asked for', () => {
    const [error] = checkQuantities([line(), line({ product: { ...PRODUCT, minQuantity: 5 } }, 4)]);
    expect(error).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: ['lines', '1', 'quantity'] });
    expect(error?.message).toBe('Basic is sold in quantities from 5 to 10000000; this line has 4.');
  });

  it.each([
    [0, 'Order 1 or more.'],
    [10_000_001, 'Order 10000000 or fewer.'],
  ])('says what to order instead of %d', (quantity, description) => {
    expect(checkQuantities([line({}, quantity)])).toMatchObject([{ remedies: [{ description }] }]);
  });
});

describe('the check of prerequisites', () => {
  const needing = line({
    product: {
      ...PRODUCT,
      mpn: 'COPILOT:0001',
      name: 'Copilot',
      prerequisites: [
        { mpn: 'BASIC:0001', name: 'Basic' },
        { mpn: 'E3:0001', name: 'E3' },
      ],
    },
  });

  it('refuses a missing prerequisite and names every product that would satisfy it', () => {
    const errors = checkPrerequisites([needing], new Set(['OTHER:0001']));
    expect(codes(errors)).toEqual(['PREREQUISITE_MISSING lines.0.planId']);
    expect(errors[0]?.remedies.map(({ description }) => description)).toEqual([
      'Add Basic (BASIC:0001) to the order.',
      'Add E3 (E3:0001) to the order.',
    ]);
  });

  it('counts prerequisites that the catalogue lacks, and names them by their part numbers', () => {
    const offer = { prerequisites: ['BASIC:0001', 'GONE:0001'] };
    const alone = line({ product: { ...PRODUCT, mpn: 'ADDON:0001', name: 'Add-on' }, offer });
    const errors = checkPrerequisites([alone], new Set());
    expect(errors.map(({ message }) => message)).toEqual([
      'Add-on requires one of these products: BASIC:0001, GONE:0001.',
    ]);
    expect(checkPrerequisites([alone], new Set(['GONE:0001']))).toEqual([]);
  });

  it('accepts a prerequisite that the customer owns', () => {
    expect(checkPrerequisites([needing], new Set(['E3:0001']))).toEqual([]);
  });

  it('accepts a prerequisite in the same order, before or after the line that needs it', () => {
    expect(checkPrerequisites([needing, line()], new Set())).toEqual([]);
    expect(checkPrerequisites([line(), needing], new Set())).toEqual([]);
  });
});

describe('the check of accounts', () => {
  it.each([
    [['ACTIVE', 'ACTIVE'], []],
    [['ACTIVE', 'PENDING'], ['ACCOUNT_NOT_ACTIVE customerId']],
    [['CANCELLED'], ['ACCOUNT_NOT_ACTIVE customerId']],
    [['ACTIVE', 'CREDIT_HOLD'], ['ACCOUNT_ON_HOLD customerId']],
    [['ADMIN_HOLD', 'ACTIVE'], ['ACCOUNT_ON_HOLD customerId']],
    [['CREDIT_HOLD', 'PENDING'], ['ACCOUNT_NOT_ACTIVE customerId']],
  ])('finds for the statuses %j the errors %j', (statuses, errors) => {
    expect(codes(checkAccounts(statuses, false))).toEqual(errors);
  });

  it('names the parent when the customer is new', () => {
    expect(codes(checkAccounts(['ADMIN_HOLD'], true))).toEqual(['ACCOUNT_ON_HOLD newCustomer.parentId']);
  });
});
