import { question, type Question } from '../../../shared/database/question.ts';
import { maySee } from '../../../shared/domain/access.ts';
import { pathBelow } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountKind, SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { ask } from '../../../shared/graphql/ask-graph.ts';
import { OrderingCustomerDocument, type OrderingCustomerQuery } from '../../connectors/graph/generated/graphql.ts';
import type { OrdersContext } from '../../context.ts';
import type { CustomerSegment } from '../../../shared/domain/trade.ts';

/** An account's place in the hierarchy, and what orders needs of the account to decide. */
export interface AccountPlace {
  readonly id: Id<'acc'>;
  readonly type: AccountKind;
  readonly path: string;
  readonly status: string;
  /** Null for sellers. */
  readonly segment: CustomerSegment | null;
  readonly currency: string;
  readonly name: string;
}

/** An account as the accounts subgraph answers it now. */
export type GraphAccount = NonNullable<OrderingCustomerQuery['account']>;

/** An account on the way from the provider down to another one. */
export interface AccountAbove {
  readonly id: Id<'acc'>;
  readonly name: string;
  readonly status: string;
}

/** The accounts from the provider down to the one at a path, as far as their copies are here. */
export function accountsDownTo(path: string): Question<readonly AccountAbove[]> {
  return question(
    'select id, name, status from orders.account where path @> ?::ltree',
    [path],
    (rows: readonly AccountAbove[]) => rows,
  );
}

/** The account as the graph answers it to the viewer; null when there is none that the viewer may see. */
export async function askAccount({ deps, contextToken }: OrdersContext, id: Id<'acc'>): Promise<GraphAccount | null> {
  const { account } = await ask(deps.askGraph, OrderingCustomerDocument, { id }, contextToken);
  return account ?? null;
}

/**
 * The place of an account; null when it does not exist or the viewer may not see it. The copy of an account that was made a
 * moment ago may not be there yet: such an account is asked of the graph.
 */
export async function visiblePlace(context: OrdersContext, id: Id<'acc'>): Promise<AccountPlace | null> {
  const { principal, loaders } = context;
  if (principal.kind === 'anonymous') return null;
  const known = await loaders.account.load(id);
  if (known !== null) return maySee(principal, known.path) ? { ...known, segment: known.segment ?? null } : null;
  const account = await askAccount(context, id);
  return account === null ? null : placeInGraph(principal, account);
}

/** The place of an account that the graph answered. */
export function placeInGraph(viewer: SignedInPrincipal, account: GraphAccount): AccountPlace {
  const { type, status, currency, name, ancestors } = account;
  const id = account.id as Id<'acc'>;
  const ancestorIds = ancestors.map((ancestor) => ancestor.id);
  const segment = account.__typename === 'Customer' ? account.segment : null;
  return { id, type, status, currency, name, segment, path: pathBelow(viewer, id, ancestorIds) };
}
