import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PartnerCenterClient } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-client.ts';
import { PartnerCenterError } from '../../../../subgraphs/orders/connectors/microsoft/client/partner-center-errors.ts';
import { createResellerList } from '../../../../subgraphs/orders/connectors/microsoft/checks/reseller-list.ts';
import type { OrderCheck } from '../../../../subgraphs/orders/rules/placing/order-check.ts';
import type { Validation } from '../../../../subgraphs/orders/connectors/vendor-connector.ts';
import { startHoldingProxy } from './holding-proxy.ts';
import { acceptance, anyCall, question, startMicrosoft, type MicrosoftUnderTest } from './microsoft-orders.ts';

const TENANTS = [
  {
    domain: 'bakery.onmicrosoft.com',
    qualification: 'none',
    relationship: true,
    resellers: ['championcloud.onmicrosoft.com'],
  },
] as const;

let microsoft: MicrosoftUnderTest;

beforeAll(async () => {
  microsoft = await startMicrosoft({ tenants: TENANTS });
});
afterAll(() => microsoft.close());

const validate = (...asked: Parameters<typeof question>): Promise<Validation> =>
  microsoft.connector.validate(question(...asked));

/** The failed checks, as `CHECK CODE path`. */
const failures = ({ checks }: Pick<Validation, 'checks'>): readonly string[] =>
  checks.flatMap(({ code, error }) => (error === undefined ? [] : [`${code} ${error.code} ${error.path.join('.')}`]));

const statusOf = ({ checks }: Validation, code: string): string | undefined =>
  checks.find((check) => check.code === code)?.status;

const linkOf = (checks: readonly OrderCheck[], code: string): string =>
  checks.find((check) => check.code === code)?.error?.remedies[0]?.url ?? '';

const PARTNER_CHECKS = ['PARTNER_ID', 'CSP_ENROLMENT', 'RESELLER_DOMAIN', 'PROVIDER_RELATIONSHIP'];
const NEW_TENANT = { tenantMode: 'NEW', tenantDomain: 'brandnew.onmicrosoft.com' } as const;

describe('the checks of the reseller', () => {
  it('pass for the MPN ID and the domain of one partner, anywhere in the list of the vendor', async () => {
    const { checks, agreementVersion } = await validate();
    expect(checks.map(({ code, status }) => `${code} ${status}`)).toEqual([
      ...PARTNER_CHECKS.map((code) => `${code} PASSED`),
      'ATTESTATION PASSED',
      'TENANT PASSED',
      'QUALIFICATION PASSED',
      'AGREEMENT PASSED',
    ]);
    expect(agreementVersion).toBe('2026-10');
  });

  const mismatch = 'RESELLER_DOMAIN PARTNER_ID_MISMATCH vendorParameters.indirectResellerDomain';
  const unknownDomain = 'RESELLER_DOMAIN RESELLER_DOMAIN_INVALID vendorParameters.indirectResellerDomain';
  const unknownMpnId = 'PARTNER_ID PARTNER_ID_INVALID vendorParameters.locationMpnId';
  const unrelated = 'PROVIDER_RELATIONSHIP RELATIONSHIP_MISSING vendorParameters.indirectResellerDomain';
  const notEnrolled = 'CSP_ENROLMENT RESELLER_NOT_ENROLLED vendorParameters.locationMpnId';

  it.each([
    ['1234567', 'ChampionCloud.onmicrosoft.com', []],
    ['2345678', 'summitresale.onmicrosoft.com', []],
    ['1234567', 'summitresale.onmicrosoft.com', [mismatch]],
    ['2345678', 'championcloud.onmicrosoft.com', [mismatch]],
    ['1234567', 'bakery.onmicrosoft.com', [mismatch]],
    ['1234567', 'unrelatedone.onmicrosoft.com', [mismatch]],
    ['5678901', 'championcloud.onmicrosoft.com', [mismatch]],
    ['1234567', 'nosuchreseller.onmicrosoft.com', [unknownDomain]],
    ['1234567', 'champion.example', [unknownDomain]],
    ['9123456', 'championcloud.onmicrosoft.com', [unknownMpnId]],
    ['12', 'championcloud.onmicrosoft.com', [unknownMpnId]],
    ['9123456', 'unrelatedone.onmicrosoft.com', [unknownMpnId, unrelated]],
    ['9123456', 'nosuchreseller.onmicrosoft.com', [unknownMpnId, unknownDomain]],
    ['5678901', 'unrelatedone.onmicrosoft.com', [unrelated]],
    ['8123456', 'notenrolled.onmicrosoft.com', [notEnrolled]],
    ['8123456', 'championcloud.onmicrosoft.com', [notEnrolled, mismatch]],
  ])('find for the MPN ID %s with the domain %s %j', async (locationMpnId, indirectResellerDomain, expected) => {
    expect(failures(await validate({ ...NEW_TENANT, locationMpnId, indirectResellerDomain }, withAgreement))).toEqual(
      expected,
    );
  });

  it('skip the enrolment of an unknown partner, and the relationship when the values name two partners', async () => {
    const nobody = await validate({ locationMpnId: '9123456' });
    expect(PARTNER_CHECKS.map((code) => statusOf(nobody, code))).toEqual(['FAILED', 'SKIPPED', 'PASSED', 'PASSED']);
    const either = await validate({ locationMpnId: '2345678' });
    expect(PARTNER_CHECKS.map((code) => statusOf(either, code))).toEqual(['PASSED', 'PASSED', 'FAILED', 'SKIPPED']);
  });

  it('ask the vendor nothing about a partner that was verified recently', async () => {
    const verified = { ...withAgreement, partnerIsVerified: true };
    const wrong = { ...NEW_TENANT, locationMpnId: '9123456', indirectResellerDomain: 'nosuchreseller.onmicrosoft.com' };
    const validation = await validate(wrong, verified);
    expect(PARTNER_CHECKS.map((code) => statusOf(validation, code))).toEqual(Array(4).fill('PASSED'));
  });

  it('do not accept a relationship that has ended', async () => {
    const partners = [{ domain: 'ended.onmicrosoft.com', mpnId: '7000001', relationship: 'Inactive' }] as const;
    const other = await startMicrosoft({ partners });
    const ended = { ...NEW_TENANT, locationMpnId: '7000001', indirectResellerDomain: 'ended.onmicrosoft.com' };
    expect(failures(await other.connector.validate(question(ended, withAgreement)))).toEqual([unrelated]);
    await other.close();
  });
});

