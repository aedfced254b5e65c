import { recordChange } from '../../../shared/database/record-change.ts';
import { textArray } from '../../../shared/database/sql.ts';
import { isUniqueViolation } from '../../../shared/database/transaction.ts';
import { may } from '../../../shared/domain/access.ts';
import { firstValues } from '../../../shared/domain/field-changes.ts';
import { newId, type Id } from '../../../shared/domain/ids.ts';
import { done, notFound, refusal, refused, type Outcome, type Refusal } from '../../../shared/domain/refusal.ts';
import { ask, type TypedOperation } from '../../../shared/graphql/ask-graph.ts';
import type { SignedInContext } from '../../context.ts';
import { HubEntity, type HubRow } from '../../entities/hub.ts';
import { checkName, checkOwner } from './create-marketplace.ts';

/** A hub to create. */
export interface NewHub {
  readonly ownerId: Id<'acc'>;
  readonly name: string;
  readonly marketplaceIds: readonly Id<'mkt'>[];
  readonly apiClientId: Id<'cli'> | undefined;
}

/** Ties marketplaces of an account to its own commerce system. */
export async function createHub(context: SignedInContext, hub: NewHub): Promise<Outcome<HubRow>> {
  const { ownerId, name, apiClientId } = hub;
  const marketplaceIds = [...new Set(hub.marketplaceIds)];
  const errors = [
    ...(await checkOwner(context, ownerId)),
    ...checkName(name),
    ...(await checkMarketplaces(context, hub)),
    ...(await checkApiClient(context, hub)),
  ];
  if (errors.length > 0) return refused(...errors);
  try {
    return await context.write(async (tx) => {
      if ((await tx.count(HubEntity, { ownerId })) >= MOST_HUBS) return refused(tooMany());
      const created = { id: newId('hub'), ownerId, name, apiClientId: apiClientId ?? null };
      const row = tx.create(HubEntity, { ...created, createdAt: context.deps.now() });
      await tx.flush();
      await tx.execute('insert into catalog.hub_marketplace (hub_id, marketplace_id) select ?, unnest(?::text[])', [
        row.id,
        textArray(marketplaceIds),
      ]);
      await recordChange(tx, context, {
        action: 'createHub',
        accountId: ownerId,
        subjectId: row.id,
        changes: firstValues({ name, apiClientId, marketplaceIds }, ['name', 'apiClientId', 'marketplaceIds']),
      });
      return done(row);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refused(refusal('ALREADY_EXISTS', 'The account already has a hub with this name.', { path: ['name'] }));
  }
}

/** As many as a list has. */
const MOST_HUBS = 100;

function tooMany(): Refusal {
  return refusal('OUT_OF_RANGE', `An account has at most ${MOST_HUBS} hubs.`, { path: ['ownerId'] });
}

/** Every marketplace must be one of the owner's: a hub is the owner's own system. */
async function checkMarketplaces(
  { loaders }: SignedInContext,
  { ownerId, marketplaceIds }: NewHub,
): Promise<readonly Refusal[]> {
  if (marketplaceIds.length === 0) {
    const message = 'A hub ties at least one marketplace.';
    return [refusal('REQUIRED', message, { path: ['marketplaceIds'] })];
  }
  const found = await Promise.all(marketplaceIds.map((id) => loaders.marketplace.load(id)));
  return found.flatMap((marketplace, index) => {
    if (marketplace?.ownerId === ownerId) return [];
    const message = 'The owner of the hub has no marketplace with this id.';
    return [refusal('NOT_FOUND', message, { path: ['marketplaceIds', index] })];
  });
}

interface ClientAnswer {
  readonly account: { readonly apiClients?: readonly { readonly id: string }[] } | null;
}

const API_CLIENTS: TypedOperation<ClientAnswer, { readonly ownerId: string }> =
  `query CatalogApiClients($ownerId: ID!) {
  account(id: $ownerId) {
    ... on Provider { apiClients { id } }
    ... on Reseller { apiClients { id } }
  }
}`;

/** The API client must act for the owner. Accounts knows, and tells those who manage API clients. */
async function checkApiClient(
  { deps, contextToken }: SignedInContext,
  { ownerId, apiClientId }: NewHub,
): Promise<readonly Refusal[]> {
  if (apiClientId === undefined) return [];
  const { account } = await ask(deps.askGraph, API_CLIENTS, { ownerId }, contextToken);
  if (account?.apiClients?.some(({ id }) => id === apiClientId) === true) return [];
  return [notFound('API client', 'apiClientId')];
}

/** The hub, or null. Those who manage the API clients of its owner may see it. */
export async function visibleHub({ viewer, loaders }: SignedInContext, id: Id<'hub'>): Promise<HubRow | null> {
  const hub = await loaders.hub.load(id);
  if (hub === null || !may(viewer, 'MANAGE_API_CLIENTS')) return null;
  return (await loaders.place.load(hub.ownerId)) === null ? null : hub;
}

/** The hubs of the viewer's own account, the newest first. */
export function hubsOf({ read, viewer }: SignedInContext): Promise<readonly HubRow[]> {
  return read.find(HubEntity, { ownerId: viewer.accountId }, { orderBy: { id: 'desc' }, limit: MOST_HUBS });
}
