import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import {
  ConfirmPriceListImportDocument,
  ImportPriceListDocument,
  PriceListImportDocument,
  type ImportOutcomeFragment,
  type ImportPriceListInput,
  type ImportPriceListMutation,
} from '../../operations/generated/graphql.ts';
import { createSubgraph, type CatalogSubgraph } from '../../../subgraphs/catalog/main.ts';
import type { Environment } from '../../../subgraphs/shared/process/config.ts';
import type { AskGraph } from '../../../subgraphs/shared/graphql/ask-graph.ts';
import { idLabel, newId } from '../../../subgraphs/shared/domain/ids.ts';
import type { AccountKind } from '../../../subgraphs/shared/domain/principal.ts';
import type { DatabaseKind } from '../../support/databases.ts';
import { eventually } from '../../support/eventually.ts';
import type { Operation } from '../../support/operation.ts';
import { userOf, type ContextClaims, type PrincipalAccount } from '../../support/principals.ts';
import { useSubgraph, type SubgraphUnderTest } from '../../support/subgraph-under-test.ts';

export type Catalog = SubgraphUnderTest<CatalogSubgraph>;

export const MONEY: readonly string[] = ['VIEW_FINANCIALS'];
export const EVERYTHING: readonly string[] = ['VIEW_FINANCIALS', 'MANAGE_CATALOG', 'MANAGE_PRICES', 'PLACE_ORDERS'];

/** Makes an account with its path below a parent. */
export function accountBelow(parent: PrincipalAccount | undefined, type: AccountKind): PrincipalAccount {
  const id = newId('acc');
  return { id, type, path: parent === undefined ? idLabel(id) : `${parent.path}.${idLabel(id)}` };
}

const provider = accountBelow(undefined, 'PROVIDER');
const reseller = accountBelow(provider, 'RESELLER');
const subReseller = accountBelow(reseller, 'RESELLER');

/** Provider → reseller → sub-reseller → customer, and another reseller beside them. */
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

/** Publishes the fact of an account like accounts does. Of customers it can tell the segment and the country. */
export async function announce(
  catalog: Catalog,
  account: PrincipalAccount,
  version = 1,
  { segment = 'COMMERCIAL', country }: { readonly segment?: string; readonly country?: string } = {},
): Promise<void> {
  const labels = account.path.split('.');
  const data = {
    ...account,
    status: 'ACTIVE',
    segment: account.type === 'CUSTOMER' ? segment : null,
    currency: 'USD',
    ...(country === undefined ? {} : { country }),
    parentId: labels.length === 1 ? null : `acc_${labels.at(-2)}`,
    version,
  };
  await catalog.bus.publish({ id: `${account.id}-${version}`, subject: 'accounts.account-changed', data });
}

/** Publishes the facts of all accounts of the tree. */
export async function announceTree(catalog: Catalog): Promise<void> {
  for (const account of [...Object.values(tree), otherCustomer]) await announce(catalog, account);
}

interface CatalogStart {
  readonly askGraph?: AskGraph;
  readonly environment?: Environment;
  readonly prepare?: (catalog: Catalog) => Promise<void>;
}

/** Starts the catalogue with its own database and its own import folder. */
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

/** Asks the catalogue what must be answered without errors, and returns the data. */
interface AskForData {
  <Data>(text: string, variables: object, user?: ContextClaims): Promise<Data>;
  <Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: NoInfer<Variables>,
    user?: ContextClaims,
  ): Promise<Result>;
}

/** Asks as the user of the reseller, unless another user is given. */
export function askingFor(catalog: () => Catalog): AskForData {
  return async (operation: { toString(): string }, variables: object, user: ContextClaims = resellerUser) => {
    const { data, errors } = await catalog().ask<never>(operation.toString(), variables, user);
    expect(errors).toEqual([]);
    return data;
  };
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

/** A row that is valid in every column. */
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

/** A price list as vendors write it: with a byte order mark, every field quoted, and CRLF. */
export function sheet(rows: readonly SheetRow[], columns: readonly (typeof COLUMNS)[number][] = COLUMNS): string {
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((name) => quoted(row[name] ?? GOOD_ROW[name])))];
  return `\u{FEFF}${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

/** How an import went, or how far it has come. */
export type ImportAnswer = ImportOutcomeFragment;

/** Starts an import of a source. */
export async function startImport(
  catalog: Catalog,
  source: string,
  vendor = 'Example Corporation',
  told: Partial<ImportPriceListInput> = {},
): Promise<ImportPriceListMutation['importPriceList']> {
  const input = { vendor, source, ...told };
  const { data, errors } = await catalog.ask(ImportPriceListDocument, { input }, providerUser);
  expect(errors).toEqual([]);
  return data.importPriceList;
}

/** Puts a file into the import folder, imports it, and returns the result. */
export async function importFile(
  { catalog, importDir }: ReturnType<typeof useCatalog>,
  content: string | Buffer,
  vendor = 'Example Corporation',
  told: Partial<ImportPriceListInput> = {},
): Promise<ImportAnswer> {
  await writeFile(join(importDir, 'sheet.csv'), content);
  const { priceListImport } = await startImport(catalog(), 'sheet.csv', vendor, told);
  expect(priceListImport?.status).toBe('RUNNING');
  return importEnd(catalog(), priceListImport?.id ?? '');
}

/** Confirms an import that waits, and returns the result. */
export async function confirm(catalog: Catalog, importId: string): Promise<ImportAnswer> {
  const { data, errors } = await catalog.ask(ConfirmPriceListImportDocument, { input: { importId } }, providerUser);
  expect(errors).toEqual([]);
  expect(data.confirmPriceListImport).toMatchObject({ priceListImport: { status: 'RUNNING' }, userErrors: [] });
  return importEnd(catalog, importId);
}

/** Waits until an import has ended. */
export function importEnd(catalog: Catalog, id: string): Promise<ImportAnswer> {
  return eventually(async () => {
    const { data } = await catalog.ask(PriceListImportDocument, { id }, providerUser);
    if (data.priceListImport === null) throw new Error('The import is not there');
    expect(data.priceListImport.status).not.toBe('RUNNING');
    return data.priceListImport;
  });
}
