import { expect, it } from 'vitest';
import { CreateWithProfileDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { createReseller, resellerInput, reseller } from './new-account.ts';

describeOnBothDatabases('createReseller', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('creates an active reseller with its representative, at any depth', async () => {
    const { account } = accounts();
    const made = await reseller(accounts(), resellerInput('falk.resale', { parentId: account('Harbor IT').id }));
    expect(made).toMatchObject({
      account: {
        name: 'Falk Resale',
        type: 'RESELLER',
        status: 'ACTIVE',
        currency: 'USD',
        parent: { name: 'Harbor IT' },
        users: { nodes: [{ login: 'falk.resale', permissions: expect.arrayContaining(['MANAGE_ACCOUNTS']) }] },
      },
      userErrors: [],
    });
    const nested = await reseller(accounts(), resellerInput('falk.nested', { parentId: made.account?.id ?? '' }));
    expect(nested.account).toMatchObject({ parent: { name: 'Falk Resale' } });
  });

  it('keeps a tax id and a language, and refuses what is none', async () => {
    const as = accounts().administrator('Champion Cloud');
    const create = async (login: string, profile: object) => {
      const input = { ...resellerInput(login, { parentId: accounts().account('Champion Cloud').id }), ...profile };
      return (await accounts().ask(CreateWithProfileDocument, { input }, as)).data.createReseller;
    };
    expect(await create('falk.profile', { taxId: 'de136695976', language: 'de-at' })).toEqual({
      reseller: { taxId: 'DE136695976', language: 'de-AT' },
      userErrors: [],
    });
    expect((await create('falk.plain', {})).reseller).toEqual({ taxId: null, language: 'en' });
    expect((await create('falk.odd', { taxId: '?', language: '?' })).userErrors).toEqual([
      { code: 'INVALID', path: ['taxId'] },
      { code: 'INVALID', path: ['language'] },
    ]);
  });

  it('gives the representative all that a seller may do', async () => {
    const { account } = accounts();
    await reseller(accounts(), resellerInput('falk.rights', { parentId: account('Champion Cloud').id }));
    const rows = await accounts().database.sql(`select permissions from accounts."user" where login = 'falk.rights'`);
    expect(rows).toEqual([{ permissions: [...PERMISSIONS] }]);
  });

  it('refuses a taken login, a foreign parent, and a customer as the parent', async () => {
    const { account } = accounts();
    const codes = async (login: string, parent: string) =>
      (await reseller(accounts(), resellerInput(login, { parentId: account(parent).id }))).userErrors.map(
        ({ code }) => code,
      );
    expect(await codes('SUMMIT.admin', 'Champion Cloud')).toEqual(['LOGIN_TAKEN']);
    expect(await codes('falk.foreign', 'Summit Resale')).toEqual(['NOT_FOUND']);
    expect(await codes('falk.child', 'Lakeside School')).toEqual(['NOT_ALLOWED']);
  });

  it('refuses a caller without MANAGE_ACCOUNTS and an anonymous caller', async () => {
    const input = resellerInput('falk.forbidden', { parentId: accounts().account('Champion Cloud').id });
    const forbidden = await createReseller(accounts(), input, accounts().administrator('Champion Cloud', []));
    expect(forbidden.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'MANAGE_ACCOUNTS' } }]);
    const anonymous = await createReseller(accounts(), input, ANONYMOUS);
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
