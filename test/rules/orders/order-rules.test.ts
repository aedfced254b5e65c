import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkAccounts,
  checkPlans,
  checkPrerequisites,
  checkQuantities,
  planSegment,
  type CheckedLine,
} from '../../../subgraphs/orders/rules/placing/order-checks.ts';
import { checkSeatLimits } from '../../../subgraphs/orders/rules/tenants/seat-limit.ts';
import {
  isTenantDomain,
  mergeVendorParameters,
  toTenantDomain,
} from '../../../subgraphs/orders/rules/placing/vendor-parameters.ts';

type Plan = NonNullable<CheckedLine['plan']>;

const PRODUCT: Plan['product'] = {
  mpn: 'BASIC:0001',
  name: 'Basic',
  status: 'PUBLISHED',
  minQuantity: 1,
  maxQuantity: 300,
  prerequisites: [],
};
const PLAN: Plan = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', validTo: null, product: PRODUCT };
const CUSTOMER = { segment: 'COMMERCIAL', market: 'US', currency: 'USD', ownedMpns: new Set<string>() };

const line = (plan: Partial<Plan> = {}, quantity = 5): CheckedLine => ({
  planId: 'pln_1',
  quantity,
  plan: { ...PLAN, ...plan },
});
const codes = (errors: readonly { readonly code: string; readonly path: readonly string[] }[]): readonly string[] =>
  errors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a plan', () => {
  it('that fits the customer is sold', () => {
    expect(checkPlans([line()], CUSTOMER)).toEqual([]);
  });

  it.each([
    ['of another segment', { segment: 'EDUCATION' }, 'PLAN_NOT_AVAILABLE'],
    ['of another market', { market: 'DE' }, 'PLAN_NOT_AVAILABLE'],
    ['in another currency', { currency: 'EUR' }, 'CURRENCY_MISMATCH'],
    ['that is no longer sold', { validTo: '2026-11-01T00:00:00.000Z' }, 'PLAN_NOT_AVAILABLE'],
    ['of a retired product', { product: { ...PRODUCT, status: 'END_OF_SALE' } }, 'PLAN_NOT_AVAILABLE'],
  ])('%s is not', (_what, plan, code) => {
    expect(codes(checkPlans([line(), line(plan)], CUSTOMER))).toEqual([`${code} lines.1.planId`]);
  });

  it('that is unknown is not', () => {
    expect(codes(checkPlans([{ planId: 'pln_x', quantity: 1, plan: undefined }], CUSTOMER))).toEqual([
      'PLAN_NOT_AVAILABLE lines.0.planId',
    ]);
  });

  it('for commercial customers is sold to governments, and to no other segment', () => {
    expect(checkPlans([line()], { ...CUSTOMER, segment: 'GOVERNMENT' })).toEqual([]);
    for (const segment of ['EDUCATION', 'NONPROFIT']) {
      expect(planSegment(segment)).toBe(segment);
      expect(checkPlans([line()], { ...CUSTOMER, segment })).toHaveLength(1);
    }
  });
});

describe('a quantity', () => {
  it.each([
    [0, 1],
    [1, 0],
    [10_000_000, 0],
    [10_000_001, 1],
    [-5, 1],
  ])('of %d has %d errors', (quantity, errors) => {
    expect(checkQuantities([line({}, quantity)])).toHaveLength(errors);
  });

  it('is bounded for an unknown plan as well', () => {
    const unknown = { planId: 'pln_x', plan: undefined };
    expect(checkQuantities([{ ...unknown, quantity: 0 }])).toHaveLength(1);
    expect(checkQuantities([{ ...unknown, quantity: 2_000_000_000 }])).toHaveLength(1);
  });

  it('is named with its line, its limits and what was asked', () => {
    const [error] = checkQuantities([line(), line({ product: { ...PRODUCT, minQuantity: 5 } }, 4)]);
    expect(error).toMatchObject({ code: 'QUANTITY_OUT_OF_RANGE', path: ['lines', '1', 'quantity'] });
    expect(error?.message).toBe('Basic is sold in quantities from 5 to 10000000, got 4.');
  });
});

