import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAccountsDatabase } from '../../../../subgraphs/accounts/main.ts';
import { AuditEntryEntity } from '../../../../subgraphs/accounts/entities/audit-entry.ts';
import {
  AUDIT_COUNTS,
  auditList,
  auditListKey,
  type AuditConditions,
} from '../../../../subgraphs/accounts/services/audit/audit-lists.ts';
import { ALL_AUDIT_ACTIONS } from '../../../../subgraphs/shared/domain/audit-actions.ts';
import type { Database } from '../../../../subgraphs/shared/database/database.ts';
import { foldCounts } from '../../../../subgraphs/shared/database/kept-counts.ts';
import { createListLoader } from '../../../../subgraphs/shared/database/list-loader.ts';
import type { Id } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases, openTestDatabase, type TestDatabase } from '../../../support/databases.ts';
import { explainingReader } from '../../../support/market/explain.ts';

/** On PGlite only the rows are compared: its machine is too slow for a log in which their cost would show. */
const ENTRIES = { pglite: 2_000, postgresql: 60_000 } as const;
const FIRST = 20;

/** Pages of 8 kB: the way into the range of each action, own and below, and then each row. */
const MOST_FOR_PAGE = 2 * ALL_AUDIT_ACTIONS.length * 5 + 6 * (FIRST + 1);
/** A kept count, or ten thousand entries of an index. */
const MOST_FOR_COUNT = 700;

/** A provider, ten resellers, and ten customers of each; the last reseller has nearly no entries. */
const TREE = `insert into accounts.account (id, type, name, status, path, parent_id, currency, segment, created_at)
  select 'acc_' || label, type, label, 'ACTIVE', path::ltree, parent_id, 'USD',
    case type when 'CUSTOMER' then 'COMMERCIAL' end, now()
  from (
    select 'p' as label, 'PROVIDER' as type, 'p' as path, null as parent_id
    union all select 'r' || r, 'RESELLER', 'p.r' || r, 'acc_p' from generate_series(0, 9) as r
    union all select 'c' || r || c, 'CUSTOMER', 'p.r' || r || '.c' || r || c, 'acc_r' || r
      from generate_series(0, 9) as r, generate_series(0, 9) as c
  ) as made order by path`;

const entries = (count: number): string => `with made as (
    select 'aud_' || lpad(n::text, 26, '0') as id,
      case when n % 997 = 0 then 'decideTerms' when n % 3 = 0 then 'placeOrder' else 'updateAccount' end as action,
      case when n % 5 = 0 then 'acc_r' || (n / 5 % 9) when n % 4001 = 0 then 'acc_c99'
        else 'acc_c' || (n % 9) || (n / 9 % 10) end as account_id,
      'usr_' || (case when n % 10 < 6 then 'busy' else 'other' || n % 50 end) as actor_id,
      'sub_' || n % 2000 as subject_id,
      timestamptz '2026-01-01' + n * interval '7 seconds' as occurred_at
    from generate_series(1, ${count}) as n
  ), added as (
    insert into accounts.audit_entry (id, action, account_id, actor_id, subject_id, changes, occurred_at)
    select id, action, account_id, actor_id, subject_id, '[]', occurred_at from made returning *
  )
  insert into accounts.audit_place (id, stands_on, path, action, actor_id, subject_id, created_at)
  select added.id, account_id, path, action, actor_id, subject_id, occurred_at
  from added join accounts.account on account.id = account_id`;

