import { expect, it } from 'vitest';
import { PageOfAccountsDocument } from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { useGraph } from '../../../support/graph-under-test.ts';

const CUSTOMERS = 60;

describeOnBothDatabases('a page of accounts with what each owes', (kind) => {
  const graph = useGraph(kind, {
    async prepare({ database, account }) {
      const { id: sellerId, path } = account('Champion Cloud');
      const ids = JSON.stringify(
        Array.from({ length: CUSTOMERS }, () => ({ id: newId('acc'), user_id: newId('usr') })),
      );
      const made = `json_to_recordset($1::json) as made (id text, user_id text)`;
      const place = `($2 || '.' || substr(id, 5))::ltree, $3`;
      await database.sql(
        `insert into accounts.account (id, path, parent_id, type, segment, name, status, currency, contact, created_at)
         select id, ${place}, 'CUSTOMER', 'COMMERCIAL', 'Customer ' || id, 'ACTIVE', 'USD', '{"email": "c@example.com"}', now()
         from ${made}`,
        [ids, path, sellerId],
      );
      await database.sql(
        `insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
         select user_id, id, 'ADMINISTRATOR', user_id, user_id, 'u@example.com', 'U', 'U', '{}', now() from ${made}`,
        [ids],
      );
      await database.sql(
        `insert into orders.account (id, path, parent_id, type, segment, name, status, currency, version)
         select id, ${place}, 'CUSTOMER', 'COMMERCIAL', 'Customer ' || id, 'ACTIVE', 'USD', 1 from ${made}`,
        [ids, path, sellerId],
      );
      await database.sql(
        `insert into orders.credit (account_id, seller_id, currency, limit_minor) select id, $2, 'USD', 12300 from ${made}`,
        [ids, sellerId],
      );
    },
  });

  const page = async (first: number) => {
    for (const name of ['accounts', 'orders'] as const) graph().takeStatements(name);
    const { data, errors } = await graph().ask(
      PageOfAccountsDocument,
      { first },
      graph().administrator('Champion Cloud'),
    );
    expect(errors).toEqual([]);
    return data.accounts.nodes;
  };

  it.each([10, 50])('takes as many statements for %i accounts, in both subgraphs', async (first) => {
    // The first question of all also reads keys.
    await page(1);
    const accounts = await page(first);
    expect(accounts).toHaveLength(first);
    for (const account of accounts) {
      expect(account).toMatchObject({
        parent: { name: 'Champion Cloud' },
        administrativeContact: { email: 'c@example.com' },
        users: { totalCount: 1 },
        balance: { creditLimit: { amount: '123.00' } },
      });
    }
    // The list, the users and how many, the parents; the copies of the accounts, and what they owe.
    expect(graph().takeStatements('accounts')).toHaveLength(4);
    expect(graph().takeStatements('orders')).toHaveLength(2);
  });
});
