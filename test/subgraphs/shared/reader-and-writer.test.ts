import { defineEntity, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../subgraphs/shared/database/database.ts';
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

describeOnBothDatabases('a reader or a writer', (kind) => {
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
});
