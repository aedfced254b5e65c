import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  EstimateWithEveryAmountDocument,
  EveryAmountDocument,
  OrderQuoteDocument,
  PlaceWithEveryAmountDocument,
  SetMarginDocument,
  type PlaceOrderInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import type { Operation } from '../../../support/operation.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { ended, newCustomer, planId, refusals } from '../ordering.ts';

/** Margins that give each tier unique prices, so that a price identifies its tier. */
const MARGINS = [
  { seller: 'Meridian Distribution', buyer: 'Champion Cloud', percent: '7.13' },
  { seller: 'Champion Cloud', buyer: 'Harbor IT', percent: '11.37' },
  { seller: 'Champion Cloud', buyer: 'Contoso Bakery', percent: '13.91' },
  { seller: 'Harbor IT', buyer: 'City of Fairview', percent: '17.77' },
] as const;
const COST = 57.6;
const QUANTITY = 7;

/** What each account pays for a seat of Business Basic for a year, billed monthly. */
const UNIT = {
  'Meridian Distribution': COST,
  'Champion Cloud': COST * 1.0713,
  'Harbor IT': COST * 1.0713 * 1.1137,
  'Contoso Bakery': COST * 1.0713 * 1.1391,
  'City of Fairview': COST * 1.0713 * 1.1137 * 1.1777,
} as const;
type Tier = keyof typeof UNIT;

/** A price in every form in which it could be shown: of one seat and of all, of the term and of a month. */
function canaries(tier: Tier): readonly string[] {
  const unit = UNIT[tier];
  const amounts = [unit, unit * QUANTITY, unit / 12, (unit * QUANTITY) / 12].map((amount) => amount.toFixed(2));
  return [...amounts, beginningOf(unit)];
}

/** The first digits of an exact price, enough to distinguish it from all others. */
function beginningOf(unit: number): string {
  return String(Math.floor(unit * 1_000) / 1_000);
}

/** The amounts that a text holds. A longer number that ends with an amount does not count, nor do the seconds of a time. */
function found(amounts: readonly string[], text: string): readonly string[] {
  return amounts.filter((amount) => new RegExp(`(?<![\\d.]|\\d:)${amount.replace('.', String.raw`\.`)}`).test(text));
}

/** The credit limit of Champion Cloud, which only Champion Cloud and its seller may see. */
const CREDIT = ['50000.00', '5000000'];

interface Role {
  readonly title: string;
  readonly account: string;
  readonly permissions?: readonly string[];
  /** The accounts whose prices this role may read: its own and those of its direct children. */
  readonly reads: readonly Tier[];
  readonly readsCredit?: true;
}

const ROLES: readonly Role[] = [
  {
    title: 'the provider',
    account: 'Meridian Distribution',
    reads: ['Meridian Distribution', 'Champion Cloud'],
    readsCredit: true,
  },
  {
    title: 'a reseller',
    account: 'Champion Cloud',
    reads: ['Champion Cloud', 'Harbor IT', 'Contoso Bakery'],
    readsCredit: true,
  },
  { title: 'a clerk who sees no money', account: 'Champion Cloud', permissions: ['PLACE_ORDERS'], reads: [] },
  { title: 'a reseller below', account: 'Harbor IT', reads: ['Harbor IT', 'City of Fairview'] },
  { title: 'a customer', account: 'Contoso Bakery', reads: ['Contoso Bakery'] },
  { title: 'a customer of a reseller below', account: 'City of Fairview', reads: ['City of Fairview'] },
  { title: 'a service user', account: 'Contoso Bakery', permissions: ['USE_SERVICES'], reads: [] },
  { title: 'a foreign reseller', account: 'Summit Resale', reads: [] },
];

