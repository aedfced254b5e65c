import { may } from '../../../shared/domain/access.ts';
import { checkAddress, checkPhone } from '../../../shared/domain/places/addresses.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import {
  NewCustomerObstaclesDocument,
  ObstaclesOfActivatedDocument,
} from '../../connectors/graph/generated/graphql.ts';
import type { SignedInContext } from '../../context.ts';
import type { NewCustomer } from '../../rules/placing/order-request.ts';
import type { OrderDraft } from './order-draft.ts';
import { findOpenPlacement, toRefusals, type CustomerPlacement } from './placements.ts';

/** Everything that would keep accounts from creating the customer of an order, which the same call may be doing at this moment. */
export async function checkNewCustomer(
  context: SignedInContext,
  customer: NewCustomer,
  { placementKey, parentActivates }: CustomerPlacement,
): Promise<readonly Refusal[]> {
  if (!may(context.viewer, 'MANAGE_ACCOUNTS')) {
    const message = 'Creating a customer needs the permission MANAGE_ACCOUNTS.';
    const cure = 'Order for an existing customer, or ask an administrator of your account.';
    return [refusal('NOT_ALLOWED', message, { path: ['newCustomer'], remedies: [{ description: cure }] })];
  }
  const refusals = await findObstacles(context, customer, { parentActivates });
  if (refusals.length === 0 || placementKey === undefined) return refusals;
  const placementId = await findOpenPlacement(context.read, placementKey);
  return placementId === undefined
    ? refusals
    : await findObstacles(context, customer, { parentActivates, idempotencyKey: placementId });
}

async function findObstacles(
  { deps, contextToken }: SignedInContext,
  customer: NewCustomer,
  { parentActivates, idempotencyKey }: { readonly parentActivates: boolean; readonly idempotencyKey?: string },
): Promise<readonly Refusal[]> {
  const variables = { input: { ...customer, idempotencyKey } };
  const question = parentActivates ? ObstaclesOfActivatedDocument : NewCustomerObstaclesDocument;
  const answer = await ask(deps.askGraph, question, variables, contextToken);
  return toRefusals(answer.createCustomerObstacles, 'newCustomer');
}

/** What is wrong with the address and telephone number that the vendor would get with a new tenant. */
export function checkTenantAddress({ parameters, profile }: OrderDraft): readonly Refusal[] {
  if (parameters.tenantMode !== 'NEW') return [];
  const { address, contact } = profile;
  const errors = [...checkAddress(address).errors, ...checkPhone(contact, address.country).errors];
  return errors.map((error) => ({
    ...error,
    path: ['customerId'],
    message: `${error.path.join('.')} of the customer: ${error.message}`,
    remedies: [...error.remedies, { description: 'Correct it with updateAccount.' }],
  }));
}
