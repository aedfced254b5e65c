/** What looking over inputs takes, in this process, on our own graph: `node test/bench/input-checks.ts <milliseconds>`. */
import { readFile } from 'node:fs/promises';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { pino } from 'pino';
import { buildGateway } from './build-gateway.ts';
import { fromDist } from './from-dist.ts';
import type * as DocumentLimitsModule from '../../gateway/operation/documents/document-limits.ts';
import type * as DocumentStoreModule from '../../gateway/operation/documents/document-store.ts';
import type * as HttpSubgraphClientModule from '../../gateway/subgraph-clients/http-subgraph-client.ts';
import type * as SupergraphModule from '../../gateway/supergraph/supergraph.ts';

const { defaultDocumentLimits } = await fromDist<typeof DocumentLimitsModule>('operation/documents/document-limits.js');
const { DocumentStore } = await fromDist<typeof DocumentStoreModule>('operation/documents/document-store.js');
const { HttpSubgraphClient } = await fromDist<typeof HttpSubgraphClientModule>(
  'subgraph-clients/http-subgraph-client.js',
);
const { loadSupergraph } = await fromDist<typeof SupergraphModule>('supergraph/supergraph.js');

/** Median times in microseconds. */
export interface InputFigures {
  readonly oneIdUs: number;
  readonly wholeOrderUs: number;
  readonly nothingUs: number;
  readonly megabyteUs: number;
  readonly strangerUs: number;
}

const supergraphSdl = await readFile(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
const durationMs = Number(process.argv[2] ?? '500');

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** An order of a new customer with twenty lines: some fifty texts. */
const ORDER = {
  input: {
    newCustomer: {
      name: 'Fabrikam Coffee',
      segment: 'COMMERCIAL',
      address: { line1: '1 Roastery Lane', city: 'Seattle', region: 'WA', postalCode: '98101', country: 'US' },
      contact: {
        firstName: 'Robin',
        lastName: 'Counts',
        email: 'robin.counts@fabrikam.example',
        phone: '+1 206 555 0100',
      },
      login: 'fabrikam.admin',
    },
    lines: Array.from({ length: 20 }, () => ({ planId: 'pln_01jd0000000000000000000000', quantity: 5 })),
    vendorParameters: { tenantMode: 'NEW', tenantDomain: 'fabrikam', attestedBy: 'Cora Lindqvist' },
    purchaseOrderNumber: 'PO-4711',
    idempotencyKey: '6f6f3f0e-6a39-4a6e-9a55-6a3a4f1c2b1a',
  },
};

const supergraph = await loadSupergraph(supergraphSdl);
const documents = new DocumentStore(supergraph.apiSchema, defaultDocumentLimits, { inputRules: supergraph.inputRules });

function operationOf(query: string): OperationDefinitionNode {
  const found = documents
    .read(query, { mayIntrospect: true })
    .definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return found;
}

const ROUND = 1_000;

/** The time of one check, found by thousands of them. */
function timeCheck(query: string, variables: Readonly<Record<string, unknown>>, round = ROUND): number {
  const operation = operationOf(query);
  const times: number[] = [];
  const untilMs = performance.now() + durationMs;
  while (performance.now() < untilMs) {
    const startedAtMs = performance.now();
    for (let repetition = 0; repetition < round; repetition += 1) {
      try {
        documents.checkVariables(operation, variables);
      } catch {
        // A refusal is timed with its message.
      }
    }
    times.push(((performance.now() - startedAtMs) * 1_000) / round);
  }
  return median(times.slice(Math.floor(times.length / 4)));
}

/** A stranger's document of 6 kB, another one each time. */
async function timeStranger(): Promise<number> {
  const gateway = await buildGateway({
    supergraphSdl,
    createClient: (url) => new HttpSubgraphClient(url, {}),
    logger: pino({ level: 'silent' }),
  });
  const fields = Array.from(
    { length: 49 },
    (_, index) => `a${index}: accounts(first: 100) { nodes { id name type status externalId currency createdAt } }`,
  );
  const times: number[] = [];
  const untilMs = performance.now() + durationMs;
  for (let count = 0; performance.now() < untilMs; count += 1) {
    const query = `{ ${fields.join(' ')} } #${count}`;
    const startedAtMs = performance.now();
    const { errors } = await gateway.request({ query });
    times.push((performance.now() - startedAtMs) * 1_000);
    if (errors?.[0]?.extensions['code'] !== 'UNAUTHENTICATED') throw new Error('The document was not refused');
  }
  await gateway.close();
  return median(times.slice(Math.floor(times.length / 4)));
}

const PLACE = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }';
const figures: InputFigures = {
  nothingUs: timeCheck('{ viewer { user { id } } }', {}),
  oneIdUs: timeCheck('query ($id: ID!) { account(id: $id) { name } }', { id: 'acc_01jd0000000000000000000000' }),
  wholeOrderUs: timeCheck(PLACE, ORDER),
  megabyteUs: timeCheck(
    'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }',
    { input: { login: 'champion.admin', password: '\u0315\u0300'.repeat(500_000) } },
    1,
  ),
  strangerUs: await timeStranger(),
};
if (process.send === undefined) process.stdout.write(`${JSON.stringify(figures)}\n`);
else process.send(figures, () => process.exit(0));
