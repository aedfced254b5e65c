import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENTITIES } from '../../../../subgraphs/accounts/entities/entities.ts';
import { FILLINGS, INDEXES } from '../../../../subgraphs/accounts/entities/retention.ts';
import { MIGRATIONS } from '../../../../subgraphs/accounts/migrations/migrations.ts';
import { openDatabase, type Database } from '../../../../subgraphs/shared/database/database.ts';
import { describeOnBothDatabases, openTestDatabase, type TestDatabase } from '../../../support/databases.ts';

/** The lists as a look at all accounts and users makes them. */
const MEMBERS = `select 'acc_' || label as account_id, place = cardinality(labels) as own, id as member_id, type, status,
    external_id, lower(name) as name_key
  from (select *, string_to_array(path::text, '.') as labels from accounts.account) as member,
    unnest(labels) with ordinality as level (label, place)`;
const EMAILS = `select distinct member.id as member_id, parent_id as seller_id, lower(address.email) as email, type,
    status, external_id, lower(name) as name_key
  from accounts.account as member cross join lateral (
    select contact ->> 'email' as email union select email from accounts."user" where account_id = member.id
  ) as address where address.email is not null`;

const TEXTS = `select id as member_id, parent_id as seller_id, type, status, external_id,
    lower(name) as name_key, search_text || coalesce(' ' || lower(tax_id) || ' ' || replace(lower(tax_id), ' ', ''), '') as words
  from accounts.account`;

/** What is listed but should not be, and what should be listed but is not. */
function differences(kept: string, expected: string): string {
  return `(select 'extra' as what, extra.* from (${kept} except ${expected}) as extra)
    union all (select 'missing', missing.* from (${expected} except ${kept}) as missing)`;
}

const KEPT_MEMBERS =
  'select account_id, own, member_id, type, status, external_id, name_key from accounts.member_below';
const KEPT_EMAILS =
  'select member_id, seller_id, email, type, status, external_id, name_key from accounts.account_email';

const KEPT_TEXTS =
  'select member_id, seller_id, type, status, external_id, name_key, words from accounts.account_search';

describeOnBothDatabases('the lists of accounts', (kind) => {
  let database: TestDatabase;
  let accounts: Database;
  const open = () =>
    openDatabase(database.address, {
      schema: 'accounts',
      entities: ENTITIES,
      migrations: MIGRATIONS,
      fillings: FILLINGS,
      indexes: INDEXES,
    });
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    accounts = await open();
  });
  afterAll(async () => {
    await accounts.close();
    await database.close();
  });
  const expectKept = async (): Promise<void> => {
    expect(await database.sql(differences(KEPT_MEMBERS, MEMBERS))).toEqual([]);
    expect(await database.sql(differences(KEPT_EMAILS, EMAILS))).toEqual([]);
    expect(await database.sql(differences(KEPT_TEXTS, TEXTS))).toEqual([]);
    expect(await database.sql('select * from accounts.wrong_member_counts()')).toEqual([]);
  };

  it('follow accounts and users that are added, changed, moved and removed', async () => {
    const account = (id: string, type: string, path: string, email: string): Promise<unknown> =>
      database.sql(
        `insert into accounts.account (id, type, name, status, path, parent_id, contact, currency, segment, created_at)
         values ('acc_' || $1::text, $2, 'Name ' || $1::text, 'ACTIVE', $3::text::ltree,
           case when $2 <> 'PROVIDER' then 'acc_' || split_part($3::text, '.', -2) end,
           jsonb_build_object('email', $4::text), 'USD', case when $2 = 'CUSTOMER' then 'COMMERCIAL' end, now())`,
        [id, type, path, email],
      );
    await account('p', 'PROVIDER', 'p', 'Provider@example.com');
    await account('r', 'RESELLER', 'p.r', 'shared@example.com');
    await account('s', 'RESELLER', 'p.s', 'shared@example.com');
    await account('c', 'CUSTOMER', 'p.r.c', 'c@example.com');
    await account('d', 'CUSTOMER', 'p.r.d', 'd@example.com');
    await database.sql(
      `insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
       select 'usr_' || login, 'acc_c', 'ADMINISTRATOR', login, login, login || '@Example.com', 'A', 'B', '{}', now()
       from unnest(array['one', 'two']) as login`,
    );
    await expectKept();
    const changes = [
      `update accounts.account set name = 'RENAMED', status = 'CANCELLED', external_id = 'E' where id = 'acc_c'`,
      `update accounts.account set tax_id = 'DE 136695976' where id = 'acc_c'`,
      `update accounts.account set contact = jsonb_build_object('email', 'one@example.com') where id = 'acc_c'`,
      `update accounts."user" set email = 'Three@example.com' where login = 'two'`,
      `update accounts."user" set account_id = 'acc_d' where login = 'one'`,
      `update accounts.account set path = 'p.s.c', parent_id = 'acc_s' where id = 'acc_c'`,
      `delete from accounts."user" where login = 'two'`,
      `delete from accounts.account where id = 'acc_d'`,
    ];
    for (const change of changes) {
      await database.sql(change);
      await expectKept();
    }
  });

  it('hold texts that are too long for an index', async () => {
    // No compression makes such a text short.
    await database.sql(`update accounts.account set (name, external_id) = (
        select string_agg(chr(131072 + (random() * 40000)::int), ''), string_agg(chr(131072 + (random() * 40000)::int), '')
        from generate_series(1, 200)),
      contact = jsonb_build_object('firstName', (select string_agg(chr(131072 + (random() * 40000)::int), '')
        from generate_series(1, 200)), 'lastName', 'Falk')
      where id = 'acc_c'`);
    await expectKept();
    const [row] = await database.sql(
      'select brief, length(words) > 600 as long from accounts.account_search where member_id = $1',
      ['acc_c'],
    );
    expect(row).toEqual({ brief: null, long: true });
  });

  it('are filled with the accounts from before them when a process starts', async () => {
    await database.sql(
      'truncate accounts.member_below, accounts.account_email, accounts.account_search, accounts.member_count, accounts.member_count_change',
    );
    await database.sql(`update accounts.filling set last_id = '', until_id = (select max(id) from accounts.account)`);
    const next = await open();
    await next.close();
    await expectKept();
  });
});
