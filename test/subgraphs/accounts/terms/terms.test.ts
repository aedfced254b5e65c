import { expect, it } from 'vitest';
import {
  BalancesOfDocument,
  CreditOfDocument,
  DecideTermsDocument,
  FindTermsRequestsDocument,
  RequestTermsDocument,
  TermsOfDocument,
  type DecideTermsInput,
  type RequestTermsInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { contosoOrder, placed, refusals } from '../../orders/ordering.ts';

describeOnBothDatabases('payment terms', (kind) => {
  const graph = useGraph(kind);
  const as = (name: string, permissions?: readonly string[]) => graph().administrator(name, permissions);
  const idOf = (name: string) => graph().account(name).id;

  const request = async (name: string, by: ContextClaims, given: Partial<RequestTermsInput> = {}) => {
    const input: RequestTermsInput = {
      accountId: idOf(name),
      businessCentreNumber: 'BC-4711',
      contact: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '303 555 0100' },
      currency: 'USD',
      creditLimit: { amount: '1000', currency: 'USD' },
      ...given,
    };
    const { data, errors } = await graph().ask(RequestTermsDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.requestTerms;
  };
  const decide = async (by: ContextClaims, input: DecideTermsInput) => {
    const { data, errors } = await graph().ask(DecideTermsDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.decideTerms;
  };
  const termsOf = async (name: string, by: ContextClaims) => {
    const { data } = await graph().ask(TermsOfDocument, { id: idOf(name) }, by);
    const { account } = data;
    return account !== null && 'termsRequest' in account ? account.termsRequest : undefined;
  };
  const creditOf = async (name: string, by: ContextClaims) =>
    (await graph().ask(CreditOfDocument, { id: idOf(name) }, by)).data.account;
  const codes = (errors: readonly { readonly code: string; readonly path: readonly string[] }[]) =>
    errors.map(({ code, path }) => [code, ...path].join(' '));

  it('are asked for, decided by the seller, and can be ordered on at once', async () => {
    const { termsRequest, userErrors } = await request('Summit Resale', as('Summit Resale'));
    expect(userErrors).toEqual([]);
    expect(termsRequest).toMatchObject({
      status: 'REQUESTED',
      currency: 'USD',
      businessCentreNumber: 'BC-4711',
      contact: { email: 'rosa@falk.example', phone: '+13035550100' },
      creditLimit: null,
      decidedAt: null,
      account: { name: 'Summit Resale' },
    });
    const id = termsRequest?.id ?? '';
    const decided = await decide(as('Meridian Distribution'), {
      termsRequestId: id,
      decision: 'APPROVE',
      creditLimit: { amount: '2000.00', currency: 'USD' },
      paymentDays: 14,
      reason: 'known for years',
    });
    expect(decided.userErrors).toEqual([]);
    expect(decided.termsRequest).toMatchObject({
      status: 'APPROVED',
      creditLimit: { amount: '2000.00' },
      paymentDays: 14,
      reason: 'known for years',
    });
    await eventually(async () =>
      expect(await creditOf('Summit Resale', as('Summit Resale'))).toMatchObject({
        balance: { creditLimit: { amount: '2000.00' } },
        paymentMethod: 'TERMS',
      }),
    );
    const again = await decide(as('Meridian Distribution'), { termsRequestId: id, decision: 'DECLINE' });
    expect(codes(again.userErrors)).toEqual(['STATE_CONFLICT termsRequestId']);
  });

  it('are declined with a reason, and may be asked for again; only one request is open at a time', async () => {
    const first = await request('Harbor IT', as('Champion Cloud'));
    expect(codes((await request('Harbor IT', as('Harbor IT'))).userErrors)).toEqual(['ALREADY_EXISTS accountId']);
    const input = { termsRequestId: first.termsRequest?.id ?? '', decision: 'DECLINE', reason: 'no figures' } as const;
    expect((await decide(as('Champion Cloud'), input)).termsRequest).toMatchObject({
      status: 'DECLINED',
      reason: 'no figures',
      creditLimit: null,
      paymentDays: null,
    });
    expect((await request('Harbor IT', as('Harbor IT'))).userErrors).toEqual([]);
    expect(await termsOf('Harbor IT', as('Harbor IT'))).toMatchObject({ status: 'REQUESTED' });
  });

  it('are decided by the account that sells, not by the asker, one above or one beside', async () => {
    const { termsRequest } = await request('Lakeside School', as('Champion Cloud'));
    const input = { termsRequestId: termsRequest?.id ?? '', decision: 'APPROVE' } as const;
    const by = async (who: ContextClaims) => codes((await decide(who, input)).userErrors);
    expect(await by(as('Lakeside School'))).toEqual(['NOT_ALLOWED termsRequestId']);
    expect(await by(as('Meridian Distribution'))).toEqual(['NOT_ALLOWED termsRequestId']);
    expect(await by(as('Summit Resale'))).toEqual(['NOT_FOUND termsRequestId']);
    const foreign = await request('Lakeside School', as('Summit Resale'));
    expect(codes(foreign.userErrors)).toEqual(['NOT_FOUND accountId']);
    const { errors } = await graph().ask(DecideTermsDocument, { input }, as('Champion Cloud', ['VIEW_FINANCIALS']));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await by(as('Champion Cloud'))).toEqual([]);
  });

  it('show their limit to the two sides alone, and of them to those who may see money', async () => {
    const limit = async (by: ContextClaims) => (await termsOf('Lakeside School', by))?.creditLimit?.amount ?? null;
    expect(await limit(as('Lakeside School'))).toBe('1000.00');
    expect(await limit(as('Champion Cloud'))).toBe('1000.00');
    expect(await limit(as('Champion Cloud', ['MANAGE_ACCOUNTS']))).toBeNull();
    expect(await limit(as('Meridian Distribution'))).toBeNull();
  });

  it('have a limit in each currency, and one request in each may be open', async () => {
    const harbor = as('Harbor IT');
    const balances = async () =>
      (await graph().ask(BalancesOfDocument, { id: idOf('Harbor IT') }, harbor)).data.account?.balances;
    const before = await balances();
    expect(before).toMatchObject([{ balance: { currency: 'USD' } }]);
    const euro = { currency: 'EUR', creditLimit: { amount: '300', currency: 'EUR' } } as const;
    const { termsRequest } = await request('Harbor IT', harbor, euro);
    expect(codes((await request('Harbor IT', harbor, euro)).userErrors)).toEqual(['ALREADY_EXISTS accountId']);
    const mixed = { ...euro, creditLimit: { amount: '300', currency: 'USD' } };
    expect(codes((await request('Harbor IT', harbor, mixed)).userErrors)).toEqual([
      'CURRENCY_MISMATCH creditLimit currency',
    ]);
    const open = await graph().ask(FindTermsRequestsDocument, { status: ['REQUESTED'] }, as('Champion Cloud'));
    expect(open.data.termsRequests.map(({ id }) => id)).toContain(termsRequest?.id);
    const own = await graph().ask(FindTermsRequestsDocument, { root: idOf('Harbor IT') }, as('Summit Resale'));
    expect(own.data.termsRequests).toEqual([]);
    const input = { termsRequestId: termsRequest?.id ?? '', decision: 'APPROVE' } as const;
    expect((await decide(as('Champion Cloud'), input)).userErrors).toEqual([]);
    await eventually(async () =>
      expect(await balances()).toEqual([
        ...(before ?? []),
        { balance: { amount: '0.00', currency: 'EUR' }, creditLimit: { amount: '300.00', currency: 'EUR' } },
      ]),
    );
  });

  it('can be lowered below what is reserved: then nothing more can be ordered, and nothing fails', async () => {
    const champion = as('Champion Cloud');
    const order = await contosoOrder(graph(), { paymentMethod: 'TERMS' }, 50);
    await placed(graph(), order, champion);
    const { termsRequest } = await request('Champion Cloud', champion, {
      creditLimit: { amount: '1', currency: 'USD' },
    });
    const input = { termsRequestId: termsRequest?.id ?? '', decision: 'APPROVE' } as const;
    expect((await decide(as('Meridian Distribution'), input)).userErrors).toEqual([]);
    await eventually(async () =>
      expect(await creditOf('Champion Cloud', champion)).toMatchObject({
        balance: { creditLimit: { amount: '1.00' }, available: { amount: expect.stringMatching(/^-\d/) } },
      }),
    );
    expect(await refusals(graph(), order, champion)).toEqual(['CREDIT_EXCEEDED paymentMethod']);
  });
});