const withAgreement = { agreement: acceptance() };

describe('the checks of the tenant', () => {
  const unrelated = 'TENANT RELATIONSHIP_MISSING vendorParameters.tenantDomain';
  const summit = { locationMpnId: '2345678', indirectResellerDomain: 'summitresale.onmicrosoft.com' };

  it('pass only for the reseller that the tenant accepted', async () => {
    expect(failures(await validate({ tenantDomain: 'bakery.onmicrosoft.com' }))).toEqual([]);
    expect(failures(await validate({ ...summit, tenantDomain: 'bakery.onmicrosoft.com' }))).toEqual([unrelated]);
    expect(failures(await validate({ ...summit, tenantDomain: 'Bakery.onmicrosoft.com' }))).toEqual([unrelated]);
  });

  it('also ask for the reseller of a verified partner', async () => {
    const verified = { partnerIsVerified: true };
    expect(failures(await validate({ ...summit, tenantDomain: 'bakery.onmicrosoft.com' }, verified))).toEqual([
      unrelated,
    ]);
    expect(failures(await validate(summit, verified))).toEqual([]);
  });

  it('have no result while the reseller is unknown', async () => {
    const nobody = { locationMpnId: '9123456', indirectResellerDomain: 'nosuchreseller.onmicrosoft.com' };
    const validation = await validate(nobody);
    expect([statusOf(validation, 'TENANT'), statusOf(validation, 'QUALIFICATION')]).toEqual(['SKIPPED', 'PASSED']);
  });

  it.each(['norelationship.onmicrosoft.com', 'existingnoreseller.onmicrosoft.com'])(
    'give for %s the link with which it accepts provider and reseller at once',
    async (tenantDomain) => {
      const { checks } = await validate({ tenantDomain }, withAgreement);
      expect(failures({ checks })).toEqual([unrelated]);
      const link = linkOf(checks, 'TENANT');
      expect(link).toMatch(/\/Adminportal\/Home\?invType=IndirectResellerRelationship&partnerId=[\da-f-]{36}&/);
      expect((await fetch(link, { method: 'POST', body: JSON.stringify({ domain: tenantDomain }) })).status).toBe(200);
      expect(failures(await validate({ tenantDomain }, withAgreement))).toEqual([]);
      expect(failures(await validate({ ...summit, tenantDomain }, withAgreement))).toEqual([unrelated]);
    },
  );

  it('give a different link than for the relationship of the reseller', async () => {
    const { checks } = await validate({
      locationMpnId: '5678901',
      indirectResellerDomain: 'unrelatedone.onmicrosoft.com',
      tenantDomain: 'takenbyothers.onmicrosoft.com',
    });
    const partners = linkOf(checks, 'PROVIDER_RELATIONSHIP');
    expect(partners).toMatch(
      /^https:\/\/partnercenter\.microsoft\.com\/pcv\/valueaddedresellers\/relationshiprequest\/[\da-f-]{36}$/,
    );
    const providerId = partners.split('/').at(-1) ?? '';
    expect(linkOf(checks, 'TENANT')).toContain(`indirectCSPId=${providerId}`);
  });
});

