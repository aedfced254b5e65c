import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Prepared, Submitted } from '../../../../subgraphs/orders/rules/fulfilment/vendor-outcome.ts';
import type { FulfilmentOrder } from '../../../../subgraphs/orders/connectors/vendor-connector.ts';
import {
  acceptance,
  anyCall,
  FROZEN_NOW,
  PARAMETERS,
  startMicrosoft,
  vendorOrder,
  type MicrosoftUnderTest,
} from './microsoft-orders.ts';

let microsoft: MicrosoftUnderTest;

beforeEach(async () => {
  microsoft = await startMicrosoft();
});
afterEach(() => microsoft.close());

const { signal } = new AbortController();
const later = (seconds: number): Date => new Date(FROZEN_NOW + seconds * 1_000);
const prepare = (order: FulfilmentOrder) => microsoft.connector.prepare(order, signal);

async function prepared(order: FulfilmentOrder): Promise<FulfilmentOrder & Prepared> {
  const outcome = await prepare(order);
  if (outcome.kind !== 'prepared') throw new Error(`The order was not prepared: ${JSON.stringify(outcome)}`);
  return { ...order, ...outcome };
}

async function submitted(order: FulfilmentOrder): Promise<FulfilmentOrder & Submitted> {
  const outcome = await microsoft.connector.submit(order, signal);
  if (outcome.kind !== 'submitted') throw new Error(`The order was not submitted: ${JSON.stringify(outcome)}`);
  const [line] = order.lines;
  const [answer] = outcome.lines;
  if (line === undefined || answer?.kind !== 'accepted') throw new Error('The line was not accepted');
  const { vendorOrderId, vendorLineNumber } = answer;
  return { ...order, kind: 'submitted', lines: [{ ...line, ...answer, vendorOrderId, vendorLineNumber }] };
}

async function lineState(order: FulfilmentOrder) {
  const outcome = await microsoft.connector.lookUp(order, signal);
  return outcome.kind === 'looked-up' ? outcome.lines[0]?.state : undefined;
}

const existing = (name: string, replaced: Partial<FulfilmentOrder> = {}): FulfilmentOrder =>
  vendorOrder(name, { parameters: PARAMETERS, agreement: null, ...replaced });

describe('the preparation of an order', () => {
  it('sends the vendor the recorded acceptance once, and not the contact', async () => {
    const order = vendorOrder('falkoptics');
    const { vendorCustomerId, credentials } = await prepared(order);
    expect((await prepared(order)).vendorCustomerId).toBe(vendorCustomerId);
    expect(credentials?.userId).toBe('admin@falkoptics.onmicrosoft.com');
    expect(microsoft.effects('agreement.confirmed')).toMatchObject([
      {
        customerId: vendorCustomerId,
        agreement: {
          templateId: '2026-10',
          dateAgreed: '2026-11-20T00:00:00.000Z',
          primaryContact: {
            firstName: 'Olga',
            lastName: 'Signatory',
            email: 'olga@falk.example',
            phoneNumber: '+13035550123',
          },
        },
      },
    ]);
  });

  it('gives the new tenant its reseller', async () => {
    const { vendorCustomerId } = await prepared(vendorOrder('falkoptics'));
    expect(await microsoft.client.listResellersOf(vendorCustomerId ?? '', anyCall())).toMatchObject([
      { mpnId: '1234567' },
    ]);
  });

  it('waits with the text of the agreement until somebody accepts, accepts nothing by itself, and keeps the tenant', async () => {
    const waiting = vendorOrder('falkoptics', { agreement: null });
    const needed = await prepare(waiting);
    expect(needed).toMatchObject({
      kind: 'agreement-needed',
      refusal: {
        code: 'CUSTOMER_AGREEMENT_MISSING',
        path: ['vendorParameters', 'agreement'],
        remedies: [{ url: expect.stringMatching(/^https:/) }],
      },
    });
    expect(await prepare(waiting)).toEqual(needed);
    expect(microsoft.effects('agreement.confirmed')).toEqual([]);
    const since = { agreementNeededSince: later(0) };
    expect(await prepare({ ...waiting, ...since, agreement: acceptance() })).toEqual(needed);
    const accepted = await prepared({ ...waiting, ...since, agreement: acceptance({ recordedAt: later(60) }) });
    expect(accepted.credentials?.temporaryPassword).toBeTypeOf('string');
    expect(microsoft.effects('customer.created')).toHaveLength(1);
    expect(microsoft.effects('agreement.confirmed')).toHaveLength(1);
  });

  it('waits with an acceptance of an older version', async () => {
    microsoft.simulator.publishAgreement('2027-01');
    expect(await prepare(vendorOrder('falkoptics'))).toMatchObject({ kind: 'agreement-needed' });
    await prepared(vendorOrder('falkoptics', { agreement: acceptance({ version: '2027-01' }) }));
  });

  it('sends nothing when the vendor has a record of the version', async () => {
    await prepared(existing('first'));
    await prepared(existing('second', { agreement: acceptance() }));
    const recorded = microsoft.effects('agreement.confirmed');
    expect(recorded.map(({ agreement }) => agreement.primaryContact.firstName)).toEqual(['Tenant']);
  });

  it('continues after the customer accepted at the vendor', async () => {
    const order = vendorOrder('falkoptics', { agreement: null });
    await prepare(order);
    const [created] = microsoft.effects('customer.created');
    const accepted = {
      templateId: '2026-10',
      agreementType: 'MicrosoftCustomerAgreement',
      agreedBy: { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example' },
      agreedAt: '2026-11-26T00:00:00.000Z',
    };
    await microsoft.client.confirmAgreement(created?.customer.customerId ?? '', accepted, anyCall());
    await prepared({ ...order, agreementNeededSince: later(0) });
  });

  it.each(['existingnoreseller', 'norelationship', 'freename'])(
    'is refused with the link for the customer when the tenant %s has not accepted the reseller',
    async (name) => {
      const parameters = { ...PARAMETERS, tenantDomain: `${name}.onmicrosoft.com` };
      expect(await prepare(existing('any', { parameters }))).toMatchObject({
        kind: 'refused',
        refusal: {
          code: 'RELATIONSHIP_MISSING',
          remedies: [{ url: expect.stringContaining('/Adminportal/Home?invType=IndirectResellerRelationship') }],
        },
      });
    },
  );

  it('is refused when the tenant of the reseller is gone', async () => {
    const { parameters } = vendorOrder('falkoptics');
    const gone = { ...parameters, indirectResellerDomain: 'nosuchreseller.onmicrosoft.com' };
    expect(await prepare(vendorOrder('falkoptics', { parameters: gone }))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'RESELLER_DOMAIN_INVALID' },
    });
    expect(microsoft.effects('customer.created')).toEqual([]);
  });
});

