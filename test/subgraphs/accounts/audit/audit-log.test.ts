import { expect, it } from 'vitest';
import {
  ActForDocument,
  AuditLogDocument,
  ChangePasswordDocument,
  CreateApiClientDocument,
  DecideTermsDocument,
  RequestTermsDocument,
  SetAccountHoldDocument,
  UpdateAccountDocument,
  UpdateUserDocument,
  type AuditFilter,
} from '../../../operations/generated/graphql.ts';
import type { ChangeRecorded } from '../../../../subgraphs/shared/database/record-change.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { PERMISSIONS } from '../../../../subgraphs/shared/domain/permission.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { contextToken, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { signIn, verified } from '../sign-in/session-tokens.ts';

/** The page, its total, what it tells of persons, and the accounts and users of all its entries. */
const STATEMENTS = 5;

describeOnBothDatabases('the audit log', (kind) => {
  const accounts = useDemoAccounts(kind);
  const as = (name: string, permissions?: readonly string[], more?: Partial<ContextClaims>) =>
    accounts().administrator(name, permissions, more);
  const idOf = (name: string) => accounts().account(name).id;

  const log = async (
    by: ContextClaims,
    more: { root?: string; filter?: AuditFilter; first?: number; after?: string } = {},
  ) => {
    const { data, errors } = await accounts().ask(AuditLogDocument, more, by);
    expect(errors).toEqual([]);
    return data.auditLog;
  };
  /** The newest entry of an action, when it has come. */
  const newest = (action: string, by: ContextClaims, root?: string) =>
    eventually(async () => {
      const { nodes } = await log(by, {
        filter: { action: [action] },
        first: 1,
        ...(root === undefined ? {} : { root }),
      });
      const [entry] = nodes;
      if (entry === undefined) throw new Error(`There is no entry of ${action}`);
      return entry;
    });
  const fieldsOf = ({ changes }: { readonly changes: readonly { readonly field: string }[] }) =>
    changes.map(({ field }) => field);

  it('has who changed what of which account, old and new values, the request and the address', async () => {
    const by = as('Champion Cloud');
    const query = UpdateAccountDocument.toString();
    const variables = { input: { accountId: idOf('Contoso Bakery'), externalId: 'C-77', name: 'Contoso Bakery' } };
    const request = { query, variables, contextToken: contextToken('accounts', by), requestId: 'req-77' };
    expect(await accounts().subgraph.executor.execute(request)).not.toHaveProperty('errors');
    expect(await newest('updateAccount', by)).toMatchObject({
      account: { name: 'Contoso Bakery' },
      actor: { login: accounts().account('Champion Cloud').login },
      apiClient: null,
      actingFrom: null,
      subject: { __typename: 'Customer', id: idOf('Contoso Bakery') },
      changes: [{ field: 'externalId', after: 'C-77' }],
      requestId: 'req-77',
      address: '192.0.2.2',
    });
  });

  it('has nothing of what was refused, nor of a change to what is there already', async () => {
    const by = as('Champion Cloud');
    const update = (input: { externalId?: string; name?: string }) =>
      accounts().ask(UpdateAccountDocument, { input: { accountId: idOf('Contoso Bakery'), ...input } }, by);
    await update({ externalId: 'C-78' });
    await update({ externalId: 'C-78' });
    await update({ name: ' ' });
    await update({ externalId: 'C-79' });
    await eventually(async () =>
      expect((await newest('updateAccount', by)).changes).toMatchObject([{ after: 'C-79' }]),
    );
    const { nodes } = await log(by, { filter: { subjectId: idOf('Contoso Bakery') }, first: 3 });
    expect(nodes.map(({ changes }) => changes[0]?.after)).toEqual(['C-79', 'C-78', 'C-77']);
  });

  it('needs MANAGE_ACCOUNTS, and shows an account and what is below it: nothing beside or above', async () => {
    const denied = await accounts().ask(AuditLogDocument, {}, as('Champion Cloud', ['MANAGE_USERS']));
    expect(denied.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const of = async (name: string, root?: string) =>
      (await log(as(name), root === undefined ? {} : { root })).nodes.map(({ account }) => account.name);
    expect(await of('Champion Cloud')).toContain('Contoso Bakery');
    expect(await of('Champion Cloud', idOf('Contoso Bakery'))).toContain('Contoso Bakery');
    expect(await of('Summit Resale')).not.toContain('Contoso Bakery');
    expect(await of('Summit Resale', idOf('Contoso Bakery'))).toEqual([]);
    expect(await of('Summit Resale', newId('acc'))).toEqual([]);
  });

  it('keeps what an account above has noted, who it was and from where, from the account itself', async () => {
    const input = { accountId: idOf('Harbor IT'), hold: 'CREDIT', lift: false, reason: 'three unpaid bills' } as const;
    await accounts().ask(SetAccountHoldDocument, { input }, as('Champion Cloud'));
    const held = { field: 'status', before: 'ACTIVE', after: 'CREDIT_HOLD' };
    const seen = await newest('setAccountHold', as('Champion Cloud'));
    expect(seen).toMatchObject({ address: '192.0.2.2', actor: { login: expect.any(String) } });
    expect(seen.changes).toEqual(
      expect.arrayContaining([held, { field: 'reason', before: null, after: 'three unpaid bills' }]),
    );
    const own = await newest('setAccountHold', as('Harbor IT'));
    expect(own).toMatchObject({ actor: null, address: null });
    expect(own.changes).toContainEqual(held);
    expect(fieldsOf(own)).not.toContain('reason');
    const { userId } = accounts().account('Champion Cloud');
    const filter = { actorId: userId };
    expect((await log(as('Champion Cloud'), { filter })).nodes.length).toBeGreaterThan(0);
    expect((await log(as('Harbor IT'), { filter })).nodes).toEqual([]);
  });

  it('shows a limit to the two sides of it who may see money, not to one above them', async () => {
    const contact = { firstName: 'Rosa', lastName: 'Falk', email: 'rosa@falk.example', phone: '303 555 0100' };
    const name = 'Lakeside School';
    const asked = await accounts().ask(
      RequestTermsDocument,
      { input: { accountId: idOf(name), contact, currency: 'USD' } },
      as(name),
    );
    const termsRequestId = asked.data.requestTerms.termsRequest?.id ?? '';
    const creditLimit = { amount: '700.00', currency: 'USD' };
    const input = { termsRequestId, decision: 'APPROVE', creditLimit } as const;
    await accounts().ask(DecideTermsDocument, { input }, as('Champion Cloud'));
    const limit = async (by: ContextClaims) =>
      (await newest('decideTerms', by, idOf(name))).changes.find(({ field }) => field === 'creditLimit');
    const shown = { field: 'creditLimit', before: null, after: '700.00 USD' };
    expect(await limit(as(name))).toEqual(shown);
    expect(await limit(as('Champion Cloud'))).toEqual(shown);
    expect(await limit(as('Champion Cloud', ['MANAGE_ACCOUNTS']))).toBeUndefined();
    expect(await limit(as('Meridian Distribution'))).toBeUndefined();
  });

  it('has both identities of who acts for an account below theirs', async () => {
    const { accessToken } = await signIn(accounts(), accounts().account('Champion Cloud').login);
    const { payload } = await verified(accounts(), accessToken);
    const viewer = as('Champion Cloud', PERMISSIONS, { sid: String(payload['sid']) });
    const input = { accountId: idOf('Contoso Bakery'), reason: 'they called' };
    await accounts().ask(ActForDocument, { input }, viewer);
    expect(await newest('actFor', viewer)).toMatchObject({
      account: { name: 'Contoso Bakery' },
      changes: [{ field: 'reason', after: 'they called' }],
    });
    const acting = as('Contoso Bakery', PERMISSIONS, {
      sub: accounts().account('Champion Cloud').userId,
      act: idOf('Champion Cloud'),
    });
    const userId = accounts().account('Contoso Bakery').userId;
    await accounts().ask(UpdateUserDocument, { input: { userId, lastName: 'Conti-Rossi' } }, acting);
    expect(await newest('updateUser', viewer)).toMatchObject({
      account: { name: 'Contoso Bakery' },
      actor: { login: accounts().account('Champion Cloud').login },
      actingFrom: { name: 'Champion Cloud' },
      subject: { __typename: 'User', id: userId },
      changes: [{ field: 'lastName', after: 'Conti-Rossi' }],
    });
  });

  it('has no secret, whatever was changed', async () => {
    const by = as('Summit Resale');
    const client = await accounts().ask(
      CreateApiClientDocument,
      { input: { accountId: idOf('Summit Resale'), name: 'billing', permissions: ['VIEW_FINANCIALS'] } },
      by,
    );
    const secret = client.data.createApiClient.clientSecret ?? '';
    expect(secret).not.toBe('');
    const change = { currentPassword: 'Tiergraph-demo-1', newPassword: 'a quite unexpected phrase' };
    expect(
      (await accounts().ask(ChangePasswordDocument, { input: change }, by)).data.changePassword.userErrors,
    ).toEqual([]);
    await newest('changePassword', by);
    expect((await newest('createApiClient', by)).changes).toContainEqual({
      field: 'name',
      before: null,
      after: 'billing',
    });
    const [row] = await accounts().database.sql<{ all: string }>(
      `select (select jsonb_agg(to_jsonb(entry)) from accounts.audit_entry as entry)::text ||
         (select jsonb_agg(to_jsonb(person)) from accounts.audit_person as person)::text as all`,
    );
    for (const text of [secret, change.currentPassword, change.newPassword]) expect(row?.all).not.toContain(text);
  });

  it('follows an account below another one', async () => {
    const { database } = accounts();
    const before = await log(as('Summit Resale'));
    const contoso = accounts().account('Contoso Bakery');
    await database.sql(`update accounts.account set path = path, version = version + 1 where id = $1`, [contoso.id]);
    const move = (below: string) =>
      database.sql(
        `update accounts.account set path = (select path from accounts.account where id = $2) || subpath(path, -1)
         where id = $1`,
        [contoso.id, idOf(below)],
      );
    await move('Summit Resale');
    const names = async (name: string) =>
      (await log(as(name), { first: 100 })).nodes.map(({ account }) => account.name);
    expect(await names('Summit Resale')).toContain('Contoso Bakery');
    expect(await names('Champion Cloud')).not.toContain('Contoso Bakery');
    expect(await database.sql('select * from accounts.wrong_audit_counts()')).toEqual([]);
    await move('Champion Cloud');
    expect((await log(as('Summit Resale'))).totalCount).toBe(before.totalCount);
  });

  it('cannot be changed, shortened or emptied', async () => {
    const { sql } = accounts().database;
    for (const statement of [
      `update accounts.audit_entry set action = 'nothing'`,
      'delete from accounts.audit_entry',
      'truncate accounts.audit_entry cascade',
      `update accounts.audit_person set changes = '[]'`,
      'delete from accounts.audit_person',
      'truncate accounts.audit_person',
    ]) {
      await expect(sql(statement), statement).rejects.toThrow('append-only');
    }
  });

  it('has an entry once, however often its fact comes, and keeps one of an account that is gone', async () => {
    const { bus, database } = accounts();
    const fact: ChangeRecorded = {
      id: newId('aud'),
      action: 'createMarketplace',
      accountId: idOf('Summit Resale') as ChangeRecorded['accountId'],
      subjectId: null,
      actorId: null,
      actorAccountId: null,
      actingFromId: null,
      partyId: null,
      changes: [{ field: 'name', before: null, after: 'first' }],
      persons: [{ email: 'Ada@falk.example', changes: [{ field: 'email', before: null, after: 'Ada@falk.example' }] }],
      requestId: null,
      address: null,
      occurredAt: new Date().toISOString(),
    };
    const tell = (data: ChangeRecorded) => bus.publish({ id: data.id, subject: 'catalog.change-recorded', data });
    await tell(fact);
    await tell({ ...fact, changes: [], persons: [] });
    const { nodes } = await log(as('Summit Resale'), { filter: { action: ['createMarketplace'] } });
    expect(nodes.map(({ changes }) => changes)).toEqual([
      [
        { field: 'name', before: null, after: 'first' },
        { field: 'email', before: null, after: 'Ada@falk.example' },
      ],
    ]);
    const gone = { ...fact, id: newId('aud'), accountId: newId('acc') };
    await tell(gone);
    expect(await database.sql('select action from accounts.audit_entry where id = $1', [gone.id])).toHaveLength(1);
    expect(await database.sql('select 1 from accounts.audit_below where audit_id = $1', [gone.id])).toEqual([]);
  });

  it('is read page by page, by filters that must all be met, and counted exactly', async () => {
    const by = as('Meridian Distribution');
    const whole = await log(by, { first: 100 });
    expect(whole).toMatchObject({ totalCount: whole.nodes.length, totalCountIsExact: true });
    expect(whole.nodes.length).toBeGreaterThan(6);
    const ids: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { nodes, pageInfo } = await log(by, { first: 2, ...(after === undefined ? {} : { after }) });
      ids.push(...nodes.map(({ id }) => id));
      [after, more] = [pageInfo.endCursor ?? '', pageInfo.hasNextPage];
    }
    expect(ids).toEqual(whole.nodes.map(({ id }) => id));
    const found = async (filter: AuditFilter) => (await log(by, { filter, first: 100 })).nodes.map(({ id }) => id);
    const of = (wanted: (entry: (typeof whole.nodes)[number]) => boolean) =>
      whole.nodes.filter(wanted).map(({ id }) => id);
    const { userId: actorId } = accounts().account('Champion Cloud');
    const subjectId = idOf('Contoso Bakery');
    expect(await found({ actorId })).toEqual(of(({ actor }) => actor?.id === actorId));
    expect(await found({ actorId, action: ['updateAccount', 'actFor'] })).toEqual(
      of(({ actor, action }) => actor?.id === actorId && ['updateAccount', 'actFor'].includes(action)),
    );
    expect(await found({ subjectId, actorId })).toEqual(
      of(({ subject, actor }) => subject?.id === subjectId && actor?.id === actorId),
    );
    const from = whole.nodes[4]?.occurredAt ?? '';
    const to = whole.nodes[1]?.occurredAt ?? '';
    expect(await found({ from, to })).toEqual(of(({ occurredAt }) => occurredAt >= from && occurredAt < to));
    expect(await found({ action: ['nothingOfThisName'] })).toEqual([]);
  });

  it.each([1, 3])('takes the same number of statements for %i entries', async (first) => {
    const { statements } = accounts();
    const filter = { action: ['updateAccount'], subjectId: idOf('Contoso Bakery') };
    statements.reset();
    expect((await log(as('Meridian Distribution'), { first, filter })).nodes).toHaveLength(first);
    expect(statements.count()).toBe(STATEMENTS);
  });
});
