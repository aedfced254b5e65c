import type { AuditAction } from '../domain/audit-actions.ts';
import type { FieldChange } from '../domain/field-changes.ts';
import { newId, type Id } from '../domain/ids.ts';
import type { PersonChange } from '../domain/person-change.ts';
import type { Principal } from '../domain/principal.ts';
import { isRefused } from '../domain/refusal.ts';
import type { Outbox } from './outbox.ts';
import type { UnitOfWork, Writer } from './transaction.ts';

/** A change as the audit log tells of it. */
export interface RecordedChange {
  readonly action: AuditAction;
  /** On which the entry stands: whoever sees this account may see that something was changed. */
  readonly accountId: Id<'acc'>;
  /** The object that was changed, of any type with an id. */
  readonly subjectId?: string | undefined;
  /** Never a password, a secret, a token, an answer, or a hash of one. */
  readonly changes?: readonly FieldChange[];
  readonly persons?: readonly PersonChange[];
  /** The other side of a deal, which sees amounts too. */
  readonly partyId?: Id<'acc'> | null | undefined;
  /** Who did it, where the caller has not signed in: by a link. */
  readonly by?: { readonly userId: Id<'usr'>; readonly accountId: Id<'acc'> };
}

/** Who changes something, and what it is told with. */
export interface Recorder {
  readonly principal: Principal;
  /** Of the request that changes it, as the gateway logs it; undefined where none does. */
  readonly requestId?: string | undefined;
  readonly deps: { readonly outbox: Outbox; readonly now: () => Date };
}

/** The fact that accounts appends to the audit log. */
export interface ChangeRecorded {
  readonly id: Id<'aud'>;
  readonly action: string;
  readonly accountId: Id<'acc'>;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  /** The account for which the actor did it. */
  readonly actorAccountId: Id<'acc'> | null;
  readonly actingFromId: Id<'acc'> | null;
  readonly partyId: Id<'acc'> | null;
  readonly changes: readonly FieldChange[];
  readonly persons: readonly PersonChange[];
  readonly requestId: string | null;
  readonly address: string | null;
  /** RFC 3339. */
  readonly occurredAt: string;
}

/**
 * Writes the entry of a change into the outbox, in the transaction of the change. Changes that are given and none of which is
 * one, make no entry: nothing was changed.
 */
export async function recordChange(tx: Writer, recorder: Recorder, change: RecordedChange): Promise<void> {
  tx.audit.isSettled = true;
  if (isNone(change)) return;
  const { outbox, now } = recorder.deps;
  const fact: ChangeRecorded = {
    id: newId('aud'),
    action: change.action,
    accountId: change.accountId,
    subjectId: change.subjectId ?? null,
    ...actorOf(recorder, change),
    partyId: change.partyId ?? null,
    changes: change.changes ?? [],
    persons: (change.persons ?? []).filter(({ changes }) => changes.length > 0),
    requestId: recorder.requestId ?? null,
    occurredAt: now().toISOString(),
  };
  await outbox.append(tx, 'change-recorded', fact);
}

function isNone({ changes, persons = [] }: RecordedChange): boolean {
  return changes?.length === 0 && persons.every((person) => person.changes.length === 0);
}

function actorOf(
  { principal }: Recorder,
  { by }: RecordedChange,
): Pick<ChangeRecorded, 'actorId' | 'actorAccountId' | 'actingFromId' | 'address'> {
  const address = principal.clientAddress === '' ? null : principal.clientAddress;
  if (principal.kind === 'anonymous') {
    return { actorId: by?.userId ?? null, actorAccountId: by?.accountId ?? null, actingFromId: null, address };
  }
  const { subject, accountId, actingFrom } = principal;
  return { actorId: subject, actorAccountId: accountId, actingFromId: actingFrom ?? null, address };
}

/**
 * Why a transaction of an operation has no entry in the audit log:
 * `nothing-changed` it found everything as it was to be; `tries` it counts attempts; `session` it begins, continues or ends a
 * session, which every sign-in does; `draft` nobody is bound by it; `copy` it keeps what another subgraph owns; `part` it is a
 * step of a change whose entry another transaction of the same operation writes.
 */
export type Unrecorded = 'nothing-changed' | 'tries' | 'session' | 'draft' | 'copy' | 'part';

/** Says that a transaction needs no entry in the audit log, and why. */
export function leaveUnrecorded(tx: Writer, _why: Unrecorded): void {
  tx.audit.isSettled = true;
}

/** The work of a transaction that needs no entry in the audit log. */
export function unrecorded<Result>(
  why: Unrecorded,
  work: (tx: Writer) => Promise<Result>,
): (tx: Writer) => Promise<Result> {
  return (tx) => {
    leaveUnrecorded(tx, why);
    return work(tx);
  };
}

/**
 * The unit of work of an operation, in which no change can be forgotten by the audit log: a transaction that neither records
 * one nor says why it does not, is rolled back and throws.
 */
export function auditedUnit({ read, write }: UnitOfWork): UnitOfWork {
  return {
    read,
    write: (work, step) =>
      write(async (tx) => {
        const result = await work(tx);
        if (!tx.audit.isSettled && !isRefused(result)) {
          throw new Error('Invariant: a change has an entry in the audit log, or a reason for having none');
        }
        return result;
      }, step),
  };
}