const NONE: AuditConditions = {
  actions: undefined,
  actorId: undefined,
  subjectId: undefined,
  from: undefined,
  to: undefined,
};
const SEARCHES: Readonly<Record<string, readonly [filter: Partial<AuditConditions>, where: string]>> = {
  all: [{}, 'true'],
  'a common action': [{ actions: ['updateAccount'] }, `action = 'updateAccount'`],
  'a rare action': [{ actions: ['decideTerms'] }, `action = 'decideTerms'`],
  'an action of none': [{ actions: ['eraseUser'] }, 'false'],
  'two actions': [{ actions: ['decideTerms', 'placeOrder'] }, `action in ('decideTerms', 'placeOrder')`],
  'a busy actor': [{ actorId: 'usr_busy' }, `actor_id = 'usr_busy'`],
  'a busy actor and a rare action': [
    { actorId: 'usr_busy', actions: ['decideTerms'] },
    `actor_id = 'usr_busy' and action = 'decideTerms'`,
  ],
  'an object': [{ subjectId: 'sub_7' }, `subject_id = 'sub_7'`],
  'a span': [
    { from: '2026-01-01T01:00:00Z', to: '2026-01-01T02:00:00Z' },
    `created_at >= '2026-01-01T01:00:00Z' and created_at < '2026-01-01T02:00:00Z'`,
  ],
  'a busy actor in a span of old': [
    { actorId: 'usr_busy', to: '2026-01-01T02:00:00Z' },
    `actor_id = 'usr_busy' and created_at < '2026-01-01T02:00:00Z'`,
  ],
};
const VIEWERS: Readonly<Record<string, string>> = { provider: 'p', reseller: 'p.r1', quiet: 'p.r9', buyer: 'p.r1.c11' };

describeOnBothDatabases('a large audit log', (kind) => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await openTestDatabase(kind);
    database = await openAccountsDatabase(server.address);
    await server.sql(TREE);
    await server.sql(entries(ENTRIES[kind]));
    await foldCounts(database.fresh, AUDIT_COUNTS);
    await server.sql('vacuum analyze accounts.audit_below');
    await server.sql('analyze');
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server.close();
  });

  it.each(Object.entries(VIEWERS))(
    'has for the %s what a look at all of it finds, at the cost of a page',
    async (_, path) => {
      const owner = `acc_${path.split('.').at(-1)}` as Id<'acc'>;
      const tooMuch: string[] = [];
      for (const [title, [filter, where]] of Object.entries(SEARCHES)) {
        const all = await server.sql<{ id: string }>(
          `select id from accounts.audit_place where path <@ '${path}' and ${where} order by created_at desc, id desc`,
        );
        const { reader, explained } = explainingReader(database.fresh.read);
        const list = createListLoader(
          reader,
          auditList((row) => reader.map(AuditEntryEntity, row)),
        );
        const pageFrom = async (after: readonly string[] | undefined) => {
          const key = auditListKey(owner, { ...NONE, ...filter }, { first: FIRST, after });
          return { key, rows: await list.rows.load(key) };
        };
        const { key, rows } = await pageFrom(undefined);
        expect(
          rows.map(({ id }) => id),
          title,
        ).toEqual(all.slice(0, FIRST + 1).map(({ id }) => id));
        const middle = rows.at(-1);
        if (middle !== undefined && rows.length > FIRST) {
          const deep = await pageFrom([middle.occurredAt.toISOString(), middle.id]);
          expect(
            deep.rows.map(({ id }) => id),
            title,
          ).toEqual(all.slice(FIRST + 1, 2 * FIRST + 2).map(({ id }) => id));
        }
        for (const { buffers, scanned } of explained) {
          if (buffers > MOST_FOR_PAGE) tooMuch.push(`${title} reads ${buffers} pages`);
          if (scanned.length > 0) tooMuch.push(`${title} scans ${scanned.join(', ')}`);
        }
        explained.length = 0;
        const total = await list.count.load(key);
        if (total.isExact) expect(total.count, title).toBe(all.length);
        else expect(all.length, title).toBeGreaterThan(total.count);
        if (key.conditions?.length === 0) expect(total.isExact, title).toBe(true);
        for (const { buffers } of explained) {
          if (buffers > MOST_FOR_COUNT) tooMuch.push(`the total of ${title} reads ${buffers} pages`);
        }
      }
      if (kind === 'postgresql') expect(tooMuch).toEqual([]);
    },
  );
});
