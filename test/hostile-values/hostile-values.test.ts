import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { SUBGRAPH_PORTS, type SubgraphName } from '../../subgraphs/shared/process/subgraph.ts';
import { FASTEST_KIND } from '../support/databases.ts';
import { useGraph, type GraphUnderTest } from '../support/graph-under-test.ts';
import type { ContextClaims } from '../support/principals.ts';
import { contosoOrder, placed, planId } from '../subgraphs/orders/ordering.ts';
import type { Answer } from '../support/operation.ts';
import { probesOf, type Probe, type Usual } from './probes.ts';

const API = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const SUBGRAPHS = Object.keys(SUBGRAPH_PORTS) as SubgraphName[];

/** The time for thousands of sequential requests on a slow machine. */
const MOST_MS = 600_000;

const graph = useGraph(FASTEST_KIND);
/** Ids of existing things, by the name of the input or root field that takes one. */
let ids: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  ids = await makeThings(graph());
});

/** Creates one thing of every kind that an input can name. */
async function makeThings(under: GraphUnderTest): Promise<Readonly<Record<string, string>>> {
  const contoso = under.account('Contoso Bakery');
  const champion = under.account('Champion Cloud');
  const seller = under.administrator('Champion Cloud');
  const plan = await planId(under);
  const order = await placed(under, await contosoOrder(under), seller);
  const [row] = await under.database.sql<{ product: string; vendor: string }>(
    `select product.id as product, vendor_id as vendor from catalog.plan
     join catalog.product on product.id = plan.product_id where plan.id = $1`,
    [plan],
  );
  const made = async (mutation: string, input: object, path: readonly string[]): Promise<string> => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${path.join(' { ')} { id } ${'}'.repeat(path.length - 1)} userErrors { message } } }`;
    const { data, errors } = await under.ask<Record<string, Record<string, { id: string } | null>>>(
      text,
      { input },
      seller,
    );
    const found = data?.[mutation]?.[path[0] ?? ''];
    if (!found) throw new Error(`${mutation}: ${JSON.stringify({ data, errors })}`);
    return found.id;
  };
  const cart = await made('createCart', { customerId: contoso.id }, ['cart']);
  const market = { ownerId: champion.id, name: 'Shop', market: 'US', currency: 'USD' };
  const marketplace = await made('createMarketplace', market, ['marketplace']);
  const listed = { marketplaceId: marketplace, productId: row?.product };
  const listing = await made('publishListing', listed, ['listing']);
  return {
    account: contoso.id,
    order: order.id,
    number: order.number,
    cart,
    marketplace,
    listing,
    plan,
    product: row?.product ?? '',
    vendor: row?.vendor ?? '',
    user: contoso.userId,
    customer: contoso.id,
    seller: champion.id,
    owner: champion.id,
    reseller: champion.id,
    parent: champion.id,
    root: champion.id,
    buyer: contoso.id,
  };
}

let logins = 0;

const TEXTS: Readonly<Record<string, () => unknown>> = {
  name: () => 'Falk Optics',
  vendor: () => 'Microsoft',
  source: () => 'absent.csv',
  login: () => `probe-${(logins += 1)}`,
  password: () => 'wrong',
  refreshToken: () => 'wrong.wrong',
  segment: () => 'COMMERCIAL',
  line1: () => '1 Lens Street',
  city: () => 'Denver',
  region: () => 'CO',
  postalCode: () => '80202',
  country: () => 'US',
  market: () => 'US',
  currency: () => 'USD',
  firstName: () => 'Rosa',
  lastName: () => 'Falk',
  email: () => 'rosa@falk.example',
  quantity: () => 1,
};

const usual: Usual = (input, field) => {
  if (input === 'id') return ids[field] ?? ids[field.replace(/s$/, '')];
  if (input === 'customerId' && field === 'placeOrder') return ids['customer'];
  if (input === 'planIds') return [ids['plan']];
  if (input === 'lines') return [{ planId: ids['plan'], quantity: 1 }];
  if (input === 'vendorParameters') return { attestedBy: 'Cora' };
  const named = /^(\w+)Id$/.exec(input)?.[1];
  // An optional id of an order or a filter is left out, so that each probe tests one thing.
  if (named !== undefined) return ids[named];
  return TEXTS[input]?.();
};

type AnswerError = Answer<unknown>['errors'][number];

/** What is wrong with the answer to a probe; undefined when a client can act on the answer. */
function faultOf(
  { path, hostile, isInner }: Probe,
  errors: readonly AnswerError[],
  mustName: boolean,
): string | undefined {
  const codes = errors.map((error) => extensionsOf(error)['code']);
  const wrong = codes.findIndex((code) => typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR');
  if (wrong >= 0) return `${String(codes[wrong])}: ${errors[wrong]?.message}`;
  // The gateway checks variables; a subgraph checks only the arguments of fields that it executes.
  if (hostile.neverText !== true || (isInner && !mustName)) return undefined;
  if (!codes.includes('BAD_USER_INPUT')) return `it was taken: ${JSON.stringify(errors)}`;
  const named = errors.some((error) => {
    const { path: place } = extensionsOf(error);
    return (
      Array.isArray(place) && place.filter((part) => typeof part === 'string').join() === `variables,${path.join()}`
    );
  });
  return mustName && !named ? `its place was not named: ${JSON.stringify(errors)}` : undefined;
}

const extensionsOf = ({ extensions }: AnswerError): Readonly<Record<string, unknown>> => ({ ...extensions });

interface AskProbe {
  (probe: Probe, caller: ContextClaims): Promise<readonly AnswerError[]>;
}

async function faultsOf(probes: readonly Probe[], caller: ContextClaims, ask: AskProbe): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const probe of probes) {
    const logged = graph().logged.length;
    const errors = await ask(probe, caller);
    const fault = faultOf(probe, errors, ask === byGateway);
    if (fault !== undefined) faults.push(`${probe.title}: ${fault}`);
    for (const line of graph().logged.slice(logged)) {
      if (/"level":[56]0/.test(line)) faults.push(`${probe.title} logged ${line.slice(0, 600)}`);
    }
  }
  return faults;
}

const byGateway: AskProbe = async ({ query, variables }, caller) =>
  (await graph().ask<unknown>(query, variables, caller)).errors;

const bySubgraph =
  (name: SubgraphName): AskProbe =>
  async ({ query, variables, kind }, caller) => {
    if (kind !== 'subscription') return (await graph().askSubgraph<unknown>(name, query, variables, caller)).errors;
    const started = await graph().subscribe(query, variables, caller);
    if (!(Symbol.asyncIterator in started)) return started.errors ?? [];
    await started.return?.();
    return [];
  };

describe('a hostile value', () => {
  it.each([
    ["the provider's administrator", 'Meridian Distribution'],
    ["a customer's administrator", 'Contoso Bakery'],
  ])(
    'never causes an internal error for %s through the gateway',
    async (_title, name) => {
      const probes = probesOf(API, usual).filter(({ kind }) => kind !== 'subscription');
      expect(probes.length).toBeGreaterThan(1_000);
      expect(await faultsOf(probes, graph().administrator(name), byGateway)).toEqual([]);
    },
    MOST_MS,
  );

  it.each(SUBGRAPHS)(
    'never causes an internal error for the administrator of a reseller past the gateway, in %s',
    async (subgraph) => {
      const probes = probesOf(graph().subgraphs[subgraph].schema, usual);
      expect(probes.length).toBeGreaterThan(50);
      expect(await faultsOf(probes, graph().administrator('Champion Cloud'), bySubgraph(subgraph))).toEqual([]);
    },
    MOST_MS,
  );
});