describe('the check of the customer agreement', () => {
  const missing = 'AGREEMENT CUSTOMER_AGREEMENT_MISSING vendorParameters.agreement';

  it('names the text to accept when a new tenant comes without an acceptance', async () => {
    const { checks, agreementVersion } = await validate(NEW_TENANT);
    expect(failures({ checks })).toEqual([missing]);
    expect(linkOf(checks, 'AGREEMENT')).toMatch(/^https:\/\//);
    expect(agreementVersion).toBe('2026-10');
  });

  it.each([
    ['comes with the order', NEW_TENANT, withAgreement, 'PASSED'],
    ['was given before', NEW_TENANT, { acceptedVersion: '2026-10' }, 'PASSED'],
    ['was of another version', NEW_TENANT, { acceptedVersion: '2019-10' }, 'FAILED'],
    ['is in the record of the existing tenant', {}, {}, 'PASSED'],
    [
      'is not in the record of the existing tenant',
      { tenantDomain: 'existingnoagreement.onmicrosoft.com' },
      {},
      'FAILED',
    ],
    [
      'is not in that record, but comes with the order',
      { tenantDomain: 'existingnoagreement.onmicrosoft.com' },
      withAgreement,
      'PASSED',
    ],
    ['could be in a record that may not be read', { tenantDomain: 'takenbyothers.onmicrosoft.com' }, {}, 'SKIPPED'],
    ['could be in the record of a tenant that is not named', { tenantDomain: undefined }, {}, 'SKIPPED'],
  ])('decides on an acceptance that %s', async (_title, parameters, replaced, expected) => {
    expect(statusOf(await validate(parameters, replaced), 'AGREEMENT')).toBe(expected);
  });

  it.each([
    [{ firstName: '  ' }, 'INVALID firstName'],
    [{ lastName: 'x'.repeat(101) }, 'TOO_LONG lastName'],
    [{ email: 'olga' }, 'INVALID email'],
    [{ phone: 'call me' }, 'INVALID phone'],
    [{ acceptedOn: '2026-11-31' }, 'INVALID acceptedOn'],
    [{ acceptedOn: 'yesterday' }, 'INVALID acceptedOn'],
    [{ acceptedOn: '2026-11-27' }, 'OUT_OF_RANGE acceptedOn'],
    [{ acceptedOn: '2019-09-30' }, 'OUT_OF_RANGE acceptedOn'],
  ])('refuses an acceptance with %j', async (change, expected) => {
    const validation = await validate(NEW_TENANT, { agreement: acceptance(change), acceptedVersion: '2026-10' });
    const [code, field] = expected.split(' ');
    expect(failures(validation)).toEqual([`AGREEMENT ${code} vendorParameters.agreement.${field}`]);
  });

  it.each(['2019-10-01', '2026-11-26'])('accepts an acceptance of %s', async (acceptedOn) => {
    expect(failures(await validate(NEW_TENANT, { agreement: acceptance({ acceptedOn, phone: undefined }) }))).toEqual(
      [],
    );
  });

  it('names every fault of an acceptance at once', async () => {
    const agreement = acceptance({ firstName: '', email: '', acceptedOn: '' });
    expect(failures(await validate(NEW_TENANT, { agreement }))).toHaveLength(3);
  });

  it('asks for a version that was published since', async () => {
    const other = await startMicrosoft();
    other.simulator.publishAgreement('2027-01');
    const asked = question({}, { acceptedVersion: '2026-10' });
    const validation = await other.connector.validate(asked);
    expect([failures(validation), validation.agreementVersion]).toEqual([[missing], '2027-01']);
    expect(failures(await other.connector.validate({ ...asked, acceptedVersion: '2027-01' }))).toEqual([]);
    await other.close();
  });
});

describe('a vendor that does not answer', () => {
  it('is reported for each check that could not be made, and hides no result of the others', async () => {
    const proxy = await startHoldingProxy(microsoft.simulator.url);
    const slow = microsoft.connectorAt(proxy.url, 500);
    const held = [proxy.holdNext('GET', /^\/v1\/relationships/), proxy.holdNext('GET', /^\/v1\/agreements/)];
    const { checks, agreementVersion } = await slow.validate(
      question({ tenantDomain: 'nosuchtenant.onmicrosoft.com' }),
    );
    expect(failures({ checks })).toEqual([
      'PROVIDER_RELATIONSHIP VENDOR_UNAVAILABLE ',
      'TENANT TENANT_DOMAIN_UNKNOWN vendorParameters.tenantDomain',
      'AGREEMENT VENDOR_UNAVAILABLE ',
    ]);
    expect(agreementVersion).toBeUndefined();
    for (const { release } of held) release();
    await proxy.close();
  });

  it('is reported in every group of checks when it is gone', async () => {
    const other = await startMicrosoft();
    await other.close();
    expect(failures(await other.connector.validate(question()))).toEqual([
      'PARTNER_ID VENDOR_UNAVAILABLE ',
      'RESELLER_DOMAIN VENDOR_UNAVAILABLE ',
      'TENANT VENDOR_UNAVAILABLE ',
      'AGREEMENT VENDOR_UNAVAILABLE ',
    ]);
  });
});

/** A vendor that issues tokens and answers everything else with the given body. It counts its answers. */
async function vendorWith(bodyOf: () => object) {
  let answered = 0;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/token') === true) {
      response.end(JSON.stringify({ access_token: 'a', expires_in: 3_600 }));
      return;
    }
    answered += 1;
    response.end(JSON.stringify(bodyOf()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new PartnerCenterClient({
    baseUrl: `http://127.0.0.1:${port}`,
    clientId: 'c',
    clientSecret: 's',
    timeoutMs: 5_000,
  });
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { client, answered: () => answered, close };
}

describe('a list of relationships', () => {
  /** Reads a list in which every page has this link to the next page. */
  async function listing(uri: string) {
    const vendor = await vendorWith(() => ({ items: [], links: { next: { uri, method: 'GET', headers: [] } } }));
    const failure: unknown = await vendor.client.listResellers(anyCall()).catch((error: unknown) => error);
    vendor.close();
    return { failure, pages: vendor.answered() };
  }

  it('is given up when it has no end', async () => {
    const { failure, pages } = await listing('/relationships?seekOperation=Next');
    expect(failure).toBeInstanceOf(PartnerCenterError);
    expect(failure).toMatchObject({ kind: 'unavailable' });
    expect(pages).toBe(1_000);
  });

  it.each(['https://elsewhere.example/relationships', '//elsewhere.example/relationships'])(
    'is not followed to %s',
    async (uri) => {
      const { failure, pages } = await listing(uri);
      expect(failure).toMatchObject({ kind: 'unavailable' });
      expect(pages).toBe(1);
    },
  );

  it('is read once for all callers, kept for five minutes, and read again before a refusal', async () => {
    let state = 'Pending';
    let nowMs = 0;
    const vendor = await vendorWith(() => ({ items: [{ id: 'T', name: 'Fresh', mpnId: '7000001', state }] }));
    const list = createResellerList(vendor.client, () => new Date(nowMs));
    const ask = async (): Promise<boolean | undefined> =>
      (await list.read((read) => read[0]?.isActive === true))[0]?.isActive;
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([false, false, false]);
    expect(vendor.answered()).toBe(1);
    state = 'Active';
    expect(await ask()).toBe(true);
    expect(await ask()).toBe(true);
    expect(vendor.answered()).toBe(2);
    nowMs = 5 * 60_000;
    expect(await ask()).toBe(true);
    expect(vendor.answered()).toBe(3);
    vendor.close();
  });
});
