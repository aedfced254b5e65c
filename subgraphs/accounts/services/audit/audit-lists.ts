import type { KeptCounts } from '../../../shared/database/kept-counts.ts';
import { compares, oneOf } from '../../../shared/database/list-conditions.ts';
import type { Choice, ListKey, OwnedList } from '../../../shared/database/list-loader.ts';
import { ALL_AUDIT_ACTIONS } from '../../../shared/domain/audit-actions.ts';
import type { Id } from '../../../shared/domain/ids.ts';
import type { PageRequest } from '../../../shared/graphql/connection.ts';
import type { AuditEntryRow } from '../../entities/audit-entry.ts';

/** Which entries are wanted; what is undefined excludes none. */
export interface AuditConditions {
  readonly actions: readonly string[] | undefined;
  readonly actorId: string | undefined;
  readonly subjectId: string | undefined;
  /** RFC 3339; entries of this moment are included. */
  readonly from: string | undefined;
  /** RFC 3339; entries of this moment are excluded. */
  readonly to: string | undefined;
}

/** How many entries each account has below it and with itself. */
export const AUDIT_COUNTS: KeptCounts = {
  table: 'accounts.audit_count',
  changes: 'accounts.audit_count_change',
  by: ['own', 'action'],
};

/** The cursor of an entry: its time and its id. */
export function cursorOf({ occurredAt, id }: AuditEntryRow): readonly string[] {
  return [occurredAt.toISOString(), id];
}

/** The entries of an account and those below it, newest first. */
export function auditList<Row>(toRow: (row: object) => Row): OwnedList<Row> {
  return {
    table: 'accounts.audit_below',
    owner: 'account_id',
    order: 'created_at desc, audit_id desc',
    after: '(created_at, audit_id) < (?::timestamptz, ?)',
    columns: 'item.*',
    rows: { table: 'accounts.audit_entry', on: 'item.id = entry.audit_id' },
    kept: AUDIT_COUNTS,
    toRow,
  };
}

const OWN_AND_BELOW: Choice = { column: 'own', type: 'boolean', values: ['true', 'false'] };

/** Where the entries of an account that meet conditions are found. */
export function auditListKey(owner: Id<'acc'>, wanted: AuditConditions, page: PageRequest): ListKey {
  const { actions, actorId, subjectId, from, to } = wanted;
  // The indexes by anything have the action before the order of the list.
  const isNarrowed = [actions, actorId, subjectId].some((value) => value !== undefined);
  return {
    owner,
    choices: isNarrowed ? [OWN_AND_BELOW, oneOf('action', ALL_AUDIT_ACTIONS, actions)] : [OWN_AND_BELOW],
    conditions: [
      ...compares('actor_id = ?', actorId),
      ...compares('subject_id = ?', subjectId),
      ...compares('created_at >= ?::timestamptz', from),
      ...compares('created_at < ?::timestamptz', to),
    ],
    page,
  };
}
