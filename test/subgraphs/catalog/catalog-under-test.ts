import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { createSubgraph, type CatalogSubgraph } from '../../../subgraphs/catalog/main.ts';
import type { Environment } from '../../../subgraphs/shared/process/config.ts';
import type { AskGraph } from '../../../subgraphs/shared/graphql/ask-graph.ts';
import { idLabel, newId } from '../../../subgraphs/shared/domain/ids.ts';
import type { AccountKind } from '../../../subgraphs/shared/domain/principal.ts';
import type { DatabaseKind } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import { userOf, type PrincipalAccount } from '../../support/principals.ts';
import { useSubgraph, type SubgraphUnderTest } from '../../support/subgraph-under-test.ts';

export type Catalog = SubgraphUnderTest<CatalogSubgraph>;

export const MONEY: readonly string[] = ['VIEW_FINANCIALS'];
export const EVERYTHING: readonly string[] = ['VIEW_FINANCIALS', 'MANAGE_CATALOG', 'MANAGE_PRICES', 'PLACE_ORDERS'];

/** An account with its place. */
export function accountBelow(parent: PrincipalAccount | undefined, type: AccountKind): PrincipalAccount {
  const id = newId('acc');
  return { id, type, path: parent === undefined ? idLabel(id) : `${parent.path}.${idLabel(id)}` };
}

const provider = accountBelow(undefined, 'PROVIDER');
const reseller = accountBelow(provider, 'RESELLER');
const subReseller = accountBelow(reseller, 'RESELLER');

/** Provider → reseller → sub-reseller → customer, and beside them another reseller with a customer. */
export const tree = {
  provider,
  reseller,
  subReseller,
  customer: accountBelow(subReseller, 'CUSTOMER'),
  directCustomer: accountBelow(reseller, 'CUSTOMER'),
  otherReseller: accountBelow(provider, 'RESELLER'),
};
export const otherCustomer = accountBelow(tree.otherReseller, 'CUSTOMER');

export const providerUser = userOf(provider, EVERYTHING);
export const resellerUser = userOf(reseller, EVERYTHING);
export const subResellerUser = userOf(subReseller, EVERYTHING);
export const customerUser = userOf(tree.customer, MONEY);

/** Tells the catalogue of an account, as accounts does. */
export async function announce(catalog: Catalog, account: PrincipalAccount, version = 1): Promise<void> {
  const labels = account.path.split('.');
  const data = {
    ...account,
    status: 'ACTIVE',
    segment: account.type === 'CUSTOMER' ? 'COMMERCIAL' : null,
    currency: 'USD',
    parentId: labels.length === 1 ? null : `acc_${labels.at(-2)}`,
    version,
  };
  await catalog.bus.publish({ id: `${account.id}-${version}`, subject: 'accounts.account-changed', data });
}

/** Tells the catalogue of all accounts of the tree. */
export async function announceTree(catalog: Catalog): Promise<void> {
  for (const account of [...Object.values(tree), otherCustomer]) await announce(catalog, account);
}

interface CatalogStart {
  readonly askGraph?: AskGraph;
  readonly environment?: Environment;
  readonly prepare?: (catalog: Catalog) => Promise<void>;
}

/** The catalogue on a database of its own, with an import folder of its own. */
export function useCatalog(
  kind: DatabaseKind,
  { askGraph, environment, prepare }: CatalogStart = {},
): { readonly catalog: () => Catalog; readonly importDir: string } {
  const importDir = mkdtempSync(join(tmpdir(), 'tiergraph-import-'));
  const catalog = useSubgraph<CatalogSubgraph>(kind, {
    name: 'catalog',
    createSubgraph,
    environment: { IMPORT_DIR: importDir, ...environment },
    ...(askGraph === undefined ? {} : { askGraph }),
    ...(prepare === undefined ? {} : { prepare }),
  });
  afterAll(() => rm(importDir, { recursive: true, force: true }));
  return { catalog, importDir };
}

