import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../subgraphs/shared/database/database.ts';
import { workWith } from '../../../subgraphs/shared/database/transaction.ts';
import { done, refusal, refused } from '../../../subgraphs/shared/domain/refusal.ts';
import { describeOnBothDatabases, openTestDatabase, type TestDatabase } from '../../support/databases.ts';

const NoteEntity = defineEntity({
  name: 'Note',
  tableName: 'note',
  properties: { id: p.integer().primary(), text: p.text().nullable() },
});

class M001Notes extends Migration {
  override up(): void {
    this.addSql('create table notes.note (id int primary key, text text)');
  }
}

describeOnBothDatabases('A unit of work', (kind) => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await openTestDatabase(kind);
    database = await openDatabase(server.address, {
      schema: 'notes',
      entities: [NoteEntity],
      migrations: [M001Notes],
    });
  });
  afterAll(async () => {
    await database.close();
    await server.close();
  });

  const stored = async (id: number): Promise<string | undefined> => {
    const rows = await server.sql<{ text: string }>('select text from notes.note where id = $1', [id]);
    return rows[0]?.text;
  };

  it('commits what a resolved function has written', async () => {
    const outcome = await database.begin().write((tx) => {
      tx.create(NoteEntity, { id: 1, text: 'kept' });
      return Promise.resolve(done(1));
    });
    expect(outcome).toEqual(done(1));
    expect(await stored(1)).toBe('kept');
  });

  it('undoes what was written before a refusal, and returns the refusal', async () => {
    const refusals = refused(refusal('CONFLICT', 'Somebody was faster.'));
    const outcome = await database.begin().write(async (tx) => {
      await tx.execute(`insert into notes.note values (2, 'refused')`);
      return refusals;
    });
    expect(outcome).toEqual(refusals);
    expect(await stored(2)).toBeUndefined();
  });

  it('undoes what was written before an error, and rejects with it', async () => {
    const writing = database.begin().write(async (tx) => {
      await tx.execute(`insert into notes.note values (3, 'failed')`);
      throw new Error('The power went out');
    });
    await expect(writing).rejects.toThrow('The power went out');
    expect(await stored(3)).toBeUndefined();
  });

  it('locks a row with the values that it has now, not with those that were read before', async () => {
    await server.sql(`insert into notes.note values (4, 'old')`);
    const unit = database.begin();
    expect(await unit.read.findOne(NoteEntity, { id: 4 })).toMatchObject({ text: 'old' });
    for (const text of ['new', null]) {
      await server.sql('update notes.note set text = $1 where id = 4', [text]);
      expect(await unit.write(async (tx) => (await tx.lock(NoteEntity, { id: 4 }))?.text)).toBe(text);
    }
  });

  it('locks nothing, and returns null, when there is no such row', async () => {
    expect(await database.begin().write((tx) => tx.lock(NoteEntity, { id: 99 }))).toBeNull();
  });

  it('maps the rows of a statement to entities', async () => {
    await server.sql(`insert into notes.note values (5, 'mapped')`);
    const { read } = database.begin();
    const rows = await read.query('select * from notes.note where id = ?', [5]);
    expect(rows.map((row) => read.map(NoteEntity, row))).toMatchObject([{ id: 5, text: 'mapped' }]);
  });

  it('is a new one for each use of the fresh units, also with what a job depends on', async () => {
    await server.sql(`insert into notes.note values (6, 'old')`);
    const now = (): number => 0;
    for (const fresh of [database.fresh, workWith(database.fresh, { now })]) {
      await server.sql(`update notes.note set text = 'old' where id = 6`);
      expect(await fresh.read.findOne(NoteEntity, { id: 6 })).toMatchObject({ text: 'old' });
      await server.sql(`update notes.note set text = 'new' where id = 6`);
      expect(await fresh.read.findOne(NoteEntity, { id: 6 })).toMatchObject({ text: 'new' });
    }
  });
});
