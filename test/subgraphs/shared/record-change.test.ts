import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../subgraphs/shared/database/database.ts';
import {
  auditedUnit,
  leaveUnrecorded,
  recordChange,
  unrecorded,
  type ChangeRecorded,
} from '../../../subgraphs/shared/database/record-change.ts';
import type { Writer } from '../../../subgraphs/shared/database/transaction.ts';
import { changesOfField } from '../../../subgraphs/shared/domain/field-changes.ts';
import { newId } from '../../../subgraphs/shared/domain/ids.ts';
import { done, refusal, refused } from '../../../subgraphs/shared/domain/refusal.ts';
import { describeOnBothDatabases, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const NoteEntity = defineEntity({ name: 'Note', tableName: 'note', properties: { text: p.text().primary() } });

class M001Notes extends Migration {
  override up(): void {
    this.addSql('create table notes.note (text text)');
  }
}

describeOnBothDatabases('the writes of an operation', (kind) => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await openTestDatabase(kind);
    database = await openDatabase(server.address, { schema: 'notes', entities: [NoteEntity], migrations: [M001Notes] });
  });
  afterAll(async () => {
    await database.close();
    await server.close();
  });

  const unit = () => auditedUnit(database.begin());
  const note = (tx: Writer, text: string) => tx.execute('insert into notes.note values (?)', [text]);
  const notes = async () => (await server.sql<{ text: string }>('select text from notes.note')).map(({ text }) => text);
  const recorder = () => {
    const facts: { subject: string; data: ChangeRecorded }[] = [];
    const outbox = {
      append: (_tx: Writer, subject: string, data: object) => {
        facts.push({ subject, data: data as ChangeRecorded });
        return Promise.resolve();
      },
      relay: () => Promise.resolve(),
    };
    const principal = { kind: 'anonymous', clientAddress: '192.0.2.9' } as const;
    return { facts, by: { principal, requestId: 'req-1', deps: { outbox, now: () => new Date(0) } } };
  };
  const accountId = newId('acc');

  it('are rolled back, and throw, when the audit log is forgotten', async () => {
    await expect(unit().write((tx) => note(tx, 'forgotten'))).rejects.toThrow('audit log');
    await expect(unit().write(async (tx) => done(await note(tx, 'forgotten')))).rejects.toThrow('audit log');
    expect(await notes()).toEqual([]);
  });

  it('are committed with an entry or a reason for none, and refused without either', async () => {
    const { by, facts } = recorder();
    await unit().write(async (tx) => {
      await note(tx, 'recorded');
      await recordChange(tx, by, { action: 'updateAccount', accountId });
    });
    await unit().write(unrecorded('tries', (tx) => note(tx, 'counted')));
    await unit().write(async (tx) => {
      await note(tx, 'as it was');
      leaveUnrecorded(tx, 'nothing-changed');
    });
    const no = refused(refusal('INVALID', 'No.'));
    expect(await unit().write(() => Promise.resolve(no))).toEqual(no);
    expect(await notes()).toEqual(['recorded', 'counted', 'as it was']);
    expect(facts).toMatchObject([
      {
        subject: 'change-recorded',
        data: { action: 'updateAccount', accountId, requestId: 'req-1', address: '192.0.2.9', actorId: null },
      },
    ]);
  });

  it('have no entry when every value is what it was', async () => {
    const { by, facts } = recorder();
    await unit().write((tx) => {
      const changes = changesOfField('name', 'same', 'same');
      return recordChange(tx, by, { action: 'updateAccount', accountId, changes, persons: [{ changes: [] }] });
    });
    expect(facts).toEqual([]);
  });
});
