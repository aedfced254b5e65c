import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import {
  AGREEMENT,
  contosoOrder,
  creditOf,
  ended,
  estimate,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  placed,
  planId,
  tableCounts,
} from '../ordering.ts';

/** Champion Cloud is known as another partner. */
const CONFIRMED = 'PARTNER_OWNER PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain';
/** An existing tenant of another reseller. */
const NOT_THE_TENANTS_RESELLER = 'TENANT RELATIONSHIP_MISSING vendorParameters.tenantDomain';

describeOnBothDatabases('estimateOrder', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const meridian = () => graph().administrator('Meridian Distribution');
  const order = (replaced: object = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);
  const checked = async (replaced: object, quantity = 5) =>
    failures(await estimated(graph(), await order(replaced, quantity), champion()));
  const withParameters = (parameters: object) => ({ vendorParameters: { attestedBy: 'Cora', ...parameters } });

  it('passes every check of an order that can be placed, and locks its prices', async () => {
    const answer = await estimated(graph(), await order(), champion());
    expect(answer.checks.map(({ code, status }) => `${code} ${status}`)).toEqual([
      'ACCOUNT PASSED',
      'ADDRESS PASSED',
      'PLANS PASSED',
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
    // 57.60 in the price list, 8 % of the provider, 12 % of the reseller; 5 seats; a year billed monthly.
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

  it('tells every obstacle at once', async () => {
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

  it.each([
    [{ locationMpnId: '9123456' }, ['PARTNER_ID PARTNER_ID_INVALID vendorParameters.locationMpnId']],
    [{ locationMpnId: '12' }, ['PARTNER_ID PARTNER_ID_INVALID vendorParameters.locationMpnId']],
    [
      { locationMpnId: '8123456', indirectResellerDomain: 'notenrolled.onmicrosoft.com' },
      [CONFIRMED, 'CSP_ENROLMENT RESELLER_NOT_ENROLLED vendorParameters.locationMpnId', NOT_THE_TENANTS_RESELLER],
    ],
    [
      { indirectResellerDomain: 'summitresale.onmicrosoft.com' },
      [CONFIRMED, 'RESELLER_DOMAIN PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain'],
    ],
    [
      { indirectResellerDomain: 'nosuchreseller.onmicrosoft.com' },
      [CONFIRMED, 'RESELLER_DOMAIN RESELLER_DOMAIN_INVALID vendorParameters.indirectResellerDomain'],
    ],
    [
      { indirectResellerDomain: 'champion.example' },
      [CONFIRMED, 'RESELLER_DOMAIN RESELLER_DOMAIN_INVALID vendorParameters.indirectResellerDomain'],
    ],
    [
      { locationMpnId: '5678901', indirectResellerDomain: 'unrelatedone.onmicrosoft.com' },
      [
        CONFIRMED,
        'PROVIDER_RELATIONSHIP RELATIONSHIP_MISSING vendorParameters.indirectResellerDomain',
        NOT_THE_TENANTS_RESELLER,
      ],
    ],
    [{ attestedBy: null }, ['ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy']],
    [{ attestedBy: '' }, ['ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy']],
    [{ attestedBy: '   ' }, ['ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy']],
    [
      { tenantMode: 'EXISTING', tenantDomain: 'fabrikam' },
      ['TENANT TENANT_DOMAIN_UNKNOWN vendorParameters.tenantDomain'],
    ],
    [
      { tenantMode: 'EXISTING', tenantDomain: 'norelationship' },
      ['TENANT RELATIONSHIP_MISSING vendorParameters.tenantDomain'],
    ],
    [{ tenantMode: 'NEW', tenantDomain: 'taken' }, ['TENANT TENANT_DOMAIN_TAKEN vendorParameters.tenantDomain']],
    [{ tenantMode: 'NEW', tenantDomain: 'con-toso' }, ['TENANT TENANT_DOMAIN_INVALID vendorParameters.tenantDomain']],
    [
      { tenantMode: 'NEW', tenantDomain: 'a'.repeat(28) },
      ['TENANT TENANT_DOMAIN_INVALID vendorParameters.tenantDomain'],
    ],
  ])('with the vendor parameters %j says %j', async (parameters, expected) => {
    expect(await checked(withParameters(parameters))).toEqual(expected);
  });

  it('tells of the domain’s own partner while the MPN ID is wrong, and skips the enrolment of nobody', async () => {
    const { checks } = await estimated(graph(), await order(withParameters({ locationMpnId: '9123456' })), champion());
    const statuses = Object.fromEntries(checks.map(({ code, status }) => [code, status]));
    expect(statuses).toMatchObject({
      PARTNER_ID: 'FAILED',
      CSP_ENROLMENT: 'SKIPPED',
      RESELLER_DOMAIN: 'PASSED',
      PROVIDER_RELATIONSHIP: 'PASSED',
    });
  });

  it('names the link with which a tenant accepts the relationship', async () => {
    const input = await order(withParameters({ tenantMode: 'EXISTING', tenantDomain: 'norelationship' }));
    const { checks } = await estimated(graph(), input, champion());
    const remedies = checks.find(({ code }) => code === 'TENANT')?.error?.remedies;
    const link = `${graph().vendorUrl}/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=`;
    expect(remedies?.[0]?.url).toContain(link);
  });

  it.each([
    ['EDUCATION', 'eduexisting', []],
    ['EDUCATION', 'plainexisting', ['QUALIFICATION NOT_ELIGIBLE vendorParameters.tenantDomain']],
    ['NONPROFIT', 'charityexisting', []],
    ['NONPROFIT', 'eduexisting', ['QUALIFICATION NOT_ELIGIBLE vendorParameters.tenantDomain']],
    ['GOVERNMENT', 'govexisting', ['TENANT NOT_ELIGIBLE vendorParameters.tenantMode']],
  ])('of a new %s customer with the existing tenant %s says %j', async (segment, tenantDomain, expected) => {
    const planned = segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
    const mpn = segment === 'EDUCATION' ? await anyMpn('EDUCATION') : MPN.basic;
    const input = {
      newCustomer: newCustomer('segmented', { segment }),
      lines: [{ planId: await planId(graph(), { segment: planned, mpn }), quantity: 1 }],
      ...withParameters({ tenantMode: 'EXISTING', tenantDomain }),
    };
    expect(failures(await estimated(graph(), input, champion()))).toEqual(expected);
  });

  it.each(['EDUCATION', 'NONPROFIT'])('allows no new tenant to %s customers', async (segment) => {
    const input = {
      newCustomer: newCustomer('segmented', { segment }),
      lines: [{ planId: await planId(graph(), { segment, mpn: await anyMpn(segment) }), quantity: 1 }],
      ...withParameters({ tenantMode: 'NEW', tenantDomain: 'brandnew', agreement: AGREEMENT }),
    };
    const expected = ['TENANT NEW_TENANT_NOT_ALLOWED vendorParameters.tenantMode'];
    expect(failures(await estimated(graph(), input, champion()))).toEqual(expected);
  });

  it('sells commercial plans to a government in a new tenant', async () => {
    const input = await newCustomerOrder(graph(), 'fairview2', {
      newCustomer: newCustomer('fairview2', { segment: 'GOVERNMENT' }),
    });
    expect(failures(await estimated(graph(), input, champion()))).toEqual([]);
  });

  it.each([
    ['another segment', { segment: 'NONPROFIT' }],
    ['another market', { market: 'GB' }],
  ])('refuses a plan of %s', async (_what, choice) => {
    const lines = [{ planId: await planId(graph(), choice), quantity: 5 }];
    expect(await checked({ lines })).toEqual(['PLANS PLAN_NOT_AVAILABLE lines.0.planId']);
  });

  it('refuses a plan in another currency than the customer is billed in', async () => {
    const input = await newCustomerOrder(graph(), 'euros', { newCustomer: newCustomer('euros', { currency: 'EUR' }) });
    expect(failures(await estimated(graph(), input, champion()))).toContain('PLANS CURRENCY_MISMATCH lines.0.planId');
  });

  it('shows each amount in the currency it is in, and adds up nothing of two', async () => {
    const yen = { planId: await planId(graph(), { market: 'JP' }), quantity: 7 };
    const dollars = { planId: await planId(graph()), quantity: 1 };
    const inYen = await estimated(graph(), await order({ lines: [yen] }), champion());
    expect(failures(inYen)).toEqual(['PLANS PLAN_NOT_AVAILABLE lines.0.planId']);
    // 8,640 JPY and 8 %: 9,331.2 for a seat, twelve instalments of which the first takes the rest.
    expect(inYen.lines).toMatchObject([
      { unitPrice: { amount: '9331.2', currency: 'JPY' }, total: { amount: '65318', currency: 'JPY' } },
    ]);
    expect([inYen.total, inYen.dueNow]).toEqual([
      { amount: '65318', currency: 'JPY' },
      { amount: '5445', currency: 'JPY' },
    ]);
    const both = await estimated(graph(), await order({ lines: [yen, dollars] }), champion());
    expect([both.total, both.dueNow]).toEqual([null, null]);
    expect(both.lines[1]).toMatchObject({
      unitPrice: { amount: '62.208', currency: 'USD' },
      total: { amount: '62.21', currency: 'USD' },
    });
  });

  it('makes no amount of a quantity that is not sold', async () => {
    const answer = await estimated(graph(), await order({}, -1), champion());
    expect(answer.lines).toMatchObject([{ total: null }]);
    expect([answer.total, answer.dueNow]).toEqual([null, null]);
  });

  it.each([
    ['in small letters', 'cfq7ttc0lh18:0001'],
    ['with a slash', 'CFQ7TTC0LH18/0001'],
    ['without the SKU, where only one fits', 'CFQ7TTC0LH18'],
  ])('finds a plan by its part number %s', async (_what, mpn) => {
    const lines = [{ mpn, term: 'P1Y', billingCycle: 'MONTHLY', quantity: 1 }];
    expect(await checked({ lines })).toEqual([]);
  });

  it.each([
    [300, []],
    [301, ['SEATS SEAT_LIMIT_EXCEEDED lines.0.quantity']],
    [0, ['QUANTITIES QUANTITY_OUT_OF_RANGE lines.0.quantity']],
    [-1, ['QUANTITIES QUANTITY_OUT_OF_RANGE lines.0.quantity']],
  ])('of %d seats of Business Basic says %j', async (quantity, expected) => {
    expect(await checked({}, quantity)).toEqual(expected);
  });

  it('misses a prerequisite until it is ordered together or owned', async () => {
    const copilot = { planId: await planId(graph(), { mpn: MPN.copilot }), quantity: 1 };
    const standard = { planId: await planId(graph(), { mpn: MPN.standard }), quantity: 1 };
    expect(await checked({ lines: [copilot] })).toEqual(['PREREQUISITES PREREQUISITE_MISSING lines.0.planId']);
    expect(await checked({ lines: [copilot, standard] })).toEqual([]);
    const { id } = await placed(graph(), await order({ lines: [standard] }), champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    expect(await checked({ lines: [copilot] })).toEqual([]);
  });

  it('refuses what does not fit in the credit, with what is left, and takes a card instead', async () => {
    const seats = await planId(graph(), { mpn: MPN.exchange, billingCycle: 'ANNUAL' });
    const lines = [{ planId: seats, quantity: 1_500 }];
    const answer = await estimated(graph(), await order({ lines }), champion());
    expect(failures(answer)).toEqual(['PAYMENT CREDIT_EXCEEDED paymentMethod']);
    const { limit, balance, reserved } = await creditOf(graph(), 'Champion Cloud');
    const left = ((limit - balance - reserved) / 100).toFixed(2);
    const error = answer.checks.find(({ code }) => code === 'PAYMENT')?.error;
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining(`; ${left} USD`) });
    expect(await checked({ lines, paymentMethod: 'CREDIT_CARD' })).toEqual([]);
  });

  it('of a reseller without terms chooses the card, and refuses terms', async () => {
    const harbor = graph().administrator('Harbor IT');
    const parameters = {
      vendorParameters: {
        attestedBy: 'Hugo Brandt',
        locationMpnId: '3456789',
        indirectResellerDomain: 'harborit.onmicrosoft.com',
        tenantMode: 'NEW',
        tenantDomain: 'wharfcafe',
      },
    };
    const input = await newCustomerOrder(graph(), 'wharfcafe', parameters);
    expect(failures(await estimated(graph(), input, harbor))).toEqual([]);
    const terms = { ...input, paymentMethod: 'TERMS' };
    expect(failures(await estimated(graph(), terms, harbor))).toEqual(['PAYMENT PAYMENT_DECLINED paymentMethod']);
  });

  it('needs the parameters of a reseller of which nothing is remembered', async () => {
    const fairview = graph().account('City of Fairview').id;
    const input = { customerId: fairview, lines: [{ planId: await planId(graph()), quantity: 1 }] };
    expect(failures(await estimated(graph(), input, graph().administrator('Harbor IT')))).toEqual([
      'PARTNER_ID REQUIRED vendorParameters.locationMpnId',
      'RESELLER_DOMAIN REQUIRED vendorParameters.indirectResellerDomain',
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
      'TENANT REQUIRED vendorParameters.tenantMode',
    ]);
  });

  it.each([
    ['no lines', { lines: [] }, 'CART_EMPTY lines'],
    ['no such customer', { customerId: 'acc_01jd0000000000000000000000' }, 'NOT_FOUND customerId'],
    ['no such cart', { cartId: 'crt_01jd0000000000000000000000' }, 'NOT_FOUND cartId'],
  ])('of %s has no estimate', async (_what, replaced, expected) => {
    const answer = await estimate(graph(), await order(replaced), champion());
    expect(answer.estimate).toBeNull();
    expect(answer.userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([expected]);
  });

  it.each([
    ['without a plan', { quantity: 1 }, 'PLANS REQUIRED lines.0.planId'],
    ['with an unknown MPN', { mpn: 'NOSUCH:0001', quantity: 1 }, 'PLANS PLAN_NOT_AVAILABLE lines.0.mpn'],
    ['with an MPN of several plans', { mpn: MPN.basic, quantity: 1 }, 'PLANS INVALID lines.0.mpn'],
  ])('of a line %s says so beside everything else that stands in the way', async (_what, line, expected) => {
    const lines = [line, { planId: await planId(graph()), quantity: 301 }];
    const answer = await estimated(
      graph(),
      await order({ lines, ...withParameters({ attestedBy: null }) }),
      champion(),
    );
    expect(failures(answer)).toEqual([
      expected,
      'SEATS SEAT_LIMIT_EXCEEDED lines.1.quantity',
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
    ]);
    expect(answer.lines).toHaveLength(1);
    expect([answer.total, answer.dueNow]).toEqual([null, null]);
  });

  it('tells that the vendor does not answer, instead of failing', async () => {
    await graph().stopVendor();
    // Who the reseller is, an order of today has found out.
    expect(await checked({})).toEqual(['TENANT VENDOR_UNAVAILABLE ', 'AGREEMENT VENDOR_UNAVAILABLE ']);
  });

  async function anyMpn(segment: string): Promise<string> {
    const [row] = await graph().database.sql<{ mpn: string }>(
      `select mpn from catalog.plan join catalog.product on product.id = plan.product_id
       where segment = $1 and term = 'P1Y' and billing_cycle = 'MONTHLY' and market = 'US'
         and not exists (select 1 from catalog.product_relation r where r.product_id = product.id and kind = 'PREREQUISITE')
       order by mpn limit 1`,
      [segment],
    );
    return row?.mpn ?? '';
  }
});
