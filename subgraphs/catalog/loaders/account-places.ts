import DataLoader from 'dataloader';
import { unrecorded } from '../../shared/database/record-change.ts';
import type { UnitOfWork } from '../../shared/database/transaction.ts';
import { maySee } from '../../shared/domain/access.ts';
import type { Optional } from '../../shared/domain/given.ts';
import type { Id } from '../../shared/domain/ids.ts';
import type { Principal, SignedInPrincipal } from '../../shared/domain/principal.ts';
import { CUSTOMER_SEGMENTS, type CustomerSegment } from '../../shared/domain/trade.ts';
import type { CatalogDeps } from '../context.ts';
import { AccountEntity } from '../entities/account.ts';
import { askForAccount, type AccountPlace, type AskedAccount } from '../services/hierarchy/ask-for-account.ts';
import { insertAccounts } from '../services/hierarchy/insert-accounts.ts';

/** What the look-up of accounts needs of an operation. */
export interface PlaceParts {
  readonly unitOfWork: UnitOfWork;
  readonly principal: Principal;
  /** The signed context, for asking the graph in the viewer's name. */
  readonly contextToken: string | undefined;
  readonly deps: Pick<CatalogDeps, 'askGraph'>;
}

/**
 * Batches the look-up of accounts that the viewer may see; null for all others.
 * The loader asks the graph, in the viewer's name, for accounts that the catalogue does not know yet, and stores them.
 */
export function createPlaceLoader(parts: PlaceParts): DataLoader<Id<'acc'>, AccountPlace | null> {
  return new DataLoader(async (ids) => {
    const { unitOfWork, principal } = parts;
    if (principal.kind === 'anonymous') return ids.map(() => null);
    const others = ids.filter((id) => id !== principal.accountId);
    const known = others.length === 0 ? [] : await unitOfWork.read.byIds(AccountEntity, others);
    const places = new Map<Id<'acc'>, AccountPlace>(
      [ownPlace(principal), ...known].map((place) => [place.id, place] as const),
    );
    const unknown = others.filter((id) => !places.has(id));
    for (const place of await learnAccounts(parts, unknown)) places.set(place.id, place);
    return ids.map((id) => {
      const place = places.get(id);
      return place !== undefined && maySee(principal, place.path) ? place : null;
    });
  });
}

/**
 * Makes the look-up of the segment of a viewer that buys for itself, once in an operation: it sees the plans that it may buy.
 * Undefined for all other viewers.
 */
export function createBuyerSegment(parts: PlaceParts): () => Promise<CustomerSegment | undefined> {
  let segment: Promise<CustomerSegment | undefined> | undefined;
  return () => (segment ??= readSegment(parts));
}

async function readSegment(parts: PlaceParts): Promise<CustomerSegment | undefined> {
  const { unitOfWork, principal } = parts;
  if (principal.kind === 'anonymous' || principal.accountType !== 'CUSTOMER') return undefined;
  const { accountId } = principal;
  const known = await unitOfWork.read.findOne(AccountEntity, { id: accountId });
  const account = known ?? (await learnAccounts(parts, [accountId]))[0];
  return toSegment(account?.segment);
}

function toSegment(segment: Optional<string>): CustomerSegment | undefined {
  return CUSTOMER_SEGMENTS.find((known) => known === segment);
}

function ownPlace({ accountId, accountType, path }: SignedInPrincipal): AccountPlace {
  return { id: accountId, type: accountType, path };
}

/** Asks the graph for accounts that are not known, and stores those that the viewer may see. */
export async function learnAccounts(
  { unitOfWork, principal: viewer, contextToken, deps }: PlaceParts,
  ids: readonly Id<'acc'>[],
): Promise<readonly AskedAccount[]> {
  if (viewer.kind === 'anonymous' || contextToken === undefined || ids.length === 0) return [];
  const asker = { viewer, contextToken, askGraph: deps.askGraph };
  const answers = await Promise.all(ids.map((id) => askForAccount(asker, id)));
  const accounts = answers.filter((account) => account !== undefined);
  if (accounts.length > 0) await unitOfWork.write(unrecorded('copy', (tx) => insertAccounts(tx, accounts)));
  return accounts;
}