describe('the seats of a tenant', () => {
  const seats = (quantities: readonly number[], held = 0) =>
    checkSeatLimits(
      quantities.map((quantity) => line({}, quantity)),
      new Map([['BASIC:0001', held]]),
    ).map(({ path, availableQuantity }) => [path.join('.'), availableQuantity]);

  it.each([
    [[300], 0, []],
    [[301], 0, [['lines.0.quantity', 300]]],
    [[50], 250, []],
    [[51], 250, [['lines.0.quantity', 50]]],
    [[200, 200], 0, [['lines.1.quantity', 100]]],
    [[200, 100], 0, []],
    [[200, 200, 100], 0, [['lines.1.quantity', 100]]],
    [[1], 300, [['lines.0.quantity', 0]]],
    [[1], 400, [['lines.0.quantity', 0]]],
    [[-5, 300], 0, []],
  ])('ordered as %j beside %d have the refusals %j', (quantities, held, expected) => {
    expect(seats(quantities, held)).toEqual(expected);
  });

  it('of different products are counted apart', () => {
    const other = { product: { ...PRODUCT, mpn: 'OTHER:0001' } };
    expect(checkSeatLimits([line({}, 300), line(other, 300)], new Map())).toEqual([]);
  });
});

describe('a prerequisite', () => {
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

  it('that is missing is refused with everything that would satisfy it', () => {
    const errors = checkPrerequisites([needing], new Set(['OTHER:0001']));
    expect(codes(errors)).toEqual(['PREREQUISITE_MISSING lines.0.planId']);
    expect(errors[0]?.remedies.map(({ description }) => description)).toEqual([
      'Add Basic (BASIC:0001) to the order.',
      'Add E3 (E3:0001) to the order.',
    ]);
  });

  it('is met by what the customer owns', () => {
    expect(checkPrerequisites([needing], new Set(['E3:0001']))).toEqual([]);
  });

  it('is met by what is ordered together, in whatever order', () => {
    expect(checkPrerequisites([needing, line()], new Set())).toEqual([]);
    expect(checkPrerequisites([line(), needing], new Set())).toEqual([]);
  });
});

describe('accounts', () => {
  it.each([
    [['ACTIVE', 'ACTIVE'], []],
    [['ACTIVE', 'PENDING'], ['ACCOUNT_NOT_ACTIVE customerId']],
    [['CANCELLED'], ['ACCOUNT_NOT_ACTIVE customerId']],
    [['ACTIVE', 'CREDIT_HOLD'], ['ACCOUNT_ON_HOLD customerId']],
    [['ADMIN_HOLD', 'ACTIVE'], ['ACCOUNT_ON_HOLD customerId']],
    [['CREDIT_HOLD', 'PENDING'], ['ACCOUNT_NOT_ACTIVE customerId']],
  ])('with the statuses %j have %j', (statuses, errors) => {
    expect(codes(checkAccounts(statuses, false))).toEqual(errors);
  });

  it('above a new customer are named by its parent', () => {
    expect(codes(checkAccounts(['ADMIN_HOLD'], true))).toEqual(['ACCOUNT_ON_HOLD newCustomer.parentId']);
  });
});

describe('a tenant', () => {
  it.each([
    ['Contoso', 'contoso.onmicrosoft.com'],
    [' Contoso.OnMicrosoft.com ', 'contoso.onmicrosoft.com'],
    ['contoso.example', 'contoso.example'],
  ])('named %j has the domain %s', (name, domain) => {
    expect(toTenantDomain(name)).toBe(domain);
  });

  it.each([
    ['contoso.onmicrosoft.com', true],
    ['c0nt0s0.onmicrosoft.com', true],
    [`${'a'.repeat(27)}.onmicrosoft.com`, true],
    [`${'a'.repeat(28)}.onmicrosoft.com`, false],
    ['con-toso.onmicrosoft.com', false],
    ['con_toso.onmicrosoft.com', false],
    ['a.b.onmicrosoft.com', false],
    ['.onmicrosoft.com', false],
    ['contoso.example', false],
    ['contoso.onmicrosoft.com.evil.example', false],
    ['contóso.onmicrosoft.com', false],
    ['contoso\n.onmicrosoft.com', false],
  ])('of the domain %j is possible: %s', (domain, possible) => {
    expect(isTenantDomain(domain)).toBe(possible);
  });

  it('name of letters and digits always makes a possible domain', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]{1,27}$/);
    fc.assert(fc.property(name, (text) => isTenantDomain(toTenantDomain(text))));
  });
});

describe('vendor parameters', () => {
  it('that are given replace known ones, and leave the others', () => {
    const known = { locationMpnId: '1234567', tenantDomain: 'a.onmicrosoft.com' };
    expect(mergeVendorParameters(known, { tenantDomain: 'b.onmicrosoft.com', locationMpnId: undefined })).toEqual({
      locationMpnId: '1234567',
      tenantDomain: 'b.onmicrosoft.com',
    });
  });
});
