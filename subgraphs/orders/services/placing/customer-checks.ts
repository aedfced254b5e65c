import { may } from '../../../shared/domain/access.ts';
import { checkAddress, checkPhone } from '../../../shared/domain/places/addresses.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import { NewCustomerObstaclesDocument } from '../../connectors/graph/generated/graphql.ts';
import type { OrdersContext } from '../../context.ts';
import type { NewCustomerInput, OrderDraft } from './order-draft.ts';
import { findOpenPlacement, toRefusals, type PlacementKey } from './placements.ts';

/**
 * Everything that would keep accounts from making the customer of an order; nothing for a customer that is there.
 *
 * @param placementKey of the same call, which may be making the customer at this moment
 */
export async function checkNewCustomer(
  context: OrdersContext,
  { newCustomer }: OrderDraft,
  placementKey: PlacementKey | undefined,
): Promise<readonly Refusal[]> {
  const { em, principal } = context;
  if (newCustomer === undefined) return [];
  if (!may(principal, 'MANAGE_ACCOUNTS')) {
    const message = 'Making a customer needs the permission MANAGE_ACCOUNTS.';
    const remedies = [{ description: 'Order for a customer that is there, or ask an administrator of your account.' }];
    return [refusal('NOT_ALLOWED', message, { path: ['newCustomer'], remedies })];
  }
  const refusals = await findObstacles(context, newCustomer);
  if (refusals.length === 0 || placementKey === undefined) return refusals;
  const placementId = await findOpenPlacement(em.fork(), placementKey);
  return placementId === undefined ? refusals : await findObstacles(context, newCustomer, placementId);
}

async function findObstacles(
  { services, contextToken = '' }: OrdersContext,
  newCustomer: NewCustomerInput,
  idempotencyKey?: string,
): Promise<readonly Refusal[]> {
  const variables = { input: { ...newCustomer, idempotencyKey } } as never;
  const { createCustomerObstacles } = await ask(
    services.askGraph,
    NewCustomerObstaclesDocument,
    variables,
    contextToken,
  );
  return toRefusals(createCustomerObstacles);
}

/**
 * What is wrong with the address and telephone number that the vendor would get with a new tenant. Those of a new customer
 * are looked at by accounts.
 */
export function checkTenantAddress({ newCustomer, parameters, profile }: OrderDraft): readonly Refusal[] {
  if (newCustomer !== undefined || parameters.tenantMode !== 'NEW') return [];
  const { address, contact } = profile;
  const { errors } = checkAddress(address);
  return [...errors, ...checkPhone(contact, address.country).errors].map((error) => ({
    ...error,
    path: ['customerId'],
    message: `${error.path.join('.')} of the customer: ${error.message}`,
    remedies: [...error.remedies, { description: 'Correct it with updateAccount.' }],
  }));
}
