import { expect, it } from 'vitest';
import {
  AuditLogDocument,
  CreateUserDocument,
  EraseUserDocument,
  SignInDocument,
  UpdateAccountDocument,
  UpdateUserDocument,
  UserByIdDocument,
  type CreateUserInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import type { ChangeRecorded } from '../../../../subgraphs/shared/database/record-change.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { OVER, refresh, signIn } from '../sign-in/session-tokens.ts';

describeOnBothDatabases('eraseUser', (kind) => {
  const accounts = useDemoAccounts(kind);
  const as = (name: string, permissions?: readonly string[], more?: Partial<ContextClaims>) =>
    accounts().administrator(name, permissions, more);
  const idOf = (name: string) => accounts().account(name).id;

  const erase = async (userId: string, by: ContextClaims, reason = 'asked for by the person') => {
    const { data, errors } = await accounts().ask(EraseUserDocument, { input: { userId, reason } }, by);
    expect(errors).toEqual([]);
    return data.eraseUser.userErrors.map(({ code, path }) => [code, ...path].join(' '));
  };
  const create = async (login: string, accountName: string, by = as(accountName)) => {
    const input: CreateUserInput = {
      accountId: idOf(accountName),
      kind: 'ADMINISTRATOR',
      login,
      email: `${login}@canary.example`,
      firstName: 'canaryfirst',
      lastName: 'canarylast',
      permissions: ['USE_SERVICES'],
    };
    const { data } = await accounts().ask(CreateUserDocument, { input }, by);
    expect(data.createUser.userErrors).toEqual([]);
    return data.createUser.user?.id ?? '';
  };
  /** The tables of the schema that still have a text anywhere. */
  const tablesWith = async (text: string) => {
    const { sql } = accounts().database;
    const tables = await sql<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'accounts' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await sql(`select 1 from accounts."${name}" as row where lower(row::text) like $1 limit 1`, [
        `%${text.toLowerCase()}%`,
      ]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  };

  it('leaves a pseudonym of the person, wherever they stood, the audit log included', async () => {
    const by = as('Champion Cloud');
    const id = await create('canarylogin', 'Champion Cloud');
    const contact = { firstName: 'canaryfirst', lastName: 'canarylast', email: 'CanaryLogin@canary.example' };
    for (const name of ['Champion Cloud', 'Contoso Bakery']) {
      const input = { accountId: idOf(name), contact: { ...contact, phone: '720 555 0199' }, billingContact: contact };
      expect((await accounts().ask(UpdateAccountDocument, { input }, by)).data.updateAccount.userErrors).toEqual([]);
    }
    const change = { userId: id, lastName: 'canaryother' };
    await accounts().ask(UpdateUserDocument, { input: change }, by);
    await eventually(async () => expect(await tablesWith('canaryother')).toContain('audit_person'));
    expect(await erase(id, by)).toEqual([]);
    await eventually(async () => {
      const left = await Promise.all(['canary', '7205550199'].map((text) => tablesWith(text)));
      expect(left.flat()).toEqual([]);
    });
    const { data } = await accounts().ask(UserByIdDocument, { id }, by);
    expect(data.user?.login).toMatch(/^erased-/);
    const log = await accounts().ask(AuditLogDocument, { filter: { subjectId: id } }, by);
    expect(log.errors).toEqual([]);
    const told = log.data.auditLog.nodes.map(({ action, changes }) => [action, ...changes.map(({ field }) => field)]);
    expect(told).toEqual([
      ['eraseUser', 'reason'],
      ['updateUser', 'lastName'],
      ['createUser', 'kind', 'permissions', 'enabled', 'login', 'email', 'firstName', 'lastName'],
    ]);
    const [, updated] = log.data.auditLog.nodes;
    expect(updated?.changes).toEqual([{ field: 'lastName', before: 'erased', after: 'erased' }]);
  });

  it('frees the login, and leaves nothing to sign in with', async () => {
    const { userId, login } = accounts().account('Harbor IT');
    const { refreshToken } = await signIn(accounts(), login);
    const second = await create('harbor.second', 'Harbor IT', as('Champion Cloud'));
    expect(await erase(userId, as('Champion Cloud'))).toEqual([]);
    expect(await refresh(accounts(), refreshToken)).toEqual(OVER);
    const input = { login, password: 'Tiergraph-demo-1' };
    const { data } = await accounts().ask(SignInDocument, { input }, ANONYMOUS);
    expect(data.signIn.userErrors).toMatchObject([{ code: 'WRONG_CREDENTIALS' }]);
    await create(login, 'Harbor IT', as('Champion Cloud'));
    const again = { userId, enabled: true };
    const updated = await accounts().ask(UpdateUserDocument, { input: again }, as('Champion Cloud'));
    expect(updated.data.updateUser.userErrors).toMatchObject([{ code: 'STATE_CONFLICT', path: ['userId'] }]);
    expect(await erase(userId, as('Champion Cloud'))).toEqual([]);
    expect(second).not.toBe('');
  });

  it('erases the address from which the person did something, and keeps what they did', async () => {
    const { database } = accounts();
    const id = await create('actor.second', 'Summit Resale');
    const actor = as('Summit Resale', PERMISSIONS, { sub: id, rip: '198.51.100.77' });
    await accounts().ask(
      UpdateAccountDocument,
      { input: { accountId: idOf('Summit Resale'), externalId: 'by-second' } },
      actor,
    );
    await eventually(async () => expect(await tablesWith('198.51.100.77')).toContain('audit_person'));
    expect(await erase(id, as('Summit Resale'))).toEqual([]);
    await eventually(async () => expect(await tablesWith('198.51.100.77')).toEqual([]));
    const entries = await database.sql(`select action from accounts.audit_entry where actor_id = $1`, [id]);
    expect(entries).toEqual([{ action: 'updateAccount' }]);
  });

  it('erases also what is told of the person later', async () => {
    const { bus } = accounts();
    const id = await create('late.second', 'Summit Resale');
    expect(await erase(id, as('Summit Resale'))).toEqual([]);
    const fact: ChangeRecorded = {
      id: newId('aud'),
      action: 'updateUser',
      accountId: idOf('Summit Resale') as ChangeRecorded['accountId'],
      subjectId: id,
      actorId: id,
      actorAccountId: null,
      actingFromId: null,
      partyId: null,
      changes: [],
      persons: [{ userId: id as never, changes: [{ field: 'email', before: null, after: 'latecanary@falk.example' }] }],
      requestId: null,
      address: '198.51.100.88',
      occurredAt: new Date().toISOString(),
    };
    await bus.publish({ id: fact.id, subject: 'orders.change-recorded', data: fact });
    expect(await tablesWith('latecanary')).toEqual([]);
    expect(await tablesWith('198.51.100.88')).toEqual([]);
  });

  it('is refused for oneself, for the last administrator, without a reason, and out of sight', async () => {
    const { userId } = accounts().account('Lakeside School');
    expect(await erase(userId, as('Champion Cloud'))).toEqual(['STATE_CONFLICT userId']);
    expect(await erase(userId, as('Champion Cloud'), ' ')).toEqual(['REQUIRED reason', 'STATE_CONFLICT userId']);
    const own = accounts().account('Champion Cloud').userId;
    expect(await erase(own, as('Champion Cloud'))).toEqual(['NOT_ALLOWED userId', 'STATE_CONFLICT userId']);
    expect(await erase(userId, as('Summit Resale'))).toEqual(['NOT_FOUND userId']);
    expect(await erase(newId('usr'), as('Summit Resale'))).toEqual(['NOT_FOUND userId']);
    const { errors } = await accounts().ask(
      EraseUserDocument,
      { input: { userId, reason: 'x' } },
      as('Champion Cloud', ['MANAGE_ACCOUNTS']),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const unchanged = await accounts().ask(UserByIdDocument, { id: userId }, as('Champion Cloud'));
    expect(unchanged.data.user?.login).toBe(accounts().account('Lakeside School').login);
  });

  it('leaves one of the last two administrators, when both are erased at once', async () => {
    const name = 'Bright Hands';
    const first = accounts().account(name).userId;
    const second = await create('bright.second', name, as('Meridian Distribution'));
    const answers = await Promise.all([first, second].map((id) => erase(id, as('Meridian Distribution'))));
    expect(answers.toSorted((a, b) => a.length - b.length)).toEqual([[], ['STATE_CONFLICT userId']]);
  });
});
