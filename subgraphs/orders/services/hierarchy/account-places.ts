import { maySee } from '../../../shared/domain/access.ts';
import { ask, type AskGraph } from '../../../shared/graphql/ask-graph.ts';
import { idLabel } from '../../../shared/domain/ids.ts';
import type { Principal, SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { OrderingCustomerDocument, type OrderingCustomerQuery } from '../../connectors/graph/generated/graphql.ts';
import type { CustomerSegment } from '../../entities/account.ts';
import type { OrderLoaders } from '../../loaders/order-loaders.ts';

/** Where an account stands and what orders needs of it to decide. */
export interface AccountPlace {
  readonly id: string;
  readonly type: 'PROVIDER' | 'RESELLER' | 'CUSTOMER';
  readonly path: string;
  readonly status: string;
  readonly segment: CustomerSegment | null;
  readonly currency: string;
  readonly name: string;
}

/** An account as accounts answers it now. */
export type GraphAccount = NonNullable<OrderingCustomerQuery['account']>;

/** What asking about accounts needs of an operation. */
export interface Asking {
  readonly principal: Principal;
  readonly contextToken: string | undefined;
  readonly loaders: OrderLoaders;
  readonly services: { readonly askGraph: AskGraph };
}

/** The path of an account: the viewer's own, then what lies between the viewer's root and it. */
export function pathBelow(viewer: SignedInPrincipal, id: string, ancestorIds: readonly string[]): string {
  if (id === viewer.accountId) return viewer.path;
  return [viewer.path, ...ancestorIds.slice(1).map(idLabel), idLabel(id)].join('.');
}

/** The path of the account that this path's account buys from; empty for the provider. */
export function sellerPathOf(path: string): string {
  return path.split('.').slice(0, -1).join('.');
}

/** The id of the account that this path's account buys from; undefined for the provider. */
export function parentIdOf(path: string): string | undefined {
  const label = path.split('.').at(-2);
  return label === undefined ? undefined : `acc_${label}`;
}

/** The account as the graph answers it to the viewer; null when there is none that the viewer may see. */
export async function askAccount(asking: Asking, id: string): Promise<GraphAccount | null> {
  const { services, contextToken } = asking;
  if (contextToken === undefined) return null;
  const { account } = await ask(services.askGraph, OrderingCustomerDocument, { id }, contextToken);
  return account ?? null;
}

/**
 * Where an account stands, or null when the viewer may not see it or it is not there.
 * The copy may lag behind an account made a moment ago, which is then asked of the graph.
 */
export async function visiblePlace(asking: Asking, id: string): Promise<AccountPlace | null> {
  const { principal, loaders } = asking;
  if (principal.kind === 'anonymous') return null;
  const known = await loaders.account.load(id);
  if (known !== null) return maySee(principal, known.path) ? { ...known, segment: known.segment ?? null } : null;
  const account = await askAccount(asking, id);
  return account === null ? null : toPlace(principal, account);
}

/** Where an account that the graph answered stands. */
export function toPlace(viewer: SignedInPrincipal, account: GraphAccount): AccountPlace {
  const { id, type, status, currency, name } = account;
  const segment = account.__typename === 'Customer' ? account.segment : null;
  return {
    id,
    type,
    status,
    currency,
    name,
    segment,
    path: pathBelow(
      viewer,
      id,
      account.ancestors.map((one) => one.id),
    ),
  };
}
