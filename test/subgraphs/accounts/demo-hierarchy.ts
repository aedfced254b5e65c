import { createSubgraph, type AccountsSubgraph } from '../../../subgraphs/accounts/main.ts';
import { PERMISSIONS } from '../../../subgraphs/shared/domain/permission.ts';
import type { DatabaseKind, TestDatabase } from '../../support/databases.ts';
import { userOf, type ContextClaims, type PrincipalAccount } from '../../support/principals.ts';
import { useSubgraph, type SubgraphStart, type SubgraphUnderTest } from '../../support/subgraph-under-test.ts';

/** An account of the demo hierarchy with its administrator. */
export interface DemoAccount extends PrincipalAccount {
  readonly name: string;
  readonly userId: string;
  readonly login: string;
}

export interface DemoHierarchy {
  /** The account of this name. */
  account(name: string): DemoAccount;
  /** The signed-in administrator of an account, with every permission unless others are given. */
  administrator(name: string, permissions?: readonly string[], more?: Partial<ContextClaims>): ContextClaims;
}

export type DemoAccounts = SubgraphUnderTest<AccountsSubgraph> & DemoHierarchy;

/** Starts accounts with the demo hierarchy for the tests of a `describe`. */
export function useDemoAccounts(
  kind: DatabaseKind,
  more: Partial<SubgraphStart<AccountsSubgraph>> = {},
): () => DemoAccounts {
  let demo: DemoHierarchy | undefined;
  const started = useSubgraph(kind, {
    name: 'accounts',
    createSubgraph,
    facts: [
      'accounts.account-changed',
      'accounts.mail-texts-changed',
      'accounts.terms-approved',
      'accounts.vendor-agreement-accepted',
    ],
    ...more,
    environment: { TIERGRAPH_DEMO: '1', ...more.environment },
    async prepare(accounts) {
      await accounts.subgraph.seedDemo('Tiergraph-demo-1');
      demo = await readHierarchy(accounts.database);
    },
  });
  return () => {
    const running = started();
    if (demo === undefined) throw new Error('The demo hierarchy was not made');
    return { ...running, ...demo };
  };
}

async function readHierarchy(database: TestDatabase): Promise<DemoHierarchy> {
  const rows = await database.sql<DemoAccount>(
    `select a.id, a.type, a.path::text as path, a.name, u.id as "userId", u.login
     from accounts.account a join accounts."user" u on u.account_id = a.id`,
  );
  const account = (name: string): DemoAccount => {
    const found = rows.find((row) => row.name === name);
    if (found === undefined) throw new Error(`${name} is not in the demo hierarchy`);
    return found;
  };
  return {
    account,
    administrator: (name, permissions = PERMISSIONS, more = {}) =>
      userOf(account(name), permissions, { sub: account(name).userId, ...more }),
  };
}
