import { expect, it } from 'vitest';
import type { PlaceOrderInput } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import {
  contosoOrder,
  creditOf,
  estimate,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  planId,
  tableCounts,
} from '../ordering.ts';

describeOnBothDatabases('estimateOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const meridian = () => graph().administrator('Meridian Distribution');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);
  const checked = async (replaced: PlaceOrderInput, quantity = 5) =>
    failures(await estimated(graph(), await order(replaced, quantity), champion()));

  it('passes every check of an order that can be placed, and locks its prices', async () => {
    const answer = await estimated(graph(), await order(), champion());
    expect(answer.checks.map(({ code, status }) => `${code} ${status}`)).toEqual([
      'ACCOUNT PASSED',
      'ADDRESS PASSED',
      'PLANS PASSED',
      'VENDOR PASSED',
      'PARAMETERS PASSED',
      'QUANTITIES PASSED',
      'SEATS PASSED',
      'PREREQUISITES PASSED',
      'TENANT_OWNER PASSED',
      'PARTNER_OWNER PASSED',
      'PAYMENT PASSED',
      'PARTNER_ID PASSED',
      'CSP_ENROLMENT PASSED',
      'RESELLER_DOMAIN PASSED',
      'PROVIDER_RELATIONSHIP PASSED',
      'ATTESTATION PASSED',
      'TENANT PASSED',
      'QUALIFICATION PASSED',
      'AGREEMENT PASSED',
    ]);
    expect(answer.token).toBeTypeOf('string');
    expect(answer.expiresAt).toMatch(/^\d{4}-/);
  });

  it('shows each account what it pays itself', async () => {
    // 57.60 in the price list, 8 % of the provider and 12 % of the reseller, for 5 seats and a year billed monthly.
    const input = await order();
    const shown = async (name: string) => {
      const { total, dueNow } = await estimated(graph(), input, graph().administrator(name));
      return [total?.amount, dueNow?.amount];
    };
    expect(await shown('Meridian Distribution')).toEqual(['288.00', '24.00']);
    expect(await shown('Champion Cloud')).toEqual(['311.04', '25.92']);
    expect(await shown('Contoso Bakery')).toEqual(['348.36', '29.03']);
  });

  it('changes nothing', async () => {
    const before = await tableCounts(graph());
    await estimated(graph(), await order(), champion());
    await estimated(graph(), await newCustomerOrder(graph(), 'estimatedonly'), champion());
    expect(await tableCounts(graph())).toEqual(before);
  });

  it('reports every obstacle at once', async () => {
    const answer = await estimated(
      graph(),
      {
        newCustomer: newCustomer('obstacles', { segment: 'EDUCATION' }),
        lines: [
          { planId: await planId(graph()), quantity: 301 },
          { planId: 'pln_01jd0000000000000000000000', quantity: 1 },
          { planId: await planId(graph(), { market: 'DE' }), quantity: 1 },
          { planId: await planId(graph(), { mpn: MPN.copilot }), quantity: 1 },
        ],
        paymentMethod: 'TERMS',
        vendorParameters: {
          locationMpnId: '9000001',
          indirectResellerDomain: 'champion.example',
          tenantMode: 'NEW',
          tenantDomain: 'obstacles',
        },
      },
      meridian(),
    );
    expect(failures(answer)).toEqual([
      'PLANS PLAN_NOT_AVAILABLE lines.0.planId',
      'PLANS PLAN_NOT_AVAILABLE lines.1.planId',
      'PLANS PLAN_NOT_AVAILABLE lines.2.planId',
      'PLANS PLAN_NOT_AVAILABLE lines.3.planId',
      'SEATS SEAT_LIMIT_EXCEEDED lines.0.quantity',
      'PREREQUISITES PREREQUISITE_MISSING lines.3.planId',
      'PAYMENT PAYMENT_DECLINED paymentMethod',
      'PARTNER_ID PARTNER_ID_INVALID vendorParameters.locationMpnId',
      'RESELLER_DOMAIN RESELLER_DOMAIN_INVALID vendorParameters.indirectResellerDomain',
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
      'TENANT NEW_TENANT_NOT_ALLOWED vendorParameters.tenantMode',
      'AGREEMENT CUSTOMER_AGREEMENT_MISSING vendorParameters.agreement',
    ]);
    expect(answer.token).toBeNull();
    expect(answer.checks.filter(({ error }) => error !== null && error.remedies.length === 0)).toEqual([]);
  });

  it('refuses more than the credit, says what is left, and accepts a card instead', async () => {
    const seats = await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' });
    const lines = [{ planId: seats, quantity: 1_500 }];
    const answer = await estimated(graph(), await order({ lines }), champion());
    expect(failures(answer)).toEqual(['PAYMENT CREDIT_EXCEEDED paymentMethod']);
    const { limit, balance, reserved } = await creditOf(graph(), 'Champion Cloud');
    const left = ((limit - balance - reserved) / 100).toFixed(2);
    const error = answer.checks.find(({ code }) => code === 'PAYMENT')?.error;
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining(`only ${left} USD`) });
    expect(await checked({ lines, paymentMethod: 'CREDIT_CARD' })).toEqual([]);
  });

  it('chooses the card for a reseller without terms, and refuses terms', async () => {
    const harbor = graph().administrator('Harbor IT');
    const parameters = {
      vendorParameters: {
        attestedBy: 'Hugo Brandt',
        locationMpnId: '3456789',
        indirectResellerDomain: 'harborit.onmicrosoft.com',
        tenantMode: 'NEW',
        tenantDomain: 'wharfcafe',
      },
    } as const;
    const input = await newCustomerOrder(graph(), 'wharfcafe', parameters);
    expect(failures(await estimated(graph(), input, harbor))).toEqual([]);
    const terms = { ...input, paymentMethod: 'TERMS' } as const;
    expect(failures(await estimated(graph(), terms, harbor))).toEqual(['PAYMENT PAYMENT_DECLINED paymentMethod']);
  });

  it.each([
    ['no lines', { lines: [] }, 'CART_EMPTY lines'],
    ['no such customer', { customerId: 'acc_01jd0000000000000000000000' }, 'NOT_FOUND customerId'],
    ['no such cart', { cartId: 'crt_01jd0000000000000000000000' }, 'NOT_FOUND cartId'],
  ])('gives no estimate for %s', async (_what, replaced, expected) => {
    const answer = await estimate(graph(), await order(replaced), champion());
    expect(answer.estimate).toBeNull();
    expect(answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([expected]);
  });
});