describeOnBothDatabases('the amounts of accounts above the viewer', (kind) => {
  const graph = useGraph(kind, { prepare: setPrices });
  const principalOf = ({ account, permissions }: Role): ContextClaims => graph().administrator(account, permissions);

  it.each(ROLES)('are not shown to $title', async (role) => {
    const principal = principalOf(role);
    const texts: string[] = [];
    const ask = async <Result, Variables>(
      operation: Operation<Result, Variables>,
      variables: NoInfer<Variables>,
    ): Promise<Result | null> => {
      const answer = await graph().ask(operation, variables, principal);
      texts.push(JSON.stringify(answer));
      return answer.data;
    };
    const plan = await planId(graph());
    for (const input of await inputs(graph(), plan)) {
      await ask(EstimateWithEveryAmountDocument, { input });
      const order = (await ask(PlaceWithEveryAmountDocument, { input }))?.placeOrder.order;
      if (order !== null && order !== undefined) await ended(graph(), order.id);
    }
    expect(await ask(EveryAmountDocument, {})).not.toBeNull();
    const told = texts.join('\n');
    const foreign = (Object.keys(UNIT) as Tier[]).filter((tier) => !role.reads.includes(tier));
    const forbidden = foreign.flatMap(canaries).filter((text) => !role.reads.flatMap(canaries).includes(text));
    expect(found(forbidden, told)).toEqual([]);
    if (role.readsCredit === undefined) expect(found(CREDIT, told)).toEqual([]);
  });

  it('are hidden without hiding the prices that each role may read', async () => {
    const readers = ROLES.filter(({ reads }) => reads.length > 0);
    for (const role of readers) {
      const { data } = await graph().ask(EveryAmountDocument, {}, principalOf(role));
      expect(JSON.stringify(data)).toContain(`"${beginningOf(UNIT[role.account as Tier])}`);
    }
  });

  it('do not show in the length of sealed prices, for any number and prices of the tiers', async () => {
    const plan = await planId(graph());
    const lengths = new Set<number>();
    for (const name of ['Champion Cloud', 'Harbor IT', 'Contoso Bakery', 'City of Fairview']) {
      const answer = await graph().ask(
        OrderQuoteDocument,
        { buyerId: graph().account(name).id, plans: [plan] },
        graph().administrator('Meridian Distribution'),
      );
      for (const { sealedTiers } of answer.data.orderQuote) lengths.add(sealedTiers.length);
    }
    expect(lengths.size).toBe(1);
  });

  it('are not shown to a customer by the size of an order that its reseller cannot pay', async () => {
    const plan = await planId(graph(), { mpn: 'CFQ7TTC0LH16:0001', billingCycle: 'ANNUAL' });
    const told = async (quantity: number, name: string) => {
      const lines = [{ planId: plan, quantity }];
      const input = { customerId: graph().account('Contoso Bakery').id, lines, vendorParameters: { attestedBy: 'C' } };
      const { data } = await graph().ask(EstimateWithEveryAmountDocument, { input }, graph().administrator(name));
      return data.estimateOrder.estimate?.checks.find(({ code }) => code === 'PAYMENT');
    };
    const tiny = await told(1, 'Contoso Bakery');
    expect(tiny).toMatchObject({ status: 'SKIPPED', error: null });
    expect(await told(9_000, 'Contoso Bakery')).toEqual(tiny);
    expect(await told(9_000, 'Champion Cloud')).toMatchObject({ error: { code: 'CREDIT_EXCEEDED' } });
  });

  it('are not shown to a customer by an order of any size that is refused for another reason', async () => {
    const dear = await planId(graph(), { mpn: 'CFQ7TTC0LH16:0001', billingCycle: 'ANNUAL' });
    const told = async (quantity: number) => {
      const lines = [
        { planId: dear, quantity },
        { mpn: 'NOSUCH:0001', quantity: 1 },
      ];
      const input = { customerId: graph().account('Contoso Bakery').id, lines, vendorParameters: { attestedBy: 'C' } };
      return refusals(graph(), input, graph().administrator('Contoso Bakery'));
    };
    expect(await told(9_000)).toEqual(['PLAN_NOT_AVAILABLE lines.1.mpn']);
    expect(await told(1)).toEqual(await told(9_000));
  });

  it('are not in the mails about an order', async () => {
    const names = await readdir(graph().mailDirectory);
    expect(names.length).toBeGreaterThan(0);
    const mails = await Promise.all(names.map((name) => readFile(join(graph().mailDirectory, name), 'utf8')));
    const all = (Object.keys(UNIT) as Tier[]).flatMap(canaries);
    expect(mails.flatMap((mail) => found(all, mail))).toEqual([]);
  });
});

/** Orders for every customer: within and over the credit, for a new customer, and invalid ones. */
async function inputs(graph: GraphUnderTest, plan: string): Promise<readonly PlaceOrderInput[]> {
  const partner = { locationMpnId: '3456789', indirectResellerDomain: 'harborit.onmicrosoft.com' };
  const attested = { vendorParameters: { attestedBy: 'Somebody' } };
  const lines = [{ planId: plan, quantity: QUANTITY }];
  const dear = [{ planId: await planId(graph, { mpn: 'CFQ7TTC0LH16:0001', billingCycle: 'ANNUAL' }), quantity: 9_000 }];
  const contoso = { customerId: graph.account('Contoso Bakery').id, ...attested };
  const fairview = {
    customerId: graph.account('City of Fairview').id,
    vendorParameters: { attestedBy: 'Hugo', ...partner, tenantMode: 'NEW', tenantDomain: 'cityoffairview' },
  };
  return [
    { ...contoso, lines },
    { ...contoso, lines: dear },
    { ...contoso, lines: dear, paymentMethod: 'TERMS' },
    { ...contoso, lines, paymentMethod: 'CREDIT_CARD' },
    { ...contoso, lines: [{ planId: plan, quantity: -1 }] },
    { ...fairview, lines },
    { ...fairview, lines, paymentMethod: 'TERMS' },
    { newCustomer: newCustomer('canarycustomer'), lines, ...attested },
  ];
}

async function setPrices(graph: GraphUnderTest): Promise<void> {
  for (const { seller, buyer, percent } of MARGINS) {
    const input = { sellerId: graph.account(seller).id, accountId: graph.account(buyer).id, percent };
    const { errors } = await graph.ask(SetMarginDocument, { input }, graph.administrator(seller));
    expect(errors).toEqual([]);
  }
}
