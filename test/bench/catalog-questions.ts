import { pino } from 'pino';
import { Client } from 'pg';
import type * as CatalogModule from '../../subgraphs/catalog/main.ts';
import { Clock } from '../../subgraphs/shared/database/clock.ts';
import { createInProcessBus } from '../../subgraphs/shared/messaging/bus.ts';
import { openJobs } from '../../subgraphs/shared/messaging/jobs.ts';
import {
  DEEP_RESELLER,
  makeCatalogRows,
  PLANS_OF_PRODUCT,
  PRODUCT_FACETS,
  PRODUCT_PAGE,
  PRODUCT_SEARCH,
  PRODUCT_SEARCHES,
} from '../support/market/catalog-rows.ts';
import { contextToken, readContextFor, userOf } from '../support/principals.ts';
import { fromDist } from './from-dist.ts';
import { GoalRows } from './goal-rows.ts';
import { spreadOf, type Spread } from './statistics.ts';

const TIMES = 40;

interface Search {
  readonly title: string;
  readonly variables: object;
  readonly times?: number;
}

/** Those with a range of prices look at each plan, which gets its price by the rules of the viewer's sellers. */
const SEARCHES: readonly Search[] = [
  ...PRODUCT_SEARCHES,
  {
    title: 'a range of prices in a market',
    variables: { filter: { market: 'DE', priceFrom: '50', priceTo: '60' } },
    times: 8,
  },
  { title: 'a range of prices that most have', variables: { filter: { currency: 'USD', priceFrom: '1' } }, times: 8 },
  {
    title: 'two words and a range of prices',
    variables: { search: 'lantern backup', filter: { market: 'DE', priceTo: '60' } },
  },
];

interface Page {
  readonly products: { readonly nodes: readonly { readonly plans?: readonly { readonly price: unknown }[] }[] };
}

interface Asking {
  readonly ask: (query: string, variables: object) => Promise<Page>;
  readonly statements: () => number;
}

/** Fills a database with a large catalogue, and measures what a reseller asks of its subgraph. */
export async function measureQuestions(url: string, products: number): Promise<GoalRows> {
  const { createSubgraph } = await fromDist<typeof CatalogModule>('../subgraphs/catalog/main.js');
  const database = { kind: 'postgresql', url } as const;
  const logger = pino({ level: 'silent' });
  const jobs = await openJobs(database, logger, true);
  let statements = 0;
  const subgraph = await createSubgraph({
    database,
    jobs,
    logger,
    clock: new Clock(),
    bus: createInProcessBus(),
    environment: { SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}` },
    readContext: readContextFor('catalog'),
    askGraph: () => Promise.reject(new Error('Nobody answers')),
    onStatement: () => (statements += 1),
  });
  try {
    await fill(url, products);
    const user = userOf(DEEP_RESELLER, ['VIEW_FINANCIALS']);
    const ask = async (query: string, variables: object): Promise<Page> => {
      const token = contextToken('catalog', user);
      const answer = await subgraph.executor.execute({ query, variables: { ...variables }, contextToken: token });
      if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
      return answer.data as unknown as Page;
    };
    return await measure({ ask, statements: () => statements });
  } finally {
    await jobs.stop();
    await subgraph.close();
  }
}

async function fill(url: string, products: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const sql = async (text: string) => (await client.query<never>(text)).rows;
    await makeCatalogRows(sql, { products, withPlans: products });
  } finally {
    await client.end();
  }
}

async function measure({ ask, statements }: Asking): Promise<GoalRows> {
  const rows = new GoalRows();
  const { nodes } = (await ask(PRODUCT_PAGE, { first: 50 })).products;
  const plans = nodes.flatMap((product) => product.plans ?? []);
  if (plans.length !== 50 * PLANS_OF_PRODUCT || plans.some(({ price }) => price === null)) {
    throw new Error('The page lacks plans or prices');
  }
  const page = await timesOf(() => ask(PRODUCT_PAGE, { first: 50 }));
  rows.add(`a page of 50 products with ${plans.length} plans and both prices, three levels down`, page, 30);
  const statementsFor = async (first: number): Promise<number> => {
    const before = statements();
    await ask(PRODUCT_PAGE, { first });
    return statements() - before;
  };
  const [ten, fifty] = [await statementsFor(10), await statementsFor(50)];
  rows.addText('its SQL statements, for 10 and for 50 products', `${ten} and ${fifty}`, 'as many', ten === fifty);
  for (const { title, variables, times = TIMES } of SEARCHES) {
    const found = (await ask(PRODUCT_SEARCH, variables)).products.nodes.length;
    if (found === 0) throw new Error(`Nothing is found for ${title}`);
    rows.add(`20 products and their total: ${title}`, await timesOf(() => ask(PRODUCT_SEARCH, variables), times), 40);
    rows.add(`the same with facets`, await timesOf(() => ask(PRODUCT_FACETS, variables), times), 40);
  }
  return rows;
}

/** After a few that warm up. */
async function timesOf(ask: () => Promise<unknown>, times = TIMES): Promise<Spread> {
  for (let time = 0; time < times / 8; time += 1) await ask();
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const askedAtMs = performance.now();
    await ask();
    took.push(performance.now() - askedAtMs);
  }
  return spreadOf(took);
}
