import { may, maySee } from '../../../shared/domain/access.ts';
import type { FieldChange } from '../../../shared/domain/field-changes.ts';
import { isId, readId, type Id } from '../../../shared/domain/ids.ts';
import {
  emptyConnection,
  listConnection,
  type Connection,
  type PageRequest,
} from '../../../shared/graphql/connection.ts';
import type { SignedInContext } from '../../context.ts';
import type { AccountRow } from '../../entities/account.ts';
import type { ApiClientRow } from '../../entities/api-client.ts';
import type { AuditEntryRow } from '../../entities/audit-entry.ts';
import type { UserRow } from '../../entities/user.ts';
import { shownChanges } from '../../rules/audit/entry-changes.ts';
import { visibleAccount } from '../hierarchy/visible-accounts.ts';
import { visibleNode } from '../nodes/visible-node.ts';
import { visibleApiClient } from '../users/api-clients.ts';
import { visibleUser } from '../users/visible-users.ts';
import { auditListKey, cursorOf, type AuditConditions } from './audit-lists.ts';

/** Which part of the audit log is asked for. */
export interface AuditQuery {
  /** The account whose log is read, with that of the accounts below it; the viewer's own unless given. */
  readonly root: Id<'acc'> | undefined;
  readonly conditions: AuditConditions;
  readonly page: PageRequest;
}

/**
 * A page of the audit log, newest first. Empty for an account out of sight, and for an actor out of sight: what somebody did
 * whom the viewer may not see, is shown without them.
 */
export async function readAuditLog(
  context: SignedInContext,
  { root, conditions, page }: AuditQuery,
): Promise<Connection<AuditEntryRow>> {
  const { viewer, loaders } = context;
  if (root !== undefined && (await visibleAccount(context, root)) === null) return emptyConnection(page);
  const { actorId } = conditions;
  if (actorId !== undefined && (await visibleActor(context, actorId)) === null) return emptyConnection(page);
  return listConnection(loaders.auditEntries, auditListKey(root ?? viewer.accountId, conditions, page), cursorOf);
}

async function visibleActor(context: SignedInContext, id: string): Promise<UserRow | ApiClientRow | null> {
  return isId('cli', id) ? await visibleApiClient(context, id) : await visibleUser(context, readId('usr', id));
}

/** The user who made a change. Null for a program, for nobody, and for a user whom the viewer may not see. */
export async function actorOf(context: SignedInContext, { actorId }: AuditEntryRow): Promise<UserRow | null> {
  return typeof actorId === 'string' && isId('usr', actorId) ? await visibleUser(context, actorId) : null;
}

/** The API client that made a change. Null for a person, for nobody, and for a client that the viewer may not see. */
export async function clientOf(context: SignedInContext, { actorId }: AuditEntryRow): Promise<ApiClientRow | null> {
  return typeof actorId === 'string' && isId('cli', actorId) ? await visibleApiClient(context, actorId) : null;
}

/** The account from which an administrator acted for another one; null otherwise, and when the viewer may not see it. */
export async function actingFromOf(
  context: SignedInContext,
  { actingFromId }: AuditEntryRow,
): Promise<AccountRow | null> {
  return typeof actingFromId === 'string' ? await visibleAccount(context, actingFromId) : null;
}

/** What was changed; null for what the viewer may not see, or what is gone. */
export async function subjectOf(
  context: SignedInContext,
  { subjectId }: AuditEntryRow,
): Promise<{ readonly id: string } | null> {
  return typeof subjectId === 'string' ? await visibleNode(context, subjectId) : null;
}

/** The changes of an entry that the viewer may see. */
export async function changesOf(context: SignedInContext, entry: AuditEntryRow): Promise<readonly FieldChange[]> {
  const { viewer, loaders } = context;
  const persons = await loaders.auditPersons.load(entry.id);
  const told = [...entry.changes, ...persons.flatMap(({ changes }) => changes)];
  // Who made the change knows what it was.
  const isParty = [entry.accountId, entry.partyId, entry.actorAccountId].includes(viewer.accountId);
  const seesAmounts = isParty && may(viewer, 'VIEW_FINANCIALS');
  return shownChanges(told, { seesMaker: await seesMaker(context, entry), seesAmounts });
}

/** The address of the client that made a change, for those who see the account for which it was made. */
export async function addressOf(context: SignedInContext, entry: AuditEntryRow): Promise<string | null> {
  if (!(await seesMaker(context, entry))) return null;
  const persons = await context.loaders.auditPersons.load(entry.id);
  return persons.map(({ address }) => address).find((address) => typeof address === 'string') ?? null;
}

/** Somebody who acts for an account below theirs does so from above: with them, the account they come from has to be seen. */
async function seesMaker({ viewer, loaders }: SignedInContext, entry: AuditEntryRow): Promise<boolean> {
  const makerId = entry.actingFromId ?? entry.actorAccountId;
  if (typeof makerId !== 'string') return true;
  const maker = await loaders.account.load(makerId);
  return maker !== null && maySee(viewer, maker.path);
}
