import { expect, it } from 'vitest';
import { AccountEntity } from '../../../../subgraphs/accounts/entities/account.ts';
import { ENTITIES } from '../../../../subgraphs/accounts/entities/entities.ts';
import { M001Accounts } from '../../../../subgraphs/accounts/migrations/m001-accounts.ts';
import { M003CustomerIdentity } from '../../../../subgraphs/accounts/migrations/m003-customer-identity.ts';
import { M026CatalogPermission } from '../../../../subgraphs/accounts/migrations/m026-catalog-permission.ts';
import { MIGRATIONS } from '../../../../subgraphs/accounts/migrations/migrations.ts';
import { openDatabase } from '../../../../subgraphs/shared/database/database.ts';
import { describeOnBothDatabases, openTestDatabase } from '../../../support/databases.ts';

describeOnBothDatabases('the migration of a database in which several customers have one tenant', (kind) => {
  it('leaves the tenant to the oldest customer, in any letter case, and prevents a second owner', async () => {
    const database = await openTestDatabase(kind);
    const schema = { schema: 'accounts', entities: [AccountEntity] };
    const before = await openDatabase(database.address, { ...schema, migrations: [M001Accounts] });
    await database.sql(`insert into accounts.account (id, type, name, status, path, currency, created_at)
      values ('p', 'PROVIDER', 'P', 'ACTIVE', 'p', 'USD', now())`);
    const add = (id: string, tenant: string | null, createdAt: string) =>
      database.sql(
        `insert into accounts.account (id, type, name, status, path, parent_id, currency, segment, tenant_domain, created_at)
         values ($1, 'CUSTOMER', $1, 'ACTIVE', ('p.' || $1)::ltree, 'p', 'USD', 'COMMERCIAL', $2, $3)`,
        [id, tenant, createdAt],
      );
    await add('b', 'one.onmicrosoft.com', '2026-01-02Z');
    await add('a', 'ONE.onmicrosoft.com', '2026-01-03Z');
    await add('c', 'One.onmicrosoft.com', '2026-01-01Z');
    await add('d', 'two.onmicrosoft.com', '2026-01-04Z');
    await add('e', null, '2026-01-05Z');
    const after = await openDatabase(database.address, {
      ...schema,
      migrations: [M001Accounts, M003CustomerIdentity],
    });
    const rows = await database.sql(
      'select id, tenant_domain from accounts.account where segment is not null order by id',
    );
    expect(rows).toEqual([
      { id: 'a', tenant_domain: null },
      { id: 'b', tenant_domain: null },
      { id: 'c', tenant_domain: 'One.onmicrosoft.com' },
      { id: 'd', tenant_domain: 'two.onmicrosoft.com' },
      { id: 'e', tenant_domain: null },
    ]);
    await expect(add('f', 'TWO.onmicrosoft.com', '2026-01-06Z')).rejects.toThrow('account_tenant');
    await before.close();
    if (kind === 'postgresql') await after.close();
    await database.close();
  });
});

describeOnBothDatabases('the migration that gives marketplaces a permission of their own', (kind) => {
  it('gives it to users and API clients of resellers who manage prices, once, and to nobody else', async () => {
    const database = await openTestDatabase(kind);
    const schema = { schema: 'accounts', entities: ENTITIES };
    const before = await openDatabase(database.address, {
      ...schema,
      migrations: MIGRATIONS.slice(0, MIGRATIONS.indexOf(M026CatalogPermission)),
    });
    await database.sql(`insert into accounts.account (id, type, name, status, path, parent_id, currency, segment, created_at)
      values ('p', 'PROVIDER', 'P', 'ACTIVE', 'p', null, 'USD', null, now()),
        ('r', 'RESELLER', 'R', 'ACTIVE', 'p.r', 'p', 'USD', null, now()),
        ('s', 'RESELLER', 'S', 'CANCELLED', 'p.r.s', 'r', 'USD', null, now()),
        ('c', 'CUSTOMER', 'C', 'ACTIVE', 'p.r.c', 'r', 'USD', 'COMMERCIAL', now())`);
    const holders = {
      'p-prices': ['MANAGE_PRICES'],
      'r-prices': ['MANAGE_PRICES', 'MANAGE_USERS'],
      'r-both': ['MANAGE_CATALOG', 'MANAGE_PRICES'],
      'r-users': ['MANAGE_USERS'],
      'r-none': [],
      's-prices': ['PLACE_ORDERS', 'MANAGE_PRICES'],
      'c-prices': ['MANAGE_PRICES'],
    };
    for (const [id, permissions] of Object.entries(holders)) {
      const values = [id, id.slice(0, 1), `{${permissions.join(',')}}`];
      await database.sql(
        `insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
         values ($1, $2, 'ADMINISTRATOR', $1, $1, 'u@example.com', 'U', 'U', $3, now())`,
        values,
      );
      await database.sql(
        `insert into accounts.api_client (id, account_id, name, permissions, created_at) values ($1, $2, 'Client', $3, now())`,
        values,
      );
    }
    const after = await openDatabase(database.address, { ...schema, migrations: MIGRATIONS });
    for (const table of ['"user"', 'api_client']) {
      const rows = await database.sql<{ id: string; permissions: readonly string[] }>(
        `select id, permissions from accounts.${table}`,
      );
      expect(Object.fromEntries(rows.map(({ id, permissions }) => [id, permissions])), table).toEqual({
        ...holders,
        'r-prices': ['MANAGE_PRICES', 'MANAGE_USERS', 'MANAGE_CATALOG'],
        's-prices': ['PLACE_ORDERS', 'MANAGE_PRICES', 'MANAGE_CATALOG'],
      });
    }
    await before.close();
    if (kind === 'postgresql') await after.close();
    await database.close();
  });
});
