import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('old sessions and failed sign-ins', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('are deleted by a job of the worker, and newer ones are kept', async () => {
    const { database, jobs, account } = accounts();
    await database.sql(
      `insert into accounts.session select 'ses_' || n, $1, 'family' || n, 'refresh', now() - interval '60 days',
         now() - n * interval '10 days' from generate_series(1, 6) n`,
      [account('Champion Cloud').userId],
    );
    await database.sql(
      `insert into accounts.sign_in_attempt values ('old', 3, now() - interval '2 days'), ('new', 3, now())`,
    );
    await jobs.add('accounts.purge', {});
    const left = (table: string, column: string) =>
      database.sql<{ id: string }>(`select ${column} as id from accounts.${table} order by 1`);
    await eventually(async () => {
      expect(await left('session', 'id')).toEqual([{ id: 'ses_1' }, { id: 'ses_2' }]);
      expect(await left('sign_in_attempt', 'subject')).toEqual([{ id: 'new' }]);
    });
  });
});