const COLUMNS = [
  'ChangeIndicator',
  'ProductTitle',
  'ProductId',
  'SkuId',
  'SkuTitle',
  'Publisher',
  'SkuDescription',
  'TermDuration',
  'BillingPlan',
  'Market',
  'Currency',
  'UnitPrice',
  'EffectiveStartDate',
  'EffectiveEndDate',
  'Tags',
  'ERP Price',
  'Segment',
] as const;

export type SheetRow = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A row that is right in every column. */
export const GOOD_ROW: Required<SheetRow> = {
  ChangeIndicator: 'Unchanged',
  ProductTitle: 'Mail',
  ProductId: 'MAIL',
  SkuId: '0001',
  SkuTitle: 'Mail, large',
  Publisher: 'Example Corporation',
  SkuDescription: 'A mailbox for "everyone", with\r\ncalendar',
  TermDuration: 'P1Y',
  BillingPlan: 'Monthly',
  Market: 'US',
  Currency: 'USD',
  UnitPrice: '100.00',
  EffectiveStartDate: '2026-01-01T00:00:00Z',
  EffectiveEndDate: '9999-12-31T00:00:00Z',
  Tags: 'License',
  'ERP Price': '120.00',
  Segment: 'Commercial',
};

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A price list as vendors write it: byte order mark, every field quoted, CRLF. */
export function sheet(rows: readonly SheetRow[], columns: readonly (typeof COLUMNS)[number][] = COLUMNS): string {
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((name) => quoted(row[name] ?? GOOD_ROW[name])))];
  return `\u{FEFF}${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

export interface ImportAnswer {
  readonly id: string;
  readonly status: string;
  readonly rowsRead: number;
  readonly rowsAdded: number;
  readonly rowsChanged: number;
  readonly rowsRetired: number;
  readonly rowsRejected: number;
  readonly failure: string | null;
  readonly sha256: string | null;
  readonly rejected: readonly { readonly line: number; readonly column: string | null; readonly message: string }[];
  readonly finishedAt: string | null;
}

const IMPORT_FIELDS =
  'id status rowsRead rowsAdded rowsChanged rowsRetired rowsRejected failure sha256 finishedAt rejected { line column message }';

export const IMPORT_PRICE_LIST = `mutation ($input: ImportPriceListInput!) {
  importPriceList(input: $input) { priceListImport { ${IMPORT_FIELDS} } userErrors { code path message } }
}`;

interface ImportStarted {
  readonly importPriceList: {
    readonly priceListImport: ImportAnswer | null;
    readonly userErrors: readonly {
      readonly code: string;
      readonly path: readonly string[];
      readonly message: string;
    }[];
  };
}

/** Asks for an import of a source. */
export async function startImport(
  catalog: Catalog,
  source: string,
  vendor = 'Example Corporation',
): Promise<ImportStarted['importPriceList']> {
  const { data, errors } = await catalog.query<ImportStarted>(
    IMPORT_PRICE_LIST,
    { input: { vendor, source } },
    providerUser,
  );
  expect(errors).toEqual([]);
  return data.importPriceList;
}

/** Puts a file into the import folder, imports it, and answers how it ended. */
export async function importFile(
  { catalog, importDir }: ReturnType<typeof useCatalog>,
  content: string | Buffer,
  vendor = 'Example Corporation',
): Promise<ImportAnswer> {
  await writeFile(join(importDir, 'sheet.csv'), content);
  const { priceListImport } = await startImport(catalog(), 'sheet.csv', vendor);
  expect(priceListImport?.status).toBe('RUNNING');
  return importEnd(catalog(), priceListImport?.id ?? '');
}

/** Waits until an import has ended. */
export function importEnd(catalog: Catalog, id: string): Promise<ImportAnswer> {
  return eventually(async () => {
    const { data } = await catalog.query<{ priceListImport: ImportAnswer }>(
      `query ($id: ID!) { priceListImport(id: $id) { ${IMPORT_FIELDS} } }`,
      { id },
      providerUser,
    );
    expect(data.priceListImport.status).not.toBe('RUNNING');
    return data.priceListImport;
  });
}
