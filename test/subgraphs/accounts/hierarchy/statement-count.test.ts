import { expect, it } from 'vitest';
import { AccountLevelsDocument } from '../../../operations/generated/graphql.ts';
import { createSubgraph } from '../../../../subgraphs/accounts/main.ts';
import { idLabel, newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases, type TestDatabase } from '../../../support/databases.ts';
import { userOf } from '../../../support/principals.ts';
import { useSubgraph } from '../../../support/subgraph-under-test.ts';

/** The account; children and their totals on two levels; users and their totals on three; the users' accounts on two. */
const STATEMENTS = 13;

interface Made {
  readonly id: string;
  readonly path: string;
  readonly parentId: string | null;
  readonly type: string;
}

function accountBelow(parent: Made | undefined, type: string): Made {
  const id = newId('acc');
  const path = parent === undefined ? idLabel(id) : `${parent.path}.${idLabel(id)}`;
  return { id, path, parentId: parent?.id ?? null, type };
}

/** One provider, 50 resellers, 50 customers of each, and two users in every account. */
async function makeTree(database: TestDatabase): Promise<Made> {
  const root = accountBelow(undefined, 'PROVIDER');
  const resellers = Array.from({ length: 50 }, () => accountBelow(root, 'RESELLER'));
  const customers = resellers.flatMap((reseller) =>
    Array.from({ length: 50 }, () => accountBelow(reseller, 'CUSTOMER')),
  );
  const all = [root, ...resellers, ...customers];
  await database.sql(
    `insert into accounts.account (id, path, parent_id, type, segment, name, status, currency, created_at)
     select id, path::ltree, parent_id, type, case type when 'CUSTOMER' then 'COMMERCIAL' end, 'Account ' || id, 'ACTIVE', 'USD', now()
     from json_to_recordset($1::json) as made (id text, path text, parent_id text, type text)`,
    [JSON.stringify(all.map(({ id, path, parentId, type }) => ({ id, path, parent_id: parentId, type })))],
  );
  const users = all.flatMap(({ id }) => [newId('usr'), newId('usr')].map((user) => ({ id: user, account_id: id })));
  await database.sql(
    `insert into accounts."user" (id, account_id, kind, login, login_key, email, first_name, last_name, permissions, created_at)
     select id, account_id, 'ADMINISTRATOR', id, id, 'u@example.com', 'U', 'U', '{}', now()
     from json_to_recordset($1::json) as made (id text, account_id text)`,
    [JSON.stringify(users)],
  );
  return root;
}

describeOnBothDatabases('a tree of three levels, with users everywhere', (kind) => {
  let root: Made | undefined;
  const accounts = useSubgraph(kind, {
    name: 'accounts',
    createSubgraph,
    async prepare({ database }) {
      root = await makeTree(database);
    },
  });

  it.each([1, 5, 50])(`takes ${STATEMENTS} statements for %i children per level`, async (first) => {
    const { statements, ask } = accounts();
    const { id = '', path = '' } = root ?? {};
    statements.reset();
    const { data, errors } = await ask(
      AccountLevelsDocument,
      { id, first },
      userOf({ id, path, type: 'PROVIDER' }, PERMISSIONS),
    );
    expect(errors).toEqual([]);
    expect(statements.count()).toBe(STATEMENTS);
    if (data.account === null || !('children' in data.account)) throw new Error('The root is a provider');
    expect(data.account.children.nodes).toHaveLength(first);
    expect(data.account.children.nodes[0]).toMatchObject({
      parent: { name: `Account ${id}` },
      users: { totalCount: 2 },
      children: { totalCount: 50 },
    });
    expect(JSON.stringify(data).match(/"ancestors":\[\{.*?\},\{.*?\}\]/g)).toHaveLength(first * first);
  });
});
