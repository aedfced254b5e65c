import { expect, it } from 'vitest';
import { SessionEntity } from '../../../subgraphs/accounts/entities/session.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { workWith } from '../../../subgraphs/shared/database/transaction.ts';
import { done, refusal, refused, type Outcome } from '../../../subgraphs/shared/domain/refusal.ts';
import { newId } from '../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases, openTestDatabase, type DatabaseKind } from '../../support/databases.ts';

const NOW = new Date('2026-11-26T09:00:00Z');

async function openSessions(kind: DatabaseKind) {
  const resources = new AsyncDisposableStack();
  const database = await openTestDatabase(kind);
  resources.defer(() => database.close());
  const orm = await openDatabase(database.address, { schema: 'accounts', entities: [SessionEntity], migrations: [] });
  resources.defer(() => orm.close());
  await database.sql(`create table accounts.session (id text primary key, user_id text not null, family_hash text not null,
    refresh_hash text not null, created_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz)`);
  const session = {
    id: newId('ses'),
    userId: newId('usr'),
    familyHash: 'family',
    refreshHash: 'refresh',
    createdAt: NOW,
    expiresAt: NOW,
  };
  const sessions = () => database.sql<{ readonly id: string }>('select id from accounts.session');
  return { resources, orm, database, session, sessions };
}

describeOnBothDatabases('a unit of work', (kind) => {
  it('keeps what a use case wrote when it is done, and takes it back when it refuses or throws', async () => {
    const { resources, orm, session, sessions } = await openSessions(kind);
    await using _ = resources;
    const insert = (end: () => Outcome<string>) =>
      orm.begin().write(async (tx) => {
        tx.create(SessionEntity, session);
        await tx.flush();
        return end();
      });
    const refusing = refused(refusal('INVALID', 'Not like this.'));
    expect(await insert(() => refusing)).toBe(refusing);
    expect(await sessions()).toEqual([]);
    const throwing = (): never => {
      throw new Error('out of order');
    };
    await expect(insert(throwing)).rejects.toThrow('out of order');
    expect(await sessions()).toEqual([]);
    expect(await insert(() => done('made'))).toEqual(done('made'));
    expect(await sessions()).toEqual([{ id: session.id }]);
  });

  it('for jobs and facts reads what is there now, not what it has read before', async () => {
    const { resources, orm, database, session } = await openSessions(kind);
    await using _ = resources;
    await orm.begin().write(async (tx) => {
      tx.create(SessionEntity, session);
      await tx.flush();
    });
    const work = workWith(orm.fresh, { name: 'worker' });
    const familyHash = async () => (await work.read.findOneOrFail(SessionEntity, { id: session.id })).familyHash;
    expect(await familyHash()).toBe('family');
    await database.sql(`update accounts.session set family_hash = 'another'`);
    expect(await familyHash()).toBe('another');
    expect(work.deps).toEqual({ name: 'worker' });
  });
});
