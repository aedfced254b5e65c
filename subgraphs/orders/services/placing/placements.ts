import { leaveUnrecorded } from '../../../shared/database/record-change.ts';
import type { Reader, UnitOfWork, Writer } from '../../../shared/database/transaction.ts';
import { pathBelow } from '../../../shared/domain/account-path.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import {
  CreateCustomerOfActivatedDocument,
  CreateOrderingCustomerDocument,
  type CreateOrderingCustomerMutation,
} from '../../connectors/graph/generated/graphql.ts';
import type { OrdersDeps, SignedInContext } from '../../context.ts';
import type { NewCustomer } from '../../rules/placing/order-request.ts';

/** The queue that checks whether a placement that created a customer became an order. */
export const PLACEMENT_GUARD_QUEUE = {
  name: 'orders.placement-guard',
  options: { retryLimit: 1_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 },
};

const GUARD_AFTER_SECONDS = 120;

/** A placement as its guard knows it. */
export interface PlacementGuardJob {
  readonly placementId: string;
}

/** The key by which the placement of a call is found when the call is sent again. */
export interface PlacementKey {
  readonly accountId: Id<'acc'>;
  readonly key: string;
}

/** With which call a customer comes. */
export interface CustomerPlacement {
  /** Undefined for an estimate and for a call without a key. */
  readonly placementKey: PlacementKey | undefined;
  /** Whether the order activates the account that sells to it. */
  readonly parentActivates: boolean;
}

/** A customer that was created for an order. */
export interface CreatedCustomer {
  readonly customerId: Id<'acc'>;
  readonly path: string;
  readonly placementId: string;
}

/**
 * Creates the customer of an order before the order itself, since customers belong to accounts. A guard is set first: should
 * this process die in between, the customer is removed again. The same key finds the placement that it began, and so the
 * same customer.
 */
export async function createCustomerOf(
  context: SignedInContext,
  customer: NewCustomer,
  { placementKey, parentActivates }: CustomerPlacement,
): Promise<Outcome<CreatedCustomer>> {
  const { viewer, deps, contextToken } = context;
  const placementId = await openPlacement(context, placementKey);
  const variables = { input: { ...customer, idempotencyKey: placementId } };
  // A gateway of the release before does not know the argument, which only an activation needs.
  const question = parentActivates ? CreateCustomerOfActivatedDocument : CreateOrderingCustomerDocument;
  const { createCustomer } = await ask(deps.askGraph, question, variables, contextToken);
  const created = createCustomer.customer;
  if (created === null || created === undefined)
    return refused(...toRefusals(createCustomer.userErrors, 'newCustomer'));
  const customerId = created.id as Id<'acc'>;
  const ancestorIds = created.ancestors.map(({ id }) => id);
  return done({ customerId, path: pathBelow(viewer, customerId, ancestorIds), placementId });
}

type GraphUserError = CreateOrderingCustomerMutation['createCustomer']['userErrors'][number];

/** What accounts refuses about a part of an order, with the paths that it has in the order. */
export function toRefusals(
  userErrors: readonly GraphUserError[],
  field: 'newCustomer' | 'activation',
): readonly Refusal[] {
  return userErrors.map(({ code, message, path, retryable, remedies }) =>
    refusal(code, message, {
      path: [field, ...path],
      retryable,
      remedies: remedies.map(({ description, url }) => ({ description, url: url ?? undefined })),
    }),
  );
}

/** The open placement that the same call has begun, if any. */
export async function findOpenPlacement(read: Reader, { accountId, key }: PlacementKey): Promise<string | undefined> {
  const [row] = await read.query<{ readonly id: string }>(
    `select id from orders.placement where account_id = ? and idempotency_key = ? and state = 'OPEN'`,
    [accountId, key],
  );
  return row?.id;
}

async function openPlacement(
  { write, viewer, deps }: SignedInContext,
  placementKey: PlacementKey | undefined,
): Promise<string> {
  return write(async (tx) => {
    leaveUnrecorded(tx, 'part');
    const id = newId('ord');
    // Equal calls at the same time meet in one row: the update changes nothing and returns the row that is there.
    const [{ id: open } = { id }] = await tx.execute<{ readonly id: string }>(
      `insert into orders.placement as known (id, account_id, idempotency_key, state, created_at)
       values (?, ?, ?, 'OPEN', ?)
       on conflict (account_id, idempotency_key) where state = 'OPEN' do update set state = known.state
       returning id`,
      [id, viewer.accountId, placementKey?.key ?? null, deps.now()],
    );
    if (open !== id) return open;
    const job: PlacementGuardJob = { placementId: id };
    await deps.jobs.enqueue(tx, PLACEMENT_GUARD_QUEUE.name, job, { startAfter: GUARD_AFTER_SECONDS });
    return id;
  });
}

/** Ends a placement with its order, in the order's own transaction. Answers false when its guard was faster. */
export async function closePlacement(tx: Writer, placementId: string): Promise<boolean> {
  const rows = await tx.execute(
    `update orders.placement set state = 'PLACED' where id = ? and state = 'OPEN' returning id`,
    [placementId],
  );
  return rows.length > 0;
}

/** Gives up a placement that has not become an order, and tells accounts to remove the customer that it created. */
export async function abandonPlacement(
  { write, deps }: UnitOfWork & { readonly deps: Pick<OrdersDeps, 'outbox'> },
  { placementId }: PlacementGuardJob,
): Promise<void> {
  await write(async (tx) => {
    leaveUnrecorded(tx, 'part');
    const rows = await tx.execute<{ readonly account_id: Id<'acc'> }>(
      `update orders.placement set state = 'ABANDONED' where id = ? and state = 'OPEN' returning account_id`,
      [placementId],
    );
    for (const { account_id: accountId } of rows) {
      await deps.outbox.append(tx, 'placement-abandoned', { accountId, placementId });
    }
  });
}
