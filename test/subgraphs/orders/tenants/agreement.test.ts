import { expect, it } from 'vitest';
import type { VendorParametersInput } from '../../../operations/generated/graphql.ts';
import { readEffects } from '../../../../subgraphs/simulator/vendor/effect-log.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { outboxDrained, useGraph } from '../../../support/graph-under-test.ts';
import {
  AGREEMENT,
  ended,
  estimated,
  failures,
  newCustomerOrder,
  orderState,
  placed,
  planId,
  refusals,
} from '../ordering.ts';

const CHAMPION = { locationMpnId: '1234567', indirectResellerDomain: 'championcloud.onmicrosoft.com' } as const;
const MISSING = 'CUSTOMER_AGREEMENT_MISSING vendorParameters.agreement';

describeOnBothDatabases('the customer agreement of the vendor', (kind) => {
  const graph = useGraph(kind);
  const champion = () => graph().administrator('Champion Cloud');
  const tenant = (name: string) => ({ tenantMode: 'NEW', tenantDomain: name, attestedBy: 'Cora Lindqvist' }) as const;
  const without = (name: string) =>
    newCustomerOrder(graph(), name, { vendorParameters: { ...tenant(name), agreement: null } });
  const again = async (customerId: string, vendorParameters: VendorParametersInput = {}) => ({
    customerId,
    lines: [{ planId: await planId(graph()), quantity: 1 }],
    vendorParameters: { attestedBy: 'Cora Lindqvist', ...vendorParameters },
  });
  const sent = () =>
    readEffects(graph().vendorLog).flatMap(({ effect }) =>
      effect.kind === 'agreement.confirmed' ? [effect.agreement.primaryContact] : [],
    );
  const waiting = (orderId: string) =>
    eventually(async () => {
      const state = await orderState(graph(), orderId);
      expect(state.status).toBe('ACTION_REQUIRED');
      return state;
    });

  it('must be accepted before the first order of a customer', async () => {
    const { checks } = await estimated(graph(), await without('unagreed'), champion());
    const error = checks.find(({ code }) => code === 'AGREEMENT')?.error;
    expect(`${error?.code} ${error?.path.join('.')}`).toBe(MISSING);
    expect(error?.remedies[0]?.url).toMatch(/^https:/);
    expect(await refusals(graph(), await without('unagreed'), champion())).toEqual([MISSING]);
  });

  it.each([
    [{ acceptedOn: '2199-01-01' }, 'OUT_OF_RANGE vendorParameters.agreement.acceptedOn'],
    [{ firstName: ' ' }, 'INVALID vendorParameters.agreement.firstName'],
    [{ phone: 'call me' }, 'INVALID vendorParameters.agreement.phone'],
  ])('is refused with %j', async (replaced, expected) => {
    const agreement = { ...AGREEMENT, ...replaced };
    const input = await newCustomerOrder(graph(), 'illagreed', {
      vendorParameters: { ...tenant('illagreed'), agreement },
    });
    expect(await refusals(graph(), input, champion())).toEqual([expected]);
  });

  it('is sent as given, in the name of the person who accepted, and is not asked for again', async () => {
    const input = await newCustomerOrder(graph(), 'agreed', {
      vendorParameters: {
        ...tenant('agreed'),
        agreement: { ...AGREEMENT, phone: '(303) 555-0100', firstName: 'Rafaela' },
      },
    });
    const { id, customer } = await placed(graph(), input, champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    expect(sent().at(-1)).toMatchObject({ firstName: 'Rafaela', lastName: 'Falk', email: AGREEMENT.email });
    const recorded = await graph().database.sql(
      `select first_name, phone, version, order_id, recorded_by, accepted_on::text as accepted_on
       from orders.customer_agreement where customer_id = $1`,
      [customer.id],
    );
    expect(recorded).toEqual([
      {
        first_name: 'Rafaela',
        phone: '+13035550100',
        version: '2026-10',
        order_id: id,
        recorded_by: graph().account('Champion Cloud').userId,
        accepted_on: '2026-11-20',
      },
    ]);
    const before = sent().length;
    const next = await again(customer.id, tenant('agreedtoo'));
    expect(failures(await estimated(graph(), next, champion()))).toEqual([]);
    const second = await placed(graph(), next, champion());
    expect((await ended(graph(), second.id)).status).toBe('COMPLETED');
    // The recorded acceptance is sent for the second tenant, and not sent again for the first.
    expect(sent().slice(before)).toMatchObject([{ firstName: 'Rafaela' }]);
  });

  it('is never accepted in the name of the contact', async () => {
    expect(sent().map(({ firstName }) => firstName)).not.toContain('Rosa');
  });

  it('is accepted by the demo customers', async () => {
    await outboxDrained(graph().database);
    const fairview = graph().account('City of Fairview').id;
    const partner = { locationMpnId: '3456789', indirectResellerDomain: 'harborit.onmicrosoft.com' };
    const input = await again(fairview, { ...tenant('fairviewagreed'), ...partner });
    expect(failures(await estimated(graph(), input, graph().administrator('Harbor IT')))).toEqual([]);
  });

  it('is asked for again in a new version, and an order waits until the version is accepted for its customer', async () => {
    const first = await placed(graph(), await newCustomerOrder(graph(), 'renewing'), champion());
    expect((await ended(graph(), first.id)).status).toBe('COMPLETED');
    // The line waits at the vendor: the customer must accept again.
    const line = [{ planId: await planId(graph()), quantity: 116 }];
    const held = await placed(graph(), { ...(await again(first.customer.id)), lines: line }, champion());
    const state = await waiting(held.id);
    expect(state.events.at(-1)?.waiting_on).toMatchObject({ party: 'CUSTOMER' });
    graph().publishAgreement('2026-12');
    expect(await refusals(graph(), await again(first.customer.id), champion())).toEqual([MISSING]);

    // Neither the acceptance of another customer nor an own order without one changes anything.
    const other = await placed(graph(), await newCustomerOrder(graph(), 'unrelatedagreed'), champion());
    expect((await ended(graph(), other.id)).status).toBe('COMPLETED');
    expect((await orderState(graph(), held.id)).status).toBe('ACTION_REQUIRED');

    const accepting = await again(first.customer.id, { agreement: { ...AGREEMENT, firstName: 'Renate' } });
    const accepted = await placed(graph(), accepting, champion());
    expect((await ended(graph(), accepted.id)).status).toBe('COMPLETED');
    expect((await ended(graph(), held.id)).status).toBe('COMPLETED');
    expect(sent().map(({ firstName }) => firstName)).toContain('Renate');
  });
});

describeOnBothDatabases('an order placed before a new version of the agreement', (kind) => {
  const graph = useGraph(kind, { working: ['accounts', 'catalog'] });
  const champion = () => graph().administrator('Champion Cloud');

  it('waits before anything is bought, says whom it waits on, and continues after the acceptance', async () => {
    const named = { attestedBy: 'Cora Lindqvist', tenantMode: 'NEW', ...CHAMPION } as const;
    const vendorParameters = { ...named, tenantDomain: 'overhauled' };
    const held = await placed(graph(), await newCustomerOrder(graph(), 'overhauled', { vendorParameters }), champion());
    graph().publishAgreement('2027-01');
    await graph().subgraphs.orders.work();
    const state = await eventually(async () => {
      const found = await orderState(graph(), held.id);
      expect(found.status).toBe('ACTION_REQUIRED');
      return found;
    });
    expect(state.lineStatuses).toEqual(['ACTION_REQUIRED']);
    expect(state.events.map(({ status }) => status)).toEqual(['SUBMITTED', 'PROVISIONING', 'ACTION_REQUIRED']);
    expect(state.events.at(-1)?.waiting_on).toMatchObject({
      party: 'CUSTOMER',
      remedies: [{ url: expect.stringMatching(/^https:/) }],
    });
    const bought = readEffects(graph().vendorLog).filter(({ effect }) => effect.kind === 'order.created');
    expect(bought).toEqual([]);
    const accepting = {
      customerId: held.customer.id,
      lines: [{ planId: await planId(graph()), quantity: 1 }],
      vendorParameters: { ...named, tenantDomain: 'overhauledagain', agreement: { ...AGREEMENT, firstName: 'Oda' } },
    };
    await placed(graph(), accepting, champion());
    expect((await ended(graph(), held.id)).status).toBe('COMPLETED');
  });
});
