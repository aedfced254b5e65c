import { describe, expect, it } from 'vitest';
import { checkTrials, DEFAULT_TRIAL_POLICY } from '../../../../subgraphs/orders/rules/tenants/trial-limit.ts';
import { codes, line, PRODUCT } from '../checked-lines.ts';

const trial = (mpn = PRODUCT.mpn) => line({ kind: 'TRIAL', product: { ...PRODUCT, mpn } });
const paid = line({ kind: 'LICENCE' });

describe('the limit of trials', () => {
  it('is one for each product of a tenant, whatever else it orders', () => {
    expect(checkTrials([trial(), trial('OTHER:0001'), paid], new Map(), DEFAULT_TRIAL_POLICY)).toEqual([]);
  });

  it('counts those that the tenant has had, and those of the same order', () => {
    const had = new Map([[PRODUCT.mpn, 1]]);
    expect(codes(checkTrials([paid, trial()], had, DEFAULT_TRIAL_POLICY))).toEqual(['NOT_ELIGIBLE lines.1.planId']);
    expect(codes(checkTrials([trial(), trial()], new Map(), DEFAULT_TRIAL_POLICY))).toEqual([
      'NOT_ELIGIBLE lines.1.planId',
    ]);
  });

  it('is what the policy says', () => {
    const lines = [trial(), trial(), trial()];
    expect(codes(checkTrials(lines, new Map(), { trialsPerTenant: 2 }))).toEqual(['NOT_ELIGIBLE lines.2.planId']);
  });
});