describe('an order whose agreement is renewed before the checkout', () => {
  it('waits with the code of the vendor until somebody accepts the new version', async () => {
    const order = await prepared(vendorOrder('falkoptics'));
    microsoft.simulator.publishAgreement('2027-01');
    const needed = await microsoft.connector.submit(order, signal);
    expect(needed).toMatchObject({
      kind: 'agreement-needed',
      refusal: { code: 'CUSTOMER_AGREEMENT_MISSING', vendorCode: '13605', vendorMessage: expect.stringMatching(/\w/) },
    });
    const waiting = { ...order, agreementNeededSince: later(0) };
    expect(await microsoft.connector.submit(waiting, signal)).toMatchObject({ kind: 'agreement-needed' });
    const accepted = acceptance({ version: '2027-01', recordedAt: later(60) });
    await submitted({ ...waiting, agreement: accepted });
    expect(microsoft.effects('agreement.confirmed').map(({ agreement }) => agreement.templateId)).toEqual([
      '2026-10',
      '2027-01',
    ]);
    expect(microsoft.effects('order.created')).toHaveLength(1);
  });
});

describe('a line that waits for the customer at the vendor', () => {
  async function waitingOrder(): Promise<FulfilmentOrder> {
    const order = await submitted(await prepared(vendorOrder('actionrequired')));
    microsoft.simulator.advance(60);
    expect(await lineState(order)).toMatchObject({
      kind: 'action-required',
      refusal: {
        code: 'CUSTOMER_AGREEMENT_MISSING',
        vendorCode: '13605',
        remedies: [{ url: expect.stringMatching(/^https:/) }],
      },
    });
    return { ...order, agreementNeededSince: later(60) };
  }

  it('does not continue with an earlier acceptance', async () => {
    const order = await waitingOrder();
    expect(await lineState(order)).toMatchObject({ kind: 'action-required' });
    microsoft.simulator.advance(3_600);
    expect(await lineState(order)).toMatchObject({ kind: 'action-required' });
    expect(microsoft.effects('agreement.confirmed')).toHaveLength(1);
  });

  it('does not continue because another order of the customer is placed', async () => {
    const order = await waitingOrder();
    const parameters = { ...PARAMETERS, tenantDomain: 'actionrequired.onmicrosoft.com' };
    await submitted(await prepared(vendorOrder('another', { parameters })));
    microsoft.simulator.advance(3_600);
    expect(await lineState(order)).toMatchObject({ kind: 'action-required' });
    expect(microsoft.effects('line.released')).toEqual([]);
  });

  it('continues when a person accepts again, which is sent to the vendor once', async () => {
    const order = { ...(await waitingOrder()), agreement: acceptance({ recordedAt: later(61) }) };
    expect(await lineState(order)).toMatchObject({ kind: 'action-required' });
    expect(await lineState(order)).toMatchObject({ kind: 'working' });
    microsoft.simulator.advance(100);
    expect(await lineState(order)).toMatchObject({ kind: 'fulfilled', endsOn: expect.stringMatching(/^2027-11-25/) });
    expect(microsoft.effects('agreement.confirmed')).toHaveLength(2);
    expect(microsoft.effects('line.released')).toHaveLength(1);
  });

  it('does not continue with an acceptance of an outdated version', async () => {
    const waiting = await waitingOrder();
    microsoft.simulator.publishAgreement('2027-01');
    const order = { ...waiting, agreement: acceptance({ recordedAt: later(61) }) };
    expect(await lineState(order)).toMatchObject({ kind: 'action-required' });
    expect(microsoft.effects('line.released')).toEqual([]);
    const accepted = acceptance({ version: '2027-01', recordedAt: later(62) });
    await lineState({ ...order, agreement: accepted });
    expect(microsoft.effects('line.released')).toHaveLength(1);
  });
});
