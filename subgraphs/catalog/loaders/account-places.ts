import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import { maySee } from '../../shared/domain/access.ts';
import { isWithin } from '../../shared/domain/account-path.ts';
import { ask, type AskGraph, type TypedOperation } from '../../shared/graphql/ask-graph.ts';
import { isId } from '../../shared/domain/ids.ts';
import type { AccountKind, Principal, SignedInPrincipal } from '../../shared/domain/principal.ts';
import { AccountEntity } from '../entities/account.ts';
import { pathBelow } from '../rules/prices/seller-chain.ts';

/** Where an account stands in the hierarchy. */
export interface AccountPlace {
  readonly id: string;
  readonly type: AccountKind;
  readonly path: string;
}

/** What looking accounts up needs of an operation. */
export interface PlaceParts {
  readonly em: EntityManager;
  readonly principal: Principal;
  readonly contextToken: string | undefined;
  readonly askGraph: AskGraph;
}

interface PlaceAnswer {
  readonly account: {
    readonly id: string;
    readonly type: AccountKind;
    readonly status: string;
    readonly currency: string;
    readonly parent: { readonly id: string } | null;
    readonly ancestors: readonly { readonly id: string }[];
    readonly segment?: string | null;
  } | null;
}

const PLACE_OF_ACCOUNT: TypedOperation<PlaceAnswer, { readonly id: string }> = `query CatalogAccountPlace($id: ID!) {
  account(id: $id) {
    id
    type
    status
    currency
    parent { id }
    ancestors { id }
    ... on Customer { segment }
  }
}`;

/**
 * Batches the look-up of accounts that the viewer may see; null for all others.
 * What the catalogue has not heard of yet it asks of the graph, with the viewer's principal, and keeps.
 */
export function createPlaceLoader(parts: PlaceParts): DataLoader<string, AccountPlace | null> {
  return new DataLoader(async (ids) => {
    const { em, principal } = parts;
    if (principal.kind === 'anonymous') return ids.map(() => null);
    const places = new Map<string, AccountPlace>([[principal.accountId, ownPlace(principal)]]);
    const others = ids.filter((id) => id !== principal.accountId && isId('acc', id));
    if (others.length > 0) {
      for (const row of await em.find(AccountEntity, { id: { $in: others } })) places.set(row.id, row);
    }
    const unknown = others.filter((id) => !places.has(id));
    const learnt = await Promise.all(unknown.map((id) => askForPlace(parts, principal, id)));
    for (const place of learnt) if (place !== undefined) places.set(place.id, place);
    return ids.map((id) => {
      const place = places.get(id);
      return place !== undefined && maySee(principal, place.path) ? place : null;
    });
  });
}

function ownPlace({ accountId, accountType, path }: SignedInPrincipal): AccountPlace {
  return { id: accountId, type: accountType, path };
}

async function askForPlace(
  { em, contextToken, askGraph }: PlaceParts,
  viewer: SignedInPrincipal,
  id: string,
): Promise<AccountPlace | undefined> {
  if (contextToken === undefined) return undefined;
  const { account } = await ask(askGraph, PLACE_OF_ACCOUNT, { id }, contextToken);
  if (account === null) return undefined;
  const ancestorIds = account.ancestors.map((ancestor) => ancestor.id);
  const path = pathBelow(viewer, ancestorIds, account.id);
  if (!isWithin(path, viewer.path)) return undefined;
  const { type, status, currency } = account;
  await em.execute(
    `insert into catalog.account (id, type, path, status, segment, currency, parent_id, version)
     values (?, ?, ?::ltree, ?, ?, ?, ?, 0) on conflict (id) do nothing`,
    [id, type, path, status, account.segment ?? null, currency, account.parent?.id ?? ancestorIds.at(-1) ?? null],
  );
  return { id, type, path };
}
