import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  ImportPriceListDocument,
  OrderWithPromotionsDocument,
  PriceListImportDocument,
  type PlaceOrderInput,
} from '../../../operations/generated/graphql.ts';
import { addDays, addMonths, toDay } from '../../../../subgraphs/orders/rules/subscriptions/subscription-term.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useGraph, type GraphUnderTest } from '../../../support/graph-under-test.ts';
import { contosoOrder, ended, estimated, failures, newCustomerOrder, place, placed, planId } from '../ordering.ts';
import { linesAtVendor, said } from '../promotions/promoted-orders.ts';

const TRIAL = 'CFQ7TTC0LH18:0002';
const SHEET = new URL('../../catalog/sheets/cases/04-trial-none.csv', import.meta.url).pathname;

/** The part of the vendor's offer matrix that has the trial. */
const MATRIX = `ProductId,SkuId,MinLicenses,MaxLicenses,AssetOwnershipLimit,AssetOwnershipLimitType,ProductSkuPreRequisites,ProductSkuConversion,AllowedCountries
CFQ7TTC0LH18,0002,1,300,,,,,US
`;

/** Imports the sheet with a trial of Business Basic for a month, which the vendor's offer matrix has, too. */
async function importTrial(graph: GraphUnderTest): Promise<void> {
  const folder = graph.environment['IMPORT_DIR'] ?? '';
  await copyFile(SHEET, join(folder, 'trial.csv'));
  await writeFile(join(folder, 'trial-matrix.csv'), MATRIX);
  for (const source of ['trial.csv', 'trial-matrix.csv']) await importPart(graph, source);
}

async function importPart(graph: GraphUnderTest, source: string): Promise<void> {
  const provider = graph.administrator('Meridian Distribution');
  const input = { vendor: 'Microsoft Corporation', source, partial: true };
  const { data } = await graph.askSubgraph('catalog', ImportPriceListDocument, { input }, provider);
  const id = data.importPriceList.priceListImport?.id ?? '';
  await eventually(async () => {
    const answer = await graph.askSubgraph('catalog', PriceListImportDocument, { id }, provider);
    expect(answer.data.priceListImport?.status).toBe('COMPLETED');
  });
}

describeOnBothDatabases('trials', (kind) => {
  const graph = useGraph(kind, { prepare: importTrial });
  const trialPlan = () => planId(graph(), { mpn: TRIAL, term: 'P1M', billingCycle: 'ONE_TIME' });
  const champion = () => graph().administrator('Champion Cloud');
  const trialOf = async (replaced: PlaceOrderInput = {}): Promise<PlaceOrderInput> =>
    contosoOrder(graph(), { lines: [{ planId: await trialPlan(), quantity: 25 }], ...replaced });

  it('cost nothing, last for their term, are not renewed, and are shown as what they are', async () => {
    const order = await placed(graph(), await trialOf(), champion());
    expect(order.total?.amount).toBe('0.00');
    expect(await ended(graph(), order.id)).toMatchObject({ status: 'COMPLETED' });
    const bought = linesAtVendor(graph()).find(({ friendlyName }) => friendlyName === order.lines[0]?.id);
    expect(bought).toMatchObject({ termDuration: 'P1M', billingCycle: 'none', quantity: 25 });
    const { data } = await graph().ask(OrderWithPromotionsDocument, { id: order.id }, champion());
    const lastDay = addDays(addMonths(toDay(new Date()), 1), -1);
    expect(data.order?.lines).toMatchObject([{ plan: { kind: 'TRIAL' }, subscription: { endsOn: lastDay } }]);
    const [subscription] = await graph().database.sql<{ auto_renew: boolean; kind: string }>(
      `select auto_renew, line.kind from orders.subscription join orders.order_line as line on line.id = line_id
       where line.order_id = $1`,
      [order.id],
    );
    expect(subscription).toEqual({ auto_renew: false, kind: 'TRIAL' });
  });

  it('are one for each product of a tenant, even when the first is over', async () => {
    const again = await place(graph(), await trialOf(), champion());
    expect(said(again.userErrors)).toEqual(['NOT_ELIGIBLE lines.0.planId']);
    expect(again.userErrors[0]?.remedies).toEqual([{ description: 'Order a paid plan of the product.', url: null }]);
    await graph().database.sql(`update orders.subscription set status = 'DELETED' where mpn = $1`, [TRIAL]);
    expect(failures(await estimated(graph(), await trialOf(), champion()))).toEqual([
      'TRIALS NOT_ELIGIBLE lines.0.planId',
    ]);
    const paid = await contosoOrder(graph(), { lines: [{ planId: await planId(graph()), quantity: 1 }] });
    expect(failures(await estimated(graph(), paid, champion()))).toEqual([]);
  });

  it('are one even when ten calls order them simultaneously', async () => {
    const input = await newCustomerOrder(graph(), 'tryingnow', {
      lines: [{ planId: await planId(graph()), quantity: 1 }],
    });
    const first = await placed(graph(), input, champion());
    await ended(graph(), first.id);
    const lines = [{ planId: await trialPlan(), quantity: 5 }];
    const vendorParameters = { attestedBy: 'Cora Lindqvist' };
    const calls = Array.from({ length: 10 }, () =>
      place(graph(), { customerId: first.customer.id, lines, vendorParameters }, champion()),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter(({ order }) => order !== null)).toHaveLength(1);
    const refused = answers.flatMap(({ userErrors }) => said(userErrors));
    expect(refused).toEqual(Array<string>(9).fill('NOT_ELIGIBLE lines.0.planId'));
  });

  it('need neither card nor credit, and leave no trace in the books', async () => {
    // Summit Resale has no terms in this currency any more, and no card is asked.
    const summit = graph().account('Summit Resale');
    await graph().database.sql('delete from orders.credit where account_id = $1', [summit.id]);
    const input = await newCustomerOrder(graph(), 'tryingfree', {
      lines: [{ planId: await trialPlan(), quantity: 25 }],
      paymentMethod: 'TERMS',
    });
    const order = await placed(graph(), input, graph().administrator('Summit Resale'));
    expect(await ended(graph(), order.id)).toMatchObject({ status: 'COMPLETED' });
    const byCard = await newCustomerOrder(graph(), 'tryingcard', {
      lines: [{ planId: await trialPlan(), quantity: 25 }],
    });
    const other = await placed(graph(), byCard, graph().administrator('Summit Resale'));
    await ended(graph(), other.id);
    const ids = [order.id, other.id];
    expect(await graph().database.sql('select 1 from orders.ledger_entry where order_id = any ($1)', [ids])).toEqual(
      [],
    );
    expect(await graph().database.sql('select 1 from orders.card_payment where order_id = any ($1)', [ids])).toEqual(
      [],
    );
  });
});
