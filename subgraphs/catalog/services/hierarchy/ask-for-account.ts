import { isWithin, pathBelow } from '../../../shared/domain/account-path.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { AccountKind, SignedInPrincipal } from '../../../shared/domain/principal.ts';
import { ask, type AskGraph, type TypedOperation } from '../../../shared/graphql/ask-graph.ts';

/** Where an account stands in the hierarchy. */
export interface AccountPlace {
  readonly id: Id<'acc'>;
  readonly type: AccountKind;
  readonly path: string;
}

/** An account as the graph answers it. */
export interface AskedAccount extends AccountPlace {
  readonly status: string;
  readonly segment: string | undefined;
  readonly currency: string;
  /** Of its address, ISO 3166; undefined without one. */
  readonly country: string | undefined;
  readonly parentId: Id<'acc'> | undefined;
}

/** In whose name the graph is asked. */
export interface Asker {
  readonly viewer: SignedInPrincipal;
  readonly contextToken: string;
  readonly askGraph: AskGraph;
}

interface AccountAnswer {
  readonly account: {
    readonly id: Id<'acc'>;
    readonly type: AccountKind;
    readonly status: string;
    readonly currency: string;
    readonly address?: { readonly country: string } | null;
    readonly parent: { readonly id: Id<'acc'> } | null;
    readonly ancestors: readonly { readonly id: Id<'acc'> }[];
    readonly segment?: string | null;
  } | null;
}

const ACCOUNT_PLACE: TypedOperation<AccountAnswer, { readonly id: string }> = `query CatalogAccountPlace($id: ID!) {
  account(id: $id) {
    id
    type
    status
    currency
    address { country }
    parent { id }
    ancestors { id }
    ... on Customer { segment }
  }
}`;

/** Asks the graph for an account below the viewer; undefined when there is none that the viewer may see. */
export async function askForAccount(
  { viewer, contextToken, askGraph }: Asker,
  id: Id<'acc'>,
): Promise<AskedAccount | undefined> {
  const { account } = await ask(askGraph, ACCOUNT_PLACE, { id }, contextToken);
  if (account === null) return undefined;
  const ancestorIds = account.ancestors.map((ancestor) => ancestor.id);
  const path = pathBelow(viewer, account.id, ancestorIds);
  if (!isWithin(path, viewer.path)) return undefined;
  const { type, status, currency, segment, parent, address } = account;
  return {
    id,
    type,
    path,
    status,
    segment: segment ?? undefined,
    currency,
    country: address?.country,
    parentId: parent?.id ?? ancestorIds.at(-1),
  };
}
