import { expect } from 'vitest';
import type { Answer } from '../../../support/subgraph-under-test.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import type { DemoAccounts } from '../demo-hierarchy.ts';

export interface UserErrorShown {
  readonly code: string;
  readonly path: readonly string[];
  readonly retryable: boolean;
  readonly message: string;
  readonly remedies?: readonly { readonly description: string }[];
}

export interface Created {
  readonly account: { readonly id: string; readonly name: string } | null;
  readonly userErrors: readonly UserErrorShown[];
}

const CONTACT = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '+49 228 123456' };
const ADDRESS = { line1: '1 Lindenweg', city: 'Bonn', postalCode: '53111', country: 'DE' };

/** The input of a well-formed customer, with what the test is about replaced. */
export function customerInput(login: string, replaced: object = {}): Readonly<Record<string, unknown>> {
  return { name: 'Falk Optics', segment: 'COMMERCIAL', login, address: ADDRESS, contact: CONTACT, ...replaced };
}

/** The input of a well-formed reseller, with what the test is about replaced. */
export function resellerInput(login: string, replaced: object = {}): Readonly<Record<string, unknown>> {
  return { name: 'Falk Resale', login, address: ADDRESS, contact: CONTACT, ...replaced };
}

const ERRORS = 'userErrors { code path retryable message }';
const FIELDS =
  'id name type status currency externalId createdAt parent { name } users { nodes { login permissions } }';

/** Creates a customer. */
export function createCustomer(
  accounts: DemoAccounts,
  input: object,
  principal: ContextClaims,
): Promise<Answer<{ readonly createCustomer: Created } | null>> {
  const text = `mutation ($input: CreateCustomerInput!) {
    createCustomer(input: $input) { account: customer { ${FIELDS} segment } ${ERRORS} } }`;
  return accounts.query(text, { input }, principal);
}

/** What would refuse a customer. */
export async function customerObstacles(
  accounts: DemoAccounts,
  input: object,
  principal: ContextClaims,
): Promise<readonly UserErrorShown[]> {
  const text = `query ($input: CreateCustomerInput!) {
    createCustomerObstacles(input: $input) { code path retryable message remedies { description } } }`;
  const { data, errors } = await accounts.query<{ createCustomerObstacles: readonly UserErrorShown[] }>(
    text,
    { input },
    principal,
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.createCustomerObstacles;
}

/** Creates a reseller. */
export function createReseller(
  accounts: DemoAccounts,
  input: object,
  principal: ContextClaims,
): Promise<Answer<{ readonly createReseller: Created } | null>> {
  const text = `mutation ($input: CreateResellerInput!) {
    createReseller(input: $input) { account: reseller { ${FIELDS} } ${ERRORS} } }`;
  return accounts.query(text, { input }, principal);
}

/** The administrator of Champion Cloud, who creates accounts unless a test says otherwise. */
export function champion(accounts: DemoAccounts): ContextClaims {
  return accounts.administrator('Champion Cloud');
}

/** Creates a customer; the answer must come without GraphQL errors. */
export async function customer(
  accounts: DemoAccounts,
  input: object,
  principal = champion(accounts),
): Promise<Created> {
  const { data, errors } = await createCustomer(accounts, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('The mutation answered nothing');
  return data.createCustomer;
}

/** Creates a reseller; the answer must come without GraphQL errors. */
export async function reseller(
  accounts: DemoAccounts,
  input: object,
  principal = champion(accounts),
): Promise<Created> {
  const { data, errors } = await createReseller(accounts, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('The mutation answered nothing');
  return data.createReseller;
}

/** How many accounts and users there are, as `accounts/users`. */
export async function countAccounts(accounts: DemoAccounts): Promise<string> {
  const [row] = await accounts.database.sql<{ counts: string }>(
    'select (select count(*) from accounts.account) || $1 || (select count(*) from accounts."user") as counts',
    ['/'],
  );
  return row?.counts ?? '';
}
