import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../shared/domain/ids.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { refusal, type Refusal } from '../../../shared/domain/refusal.ts';
import type { SignedInPrincipal } from '../../../shared/domain/principal.ts';
import {
  CreateOrderingCustomerDocument,
  type CreateOrderingCustomerMutation,
} from '../../connectors/graph/generated/graphql.ts';
import type { OrdersContext, OrdersServices } from '../../context.ts';
import { pathBelow } from '../hierarchy/account-places.ts';
import type { NewCustomerInput } from './order-draft.ts';

/** The queue that looks whether a placement that made a customer became an order. */
export const PLACEMENT_GUARD_QUEUE = {
  name: 'orders.placement-guard',
  options: { retryLimit: 1_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 },
};

const GUARD_AFTER_SECONDS = 120;

export interface PlacementGuardJob {
  readonly placementId: string;
}

export interface MadeCustomer {
  readonly customerId: string;
  readonly path: string;
  readonly placementId: string;
}

/**
 * Makes the customer of an order before the order itself, since it belongs to accounts.
 * A guard is set first: should this process die in between, the customer is removed again. The same key
 * finds the placement it began, and so the same customer.
 */
export async function makeCustomer(
  context: OrdersContext,
  viewer: SignedInPrincipal,
  input: NewCustomerInput,
  placementKey: PlacementKey | undefined,
): Promise<MadeCustomer | readonly Refusal[]> {
  const { services, contextToken = '' } = context;
  const placementId = await openPlacement(context, viewer, placementKey);
  const variables = { input: { ...input, idempotencyKey: placementId } } as never;
  const { createCustomer } = await ask(services.askGraph, CreateOrderingCustomerDocument, variables, contextToken);
  const { customer, userErrors } = createCustomer;
  if (customer === null || customer === undefined) {
    return toRefusals(userErrors);
  }
  const path = pathBelow(
    viewer,
    customer.id,
    customer.ancestors.map(({ id }) => id),
  );
  return { customerId: customer.id, path, placementId };
}

/** What accounts refuses of a new customer, at its place in the order. */
export function toRefusals(userErrors: readonly GraphUserError[]): readonly Refusal[] {
  return userErrors.map(({ code, message, path, retryable, remedies }) =>
    refusal(code as Refusal['code'], message, {
      path: ['newCustomer', ...path],
      retryable,
      remedies: remedies.map(({ description, url }) => ({ description, url: url ?? undefined })),
    }),
  );
}

type GraphUserError = CreateOrderingCustomerMutation['createCustomer']['userErrors'][number];

/** What the placement of a call is found by when the call is sent again. */
export interface PlacementKey {
  readonly accountId: string;
  readonly key: string;
}

/** The placement that the same call opened and that is still under way, if any. */
export async function findOpenPlacement(
  em: EntityManager,
  { accountId, key }: PlacementKey,
): Promise<string | undefined> {
  const [row] = await em.execute<{ readonly id: string }[]>(
    `select id from orders.placement where account_id = ? and idempotency_key = ? and state = 'OPEN'`,
    [accountId, key],
  );
  return row?.id;
}

async function openPlacement(
  { em, services }: OrdersContext,
  viewer: SignedInPrincipal,
  placementKey: PlacementKey | undefined,
): Promise<string> {
  return em.transactional(async (tx) => {
    const id = newId('ord');
    // Equal calls at the same time meet in one row: the update, which changes nothing, answers the one that is there.
    const [{ id: open } = { id }] = await tx.execute<{ id: string }[]>(
      `insert into orders.placement as known (id, account_id, idempotency_key, state, created_at)
       values (?, ?, ?, 'OPEN', ?)
       on conflict (account_id, idempotency_key) where state = 'OPEN' do update set state = known.state
       returning id`,
      [id, viewer.accountId, placementKey?.key ?? null, services.now()],
    );
    if (open !== id) return open;
    await services.jobs.enqueue(
      tx,
      PLACEMENT_GUARD_QUEUE.name,
      { placementId: id },
      { startAfter: GUARD_AFTER_SECONDS },
    );
    return id;
  });
}

/** Ends a placement with its order, in the order's own transaction. False when the guard was faster. */
export async function closePlacement(em: EntityManager, placementId: string): Promise<boolean> {
  const rows = await em.execute<object[]>(
    `update orders.placement set state = 'PLACED' where id = ? and state = 'OPEN' returning id`,
    [placementId],
  );
  return rows.length > 0;
}

/** Gives a placement up that has not become an order, and tells accounts to remove the customer it made. */
export async function abandonPlacement(
  { outbox }: Pick<OrdersServices, 'outbox'>,
  em: EntityManager,
  { placementId }: PlacementGuardJob,
): Promise<void> {
  await em.transactional(async (tx) => {
    const rows = await tx.execute<{ account_id: string }[]>(
      `update orders.placement set state = 'ABANDONED' where id = ? and state = 'OPEN' returning account_id`,
      [placementId],
    );
    for (const { account_id: accountId } of rows)
      await outbox.append(tx, 'placement-abandoned', { accountId, placementId });
  });
}
