import { expect } from 'vitest';
import {
  CreateCustomerDocument,
  CreateResellerDocument,
  CustomerObstaclesDocument,
  type CreateCustomerInput,
  type CreateCustomerMutation,
  type CreateResellerInput,
  type CreateResellerMutation,
  type CustomerObstaclesQuery,
} from '../../../operations/generated/graphql.ts';
import type { Answer } from '../../../support/operation.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import type { DemoAccounts } from '../demo-hierarchy.ts';

/** The answer to the creation of a customer. */
type CreatedCustomer = CreateCustomerMutation['createCustomer'];

/** The answer to the creation of a reseller. */
type CreatedReseller = CreateResellerMutation['createReseller'];

const CONTACT = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '+49 228 123456' };
const ADDRESS = { line1: '1 Lindenweg', city: 'Bonn', postalCode: '53111', country: 'DE' };

/** The input of a valid customer, with the given fields replaced. */
export function customerInput(login: string, replaced: Partial<CreateCustomerInput> = {}): CreateCustomerInput {
  return { name: 'Falk Optics', segment: 'COMMERCIAL', login, address: ADDRESS, contact: CONTACT, ...replaced };
}

/** The input of a valid reseller, with the given fields replaced. */
export function resellerInput(
  login: string,
  replaced: Partial<CreateResellerInput> & Pick<CreateResellerInput, 'parentId'>,
): CreateResellerInput {
  return { name: 'Falk Resale', login, address: ADDRESS, contact: CONTACT, ...replaced };
}

/** Creates a customer. */
export function createCustomer(
  accounts: DemoAccounts,
  input: CreateCustomerInput,
  principal: ContextClaims,
): Promise<Answer<CreateCustomerMutation | null>> {
  return accounts.ask(CreateCustomerDocument, { input }, principal);
}

/** The obstacles to the creation of a customer. */
export async function customerObstacles(
  accounts: DemoAccounts,
  input: CreateCustomerInput,
  principal: ContextClaims,
): Promise<CustomerObstaclesQuery['createCustomerObstacles']> {
  const { data, errors } = await accounts.ask(CustomerObstaclesDocument, { input }, principal);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.createCustomerObstacles;
}

/** Creates a reseller. */
export function createReseller(
  accounts: DemoAccounts,
  input: CreateResellerInput,
  principal: ContextClaims,
): Promise<Answer<CreateResellerMutation | null>> {
  return accounts.ask(CreateResellerDocument, { input }, principal);
}

/** The administrator of Champion Cloud, who creates accounts unless a test says otherwise. */
export function champion(accounts: DemoAccounts): ContextClaims {
  return accounts.administrator('Champion Cloud');
}

/** Creates a customer; the answer must come without GraphQL errors. */
export async function customer(
  accounts: DemoAccounts,
  input: CreateCustomerInput,
  principal = champion(accounts),
): Promise<CreatedCustomer> {
  const { data, errors } = await createCustomer(accounts, input, principal);
  expect(errors).toEqual([]);
  if (data === null) throw new Error('The mutation answered nothing');
  return data.createCustomer;
}

/** Creates a reseller; the answer must come without GraphQL errors. */
export async function reseller(
  accounts: DemoAccounts,
  input: CreateResellerInput,
  principal = champion(accounts),
): Promise<CreatedReseller> {
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
