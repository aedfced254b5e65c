import { expect, it } from 'vitest';
import { ActingFromDocument, ViewerDocument } from '../../../operations/generated/graphql.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS, userOf } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('viewer', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('has the user, the account and the permissions of the token', async () => {
    const tx = 1_900_000_000;
    const principal = accounts().administrator('Harbor IT', ['USE_SERVICES'], { tx });
    expect(await accounts().ask(ViewerDocument, {}, principal)).toEqual({
      data: {
        viewer: {
          user: { login: 'harbor.admin' },
          account: { name: 'Harbor IT' },
          actingFrom: null,
          permissions: ['USE_SERVICES'],
          expiresAt: new Date(tx * 1_000).toISOString(),
        },
      },
      errors: [],
    });
  });

  it('has no user when an API client asks', async () => {
    const client = userOf(accounts().account('Harbor IT'), [], { kind: 'client', sub: 'cli_1' });
    const { data } = await accounts().ask(ViewerDocument, {}, client);
    expect(data).toMatchObject({ viewer: { user: null, account: { name: 'Harbor IT' } } });
  });

  it('is refused to an anonymous caller', async () => {
    const { data, errors } = await accounts().ask(ViewerDocument, {}, ANONYMOUS);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('names the account that an administrator came from, and hides what is around that account', async () => {
    const { account, administrator, ask } = accounts();
    const acting = userOf(account('Contoso Bakery'), PERMISSIONS, {
      sub: account('Champion Cloud').userId,
      act: account('Champion Cloud').id,
    });
    const { data, errors } = await ask(ActingFromDocument, {}, acting);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      viewer: {
        actingFrom: {
          name: 'Champion Cloud',
          parent: null,
          ancestors: [],
          users: { totalCount: 0, nodes: [] },
          children: { totalCount: 0, nodes: [] },
        },
      },
    });
    expect(administrator('Champion Cloud').sub).toBe(acting.sub);
  });
});
