import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../../subgraphs/shared/domain/refusal.ts';
import {
  checkTermsWish,
  decideTermsRequest,
  type AskingAccount,
  type TermsDecision,
  type TermsWish,
} from '../../../../subgraphs/accounts/rules/terms/terms-request.ts';

const ACCOUNT: AskingAccount = { name: 'Harbor', type: 'RESELLER', status: 'ACTIVE', country: 'JP' };
const WISH: TermsWish = {
  businessCentreNumber: undefined,
  contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '03-1234-5678' },
  currency: 'JPY',
  creditLimit: { amount: '500000', currency: 'JPY' },
};
const faults = (errors: readonly Refusal[]) => errors.map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a request for terms', () => {
  test('is stored with a telephone number in E.164 form and an amount in minor units', () => {
    const { value, errors } = checkTermsWish(ACCOUNT, WISH);
    expect(errors).toEqual([]);
    expect(value).toMatchObject({ contact: { phone: '+81312345678' }, wantedMinor: 500_000n });
  });

  test.each<readonly [string, Partial<AskingAccount>, Partial<TermsWish>, readonly string[]]>([
    ['of the provider', { type: 'PROVIDER' }, {}, ['NOT_ALLOWED accountId']],
    ['of a pending account', { status: 'PENDING' }, {}, ['ACCOUNT_NOT_ACTIVE accountId']],
    ['of a cancelled account', { status: 'CANCELLED' }, {}, ['ACCOUNT_NOT_ACTIVE accountId']],
    ['with an amount in another currency', {}, { currency: 'USD' }, ['CURRENCY_MISMATCH creditLimit.currency']],
    ['for nothing', {}, { creditLimit: { amount: '0', currency: 'JPY' } }, ['INVALID creditLimit.amount']],
    ['for less than nothing', {}, { creditLimit: { amount: '-1', currency: 'JPY' } }, ['INVALID creditLimit.amount']],
    ['for half a yen', {}, { creditLimit: { amount: '1.5', currency: 'JPY' } }, ['INVALID creditLimit.amount']],
    [
      'with a contact nobody reaches',
      {},
      { contact: { ...WISH.contact, firstName: ' ', phone: '12' } },
      ['REQUIRED contact.firstName', 'ADDRESS_INVALID contact.phone'],
    ],
  ])('%s is refused', (_title, account, wish, expected) => {
    expect(faults(checkTermsWish({ ...ACCOUNT, ...account }, { ...WISH, ...wish }).errors)).toEqual(expected);
  });

  test('of an account on hold is taken: the seller knows why it is', () => {
    expect(checkTermsWish({ ...ACCOUNT, status: 'CREDIT_HOLD' }, WISH).errors).toEqual([]);
  });
});

describe('a decision about terms', () => {
  const OPEN = { status: 'REQUESTED', currency: 'USD', wantedMinor: 100_000n } as const;
  const APPROVE: TermsDecision = { decision: 'APPROVE', creditLimit: undefined, paymentDays: 30, billingDay: 1 };

  test('gives what was asked for, or what it names itself', () => {
    expect(decideTermsRequest(OPEN, APPROVE)).toEqual({
      ok: true,
      value: { status: 'APPROVED', creditLimitMinor: 100_000n },
    });
    const creditLimit = { amount: '250.50', currency: 'USD' };
    expect(decideTermsRequest(OPEN, { ...APPROVE, creditLimit })).toMatchObject({
      value: { creditLimitMinor: 25_050n },
    });
    expect(decideTermsRequest(OPEN, { ...APPROVE, decision: 'DECLINE' })).toEqual({
      ok: true,
      value: { status: 'DECLINED', creditLimitMinor: undefined },
    });
  });

  test.each<
    readonly [string, Partial<Parameters<typeof decideTermsRequest>[0]>, Partial<TermsDecision>, readonly string[]]
  >([
    ['a second time', { status: 'DECLINED' }, {}, ['STATE_CONFLICT termsRequestId']],
    ['without a limit', { wantedMinor: undefined }, {}, ['REQUIRED creditLimit']],
    [
      'in another currency',
      {},
      { creditLimit: { amount: '1', currency: 'EUR' } },
      ['CURRENCY_MISMATCH creditLimit.currency'],
    ],
    [
      'with days that no month has',
      {},
      { paymentDays: 0, billingDay: 29 },
      ['OUT_OF_RANGE paymentDays', 'OUT_OF_RANGE billingDay'],
    ],
  ])('%s is refused', (_title, request, decision, expected) => {
    const outcome = decideTermsRequest({ ...OPEN, ...request }, { ...APPROVE, ...decision });
    expect(outcome.ok ? [] : faults(outcome.errors)).toEqual(expected);
  });
});
