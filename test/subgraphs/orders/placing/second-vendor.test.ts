import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import {
  CreateCartDocument,
  EstimateParametersDocument,
  OrderParametersDocument,
  SetParametersDocument,
  type PlaceOrderInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';
import { ended, place, placed, planId, refusals } from '../ordering.ts';

const DESK = { mpn: 'FH-DESK', billingCycle: 'ANNUAL' };
const SIGN = { mpn: 'FH-SIGN', billingCycle: 'ANNUAL' };

const valuesOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
const GOOD = { address: 'contoso-help', region: 'Europe', owner: 'cora@contoso.example' };

describeOnBothDatabases('an order of the products of a second vendor', (kind) => {
  const graph = useGraph(kind, {
    fillCatalog: ({ subgraphs }) => subgraphs.catalog.seed({ withOwnLayout: true }),
  });
  const champion = () => graph().administrator('Champion Cloud');
  const orderOf = async (values: Readonly<Record<string, string>>): Promise<PlaceOrderInput> => ({
    customerId: graph().account('Contoso Bakery').id,
    lines: [{ planId: await planId(graph(), DESK), quantity: 5, parameters: valuesOf(values) }],
  });
  const read = async (id: string) => {
    const { data, errors } = await graph().ask(OrderParametersDocument, { id }, champion());
    expect(errors).toEqual([]);
    return data.order;
  };
  const atVendor = async (): Promise<readonly { readonly body: string }[]> =>
    (await readFile(`${graph().vendorLog}.fernhill`, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly body: string });

  it('is completed: the vendor gets the values, and nothing of what is Microsoft’s', async () => {
    const { id } = await placed(graph(), await orderOf({ ...GOOD, news: 'true' }), champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    const order = await read(id);
    expect(order?.lines).toMatchObject([
      {
        status: 'COMPLETED',
        parameters: valuesOf({ ...GOOD, news: 'true' }),
        subscription: { status: 'ACTIVE', vendorSubscriptionId: expect.stringMatching(/^FH-\d{6}-1$/) as string },
      },
    ]);
    const told = JSON.stringify(order?.timeline);
    expect(told).toContain('Fernhill Software accepted the line as order FH-');
    expect(told).not.toContain('Microsoft');
    const sent = JSON.parse((await atVendor()).at(-1)?.body ?? '{}') as object;
    expect(sent).toMatchObject({
      customer: { name: 'Contoso Bakery', country: 'US' },
      lines: [
        { product: 'FH-DESK', quantity: 5, term: 'P1Y', billing: 'ANNUAL', parameters: { ...GOOD, news: 'true' } },
      ],
    });
    expect(JSON.stringify(sent)).not.toMatch(/onmicrosoft|1234567/);
    const [row] = await graph().database.sql<{ vendor_parameters: object }>(
      'select vendor_parameters from orders."order" where id = $1',
      [id],
    );
    expect(row?.vendor_parameters).toEqual({});
  });

  it('is refused for all values at once, each with its path and what to do', async () => {
    const input = await orderOf({ address: 'Contoso Help', region: 'Mars', news: 'perhaps', floor: '3' });
    expect(await refusals(graph(), input, champion())).toEqual([
      'INVALID lines.0.parameters.0.value',
      'INVALID lines.0.parameters.1.value',
      'INVALID lines.0.parameters.2.value',
      'INVALID lines.0.parameters.3.name',
      'REQUIRED lines.0.parameters',
    ]);
    const { data } = await graph().ask(EstimateParametersDocument, { input }, champion());
    const checks = data.estimateOrder.estimate?.checks ?? [];
    const failed = checks.filter(({ status }) => status === 'FAILED');
    expect(failed.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'PARAMETERS'));
    expect(failed.every(({ error }) => (error?.remedies.length ?? 0) > 0)).toBe(true);
    expect(checks.map(({ code }) => code)).not.toContain('ATTESTATION');
  });

  it('tells in its estimate what was given and how long the vendor takes', async () => {
    const { data } = await graph().ask(EstimateParametersDocument, { input: await orderOf(GOOD) }, champion());
    expect(data.estimateOrder.estimate).toMatchObject({
      expectedProvisioning: 'PT5S',
      lines: [{ parameters: valuesOf(GOOD) }],
    });
    expect(data.estimateOrder.estimate?.checks.every(({ status }) => status === 'PASSED')).toBe(true);
  });

  it('takes the values from the cart, where a change of the quantity keeps them', async () => {
    const customerId = graph().account('Contoso Bakery').id;
    const created = await graph().ask(CreateCartDocument, { input: { customerId } }, champion());
    const cartId = created.data.answer.cart?.id ?? '';
    const line = { cartId, planId: await planId(graph(), SIGN) };
    const values = valuesOf({ region: 'Europe', owner: 'cora@contoso.example', retention: '7.5' });
    const set = (input: object) =>
      graph().ask(SetParametersDocument, { input: { ...line, quantity: 2, ...input } }, champion());
    await set({ parameters: values });
    const changed = await set({ quantity: 3 });
    expect(changed.data.setCartLine).toMatchObject({
      cart: { lines: [{ quantity: 3, parameters: values }] },
      userErrors: [],
    });
    const { id } = await placed(graph(), { cartId }, champion());
    expect((await read(id))?.lines).toMatchObject([{ parameters: values }]);
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
  });

  it('is refused together with products of Microsoft', async () => {
    const mixed = await orderOf(GOOD);
    const microsoft = { planId: await planId(graph()), quantity: 1 };
    const { userErrors } = await place(graph(), { ...mixed, lines: [...(mixed.lines ?? []), microsoft] }, champion());
    expect(userErrors).toMatchObject([
      {
        code: 'NOT_ALLOWED',
        path: ['lines', '1', 'planId'],
        message: expect.stringContaining('An order goes to one vendor') as string,
      },
    ]);
  });

  it('is looked up when the answer to it is lost, and bought once', async () => {
    const { id } = await placed(graph(), await orderOf({ ...GOOD, address: 'lose-this' }), champion());
    expect((await ended(graph(), id)).status).toBe('COMPLETED');
    const bodies = (await atVendor()).filter(({ body }) => body.includes('lose-this'));
    expect(bodies).toHaveLength(1);
  });

  it('fails with the words of the vendor when it is refused, or cannot be provided', async () => {
    const refused = await placed(graph(), await orderOf({ ...GOOD, address: 'refuse-me' }), champion());
    expect((await ended(graph(), refused.id)).status).toBe('FAILED');
    expect((await read(refused.id))?.lines).toMatchObject([
      { error: { code: 'VENDOR_REJECTED', vendorMessage: 'Fernhill does not serve this customer.' } },
    ]);
    const failing = await placed(graph(), await orderOf({ ...GOOD, address: 'fail-later' }), champion());
    expect((await ended(graph(), failing.id)).status).toBe('FAILED');
    expect((await read(failing.id))?.lines).toMatchObject([{ error: { vendorMessage: 'The address is reserved.' } }]);
  });

  it('of a vendor that takes no orders here is refused by name', async () => {
    await graph().database.sql(`update catalog.vendor set name = 'Elsewhere Works' where name = 'Fernhill Software'`);
    try {
      const { userErrors } = await place(graph(), await orderOf({}), champion());
      expect(userErrors).toMatchObject([
        { code: 'PLAN_NOT_AVAILABLE', message: expect.stringContaining('Elsewhere Works takes no orders') as string },
      ]);
    } finally {
      await graph().database.sql(`update catalog.vendor set name = 'Fernhill Software' where name = 'Elsewhere Works'`);
    }
  });
});
