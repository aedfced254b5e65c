import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { FieldChange } from '../../shared/domain/field-changes.ts';
import type { Id } from '../../shared/domain/ids.ts';

/** One change, as it was recorded. No statement changes or removes it. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    id: p.text().$type<Id<'aud'>>().primary(),
    action: p.text(),
    /** On which the entry stands. It may be gone since. */
    accountId: p.text().$type<Id<'acc'>>(),
    subjectId: p.text().nullable(),
    /** A user or an API client; null where nobody had signed in, or the platform did it. */
    actorId: p.text().nullable(),
    /** The account for which it was done. */
    actorAccountId: p.text().$type<Id<'acc'>>().nullable(),
    actingFromId: p.text().$type<Id<'acc'>>().nullable(),
    /** The other side of a deal, which sees its amounts. */
    partyId: p.text().$type<Id<'acc'>>().nullable(),
    /** What belongs to no person. */
    changes: p.json<readonly FieldChange[]>(),
    requestId: p.text().nullable(),
    occurredAt: p.datetime(),
  },
});

export type AuditEntryRow = InferEntity<typeof AuditEntryEntity>;

/** What an entry tells of one person. Erasing the person takes it away, and the client's address with it. */
export const AuditPersonEntity = defineEntity({
  name: 'AuditPerson',
  tableName: 'audit_person',
  properties: {
    entryId: p.text().$type<Id<'aud'>>().primary(),
    place: p.integer().primary(),
    userId: p.text().$type<Id<'usr'>>().nullable(),
    /** In lower case. */
    emailKey: p.text().nullable(),
    /** Of the client, with the actor. */
    address: p.text().nullable(),
    changes: p.json<readonly FieldChange[]>(),
    erasedAt: p.datetime().nullable(),
  },
});

export type AuditPersonRow = InferEntity<typeof AuditPersonEntity>;
