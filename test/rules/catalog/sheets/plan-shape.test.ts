import { describe, expect, it } from 'vitest';
import { planKindOf, readTermAndBilling, sheetKindOf } from '../../../../subgraphs/catalog/rules/sheets/plan-shape.ts';
import { attempt } from '../../../../subgraphs/catalog/rules/sheets/rejection.ts';

const written = (term: string, billing: string, tags = 'License', productId = 'CFQ7TTC0LH18') => ({
  productId,
  term,
  billing,
  tags,
});

describe('the shape of a plan', () => {
  it.each([
    ['P1M', 'Monthly', 'License', '9', ['LICENCE', 'LICENCE', 'P1M', 'MONTHLY']],
    ['P1Y', 'Monthly', 'License', '9', ['LICENCE', 'LICENCE', 'P1Y', 'MONTHLY']],
    ['p1y', 'ANNUAL', 'license', '9', ['LICENCE', 'LICENCE', 'P1Y', 'ANNUAL']],
    ['P3Y', 'Triennial', 'Azure;License', '9', ['LICENCE', 'LICENCE', 'P3Y', 'TRIENNIAL']],
    ['P1M', 'None', 'License;Trial', '0', ['LICENCE', 'TRIAL', 'P1M', 'ONE_TIME']],
    ['P1Y', 'None', 'License, trial', '0', ['LICENCE', 'TRIAL', 'P1Y', 'ONE_TIME']],
    ['P1Y', 'None', 'License', '0', ['LICENCE', 'LICENCE', 'P1Y', 'ONE_TIME']],
    ['P1Y', 'Annual', 'License;Trial', '0', ['LICENCE', 'LICENCE', 'P1Y', 'ANNUAL']],
    ['P1Y', 'OneTime', 'Software', '9', ['SOFTWARE', 'SOFTWARE', 'P1Y', 'ONE_TIME']],
    ['P3Y', 'OneTime', 'Software', '9', ['SOFTWARE', 'SOFTWARE', 'P3Y', 'ONE_TIME']],
    ['OneTime', 'OneTime', 'Software', '9', ['SOFTWARE', 'PERPETUAL', null, 'ONE_TIME']],
    ['', 'OneTime', 'Software', '9', ['SOFTWARE', 'PERPETUAL', null, 'ONE_TIME']],
    ['', '', 'Software', '9', ['SOFTWARE', 'PERPETUAL', null, 'ONE_TIME']],
    ['', 'None', 'Software', '9', ['SOFTWARE', 'PERPETUAL', null, 'ONE_TIME']],
  ])('with the term %j, billed %j, tagged %j at the price %s is %j', (term, billing, tags, price, shape) => {
    const row = written(term, billing, tags);
    const read = readTermAndBilling(row);
    expect([sheetKindOf(row), planKindOf(row, price), read.term, read.billingCycle]).toEqual(shape);
  });

  it.each([
    ['P1M', 'Annual', 'BillingPlan', 'A plan with the term "P1M" cannot be billed "Annual".'],
    ['P1Y', 'Triennial', 'BillingPlan', 'cannot be billed "Triennial"'],
    ['P1Y', 'OneTime', 'BillingPlan', 'A plan with the term "P1Y" cannot be billed "OneTime".'],
    ['', 'Monthly', 'BillingPlan', 'A plan with the term "" cannot be billed "Monthly".'],
    ['P1Y', '', 'BillingPlan', 'must be one of monthly, annual, triennial, onetime, none; it is ""'],
    ['P1Y', 'Quarterly', 'BillingPlan', 'it is "Quarterly"'],
    ['P2Y', 'Annual', 'TermDuration', 'The value must be one of p1m, p1y, p3y, onetime; it is "P2Y".'],
    ['P12M', 'Annual', 'TermDuration', 'it is "P12M"'],
    ['constructor', 'Annual', 'TermDuration', 'it is "constructor"'],
  ])('cannot have the term %j and be billed %j', (term, billing, column, message) => {
    const read = attempt(() => readTermAndBilling(written(term, billing)));
    expect(read).toEqual({ fault: { column, message: expect.stringContaining(message) as string } });
  });

  it('that is paid once for a month is no software subscription', () => {
    const read = attempt(() => readTermAndBilling(written('P1M', 'OneTime', 'Software')));
    expect(read).toMatchObject({ fault: { column: 'BillingPlan' } });
  });

  it('without payments has no price', () => {
    const read = attempt(() => planKindOf(written('P1M', 'None', 'License;Trial'), '5'));
    expect(read).toEqual({
      fault: { column: 'BillingPlan', message: 'A plan that is billed "None" must have the price 0; it has "5".' },
    });
  });

  it('belongs to the sheet of its tags, or else of its product and term', () => {
    expect(sheetKindOf(written('P1Y', 'Annual', ''))).toBe('LICENCE');
    expect(sheetKindOf(written('', '', ''))).toBe('SOFTWARE');
    expect(sheetKindOf(written('P1Y', 'OneTime', '', 'DG7GMGF0D5SL'))).toBe('SOFTWARE');
    expect(sheetKindOf(written('OneTime', 'OneTime', 'Licence'))).toBe('LICENCE');
  });
});
