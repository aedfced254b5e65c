import { expect, it } from 'vitest';
import type { PlaceOrderInput, VendorParametersInput, Segment } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import {
  AGREEMENT,
  contosoOrder,
  estimated,
  failures,
  MPN,
  newCustomer,
  newCustomerOrder,
  planId,
} from '../ordering.ts';

/** The failure when Champion Cloud is confirmed as another partner. */
const CONFIRMED = 'PARTNER_OWNER PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain';
/** The failure when the existing tenant belongs to another reseller. */
const NOT_THE_TENANTS_RESELLER = 'TENANT RELATIONSHIP_MISSING vendorParameters.tenantDomain';

describeOnBothDatabases('estimateOrder and its vendor parameters', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const order = (replaced: PlaceOrderInput = {}, quantity = 5) => contosoOrder(graph(), replaced, quantity);
  const checked = async (replaced: PlaceOrderInput, quantity = 5) =>
    failures(await estimated(graph(), await order(replaced, quantity), champion()));
  const withParameters = (parameters: VendorParametersInput) => ({
    vendorParameters: { attestedBy: 'Cora', ...parameters },
  });

  it.each<[VendorParametersInput, string[]]>([
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
  ])('finds for the vendor parameters %j the failures %j', async (parameters, expected) => {
    expect(await checked(withParameters(parameters))).toEqual(expected);
  });

  it('checks the partner of the domain while the MPN ID is wrong, and skips the enrolment', async () => {
    const { checks } = await estimated(graph(), await order(withParameters({ locationMpnId: '9123456' })), champion());
    const statuses = Object.fromEntries(checks.map(({ code, status }) => [code, status]));
    expect(statuses).toMatchObject({
      PARTNER_ID: 'FAILED',
      CSP_ENROLMENT: 'SKIPPED',
      RESELLER_DOMAIN: 'PASSED',
      PROVIDER_RELATIONSHIP: 'PASSED',
    });
  });

  it('gives the link with which a tenant accepts the relationship', async () => {
    const input = await order(withParameters({ tenantMode: 'EXISTING', tenantDomain: 'norelationship' }));
    const { checks } = await estimated(graph(), input, champion());
    const remedies = checks.find(({ code }) => code === 'TENANT')?.error?.remedies;
    const link = `${graph().vendorUrl}/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=`;
    expect(remedies?.[0]?.url).toContain(link);
  });

  it.each<[Segment, string, string[]]>([
    ['EDUCATION', 'eduexisting', []],
    ['EDUCATION', 'plainexisting', ['QUALIFICATION NOT_ELIGIBLE vendorParameters.tenantDomain']],
    ['NONPROFIT', 'charityexisting', []],
    ['NONPROFIT', 'eduexisting', ['QUALIFICATION NOT_ELIGIBLE vendorParameters.tenantDomain']],
    ['GOVERNMENT', 'govexisting', ['TENANT NOT_ELIGIBLE vendorParameters.tenantMode']],
  ])(
    'finds for a new %s customer with the existing tenant %s the failures %j',
    async (segment, tenantDomain, expected) => {
      const planned = segment === 'GOVERNMENT' ? 'COMMERCIAL' : segment;
      const mpn = segment === 'EDUCATION' ? await anyMpn('EDUCATION') : MPN.basic;
      const input = {
        newCustomer: newCustomer('segmented', { segment }),
        lines: [{ planId: await planId(graph(), { segment: planned, mpn }), quantity: 1 }],
        ...withParameters({ tenantMode: 'EXISTING', tenantDomain }),
      };
      expect(failures(await estimated(graph(), input, champion()))).toEqual(expected);
    },
  );

  it.each(['EDUCATION', 'NONPROFIT'] as const)('allows no new tenant to %s customers', async (segment) => {
    const input = {
      newCustomer: newCustomer('segmented', { segment }),
      lines: [{ planId: await planId(graph(), { segment, mpn: await anyMpn(segment) }), quantity: 1 }],
      ...withParameters({ tenantMode: 'NEW', tenantDomain: 'brandnew', agreement: AGREEMENT }),
    };
    const expected = ['TENANT NEW_TENANT_NOT_ALLOWED vendorParameters.tenantMode'];
    expect(failures(await estimated(graph(), input, champion()))).toEqual(expected);
  });

  it('accepts commercial plans for a government in a new tenant', async () => {
    const input = await newCustomerOrder(graph(), 'fairview2', {
      newCustomer: newCustomer('fairview2', { segment: 'GOVERNMENT' }),
    });
    expect(failures(await estimated(graph(), input, champion()))).toEqual([]);
  });

  it('asks for the parameters of a reseller without remembered ones', async () => {
    const fairview = graph().account('City of Fairview').id;
    const input = { customerId: fairview, lines: [{ planId: await planId(graph()), quantity: 1 }] };
    expect(failures(await estimated(graph(), input, graph().administrator('Harbor IT')))).toEqual([
      'PARTNER_ID REQUIRED vendorParameters.locationMpnId',
      'RESELLER_DOMAIN REQUIRED vendorParameters.indirectResellerDomain',
      'ATTESTATION ATTESTATION_MISSING vendorParameters.attestedBy',
      'TENANT REQUIRED vendorParameters.tenantMode',
    ]);
  });

  it('reports that the vendor does not answer instead of failing', async () => {
    await graph().stopVendor();
    // The reseller was verified recently, so that the vendor is not asked about it.
    expect(await checked({})).toEqual(['TENANT VENDOR_UNAVAILABLE ', 'AGREEMENT VENDOR_UNAVAILABLE ']);
  });

  async function anyMpn(segment: string): Promise<string> {
    const [row] = await graph().database.sql<{ mpn: string }>(
      `select mpn from catalog.plan join catalog.product on product.id = plan.product_id
       where segment = $1 and term = 'P1Y' and billing_cycle = 'MONTHLY' and market = 'US'
         and not exists (select 1 from catalog.offer where offer.mpn = product.mpn and offer.prerequisites <> '{}')
       order by mpn limit 1`,
      [segment],
    );
    return row?.mpn ?? '';
  }
});
