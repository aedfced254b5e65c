import type { ChangeRecorded } from '../../../shared/database/record-change.ts';
import type { Writer } from '../../../shared/database/transaction.ts';
import { isId } from '../../../shared/domain/ids.ts';
import type { PersonChange } from '../../../shared/domain/person-change.ts';
import type { WorkContext } from '../../context.ts';

/**
 * Appends what a subgraph has recorded to the audit log. An entry that is there already stays as it is. One whose account is
 * gone, or was never here, is kept, and listed nowhere.
 */
export async function appendEntry({ write }: WorkContext, fact: ChangeRecorded): Promise<void> {
  await write(async (tx) => {
    const added = await tx.execute(
      `insert into accounts.audit_entry
         (id, action, account_id, subject_id, actor_id, actor_account_id, acting_from_id, party_id, changes, request_id,
          occurred_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::timestamptz) on conflict do nothing returning id`,
      [
        fact.id,
        fact.action,
        fact.accountId,
        fact.subjectId,
        fact.actorId,
        fact.actorAccountId,
        fact.actingFromId,
        fact.partyId,
        JSON.stringify(fact.changes),
        fact.requestId,
        fact.occurredAt,
      ],
    );
    if (added.length === 0) return;
    await addPersons(tx, fact);
    await eraseErased(tx, fact.id);
    // The account stays where it is until the entry is listed, so that whoever moves it finds the entry.
    await tx.execute(
      `insert into accounts.audit_place (id, stands_on, path, action, actor_id, subject_id, created_at)
       select ?, id, path, ?, ?, ?, ?::timestamptz from accounts.account where id = ? for share`,
      [fact.id, fact.action, fact.actorId, fact.subjectId, fact.occurredAt, fact.accountId],
    );
  });
}

/** A fact may come after the person it tells of was erased. The users stay as they are, so that erasing one finds the entry. */
async function eraseErased(tx: Writer, entryId: string): Promise<void> {
  await tx.execute(
    `select id from accounts."user" where id in (select user_id from accounts.audit_person where entry_id = ?)
     order by id for key share`,
    [entryId],
  );
  await tx.execute(
    `update accounts.audit_person as person set erased_at = erased.erased_at from accounts."user" as erased
     where person.entry_id = ? and erased.id = person.user_id and erased.erased_at is not null`,
    [entryId],
  );
}

interface ToldPerson extends PersonChange {
  readonly address?: string | null;
}

/** The actor, whose address is a part of them, and those of whom something was changed. */
async function addPersons(tx: Writer, { id, actorId, address, persons }: ChangeRecorded): Promise<void> {
  const userId = actorId !== null && isId('usr', actorId) ? actorId : undefined;
  const told: readonly ToldPerson[] = [...(address === null ? [] : [{ userId, address, changes: [] }]), ...persons];
  if (told.length === 0) return;
  await tx.execute(
    `insert into accounts.audit_person (entry_id, place, user_id, email_key, address, changes)
     select ?, place, person ->> 'userId', lower(person ->> 'email'), person ->> 'address', person -> 'changes'
     from jsonb_array_elements(?::jsonb) with ordinality as told (person, place)`,
    [id, JSON.stringify(told)],
  );
}
