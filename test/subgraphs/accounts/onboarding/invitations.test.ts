import { expect, it } from 'vitest';
import {
  AcceptAgreementDocument,
  AcceptInvitationDocument,
  InviteResellerDocument,
  OfferedInvitationDocument,
  ResendInvitationDocument,
  RevokeInvitationDocument,
  SentInvitationsDocument,
  SignInDocument,
  TermsDocument,
  WaitingAgreementDocument,
  type AcceptInvitationInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { verified } from '../sign-in/session-tokens.ts';
import { countAccounts } from './new-account.ts';

const PASSWORD = 'violet tram carries soup';

describeOnBothDatabases('invitations', (kind) => {
  const accounts = useDemoAccounts(kind);
  const inviting = (): ContextClaims => accounts().administrator('Champion Cloud');

  const invite = async (email: string, as = inviting()) =>
    (await accounts().ask(InviteResellerDocument, { input: { email } }, as)).data.inviteReseller;
  const tokensFor = async (email: string): Promise<readonly string[]> =>
    (await mailsIn(accounts().mailDirectory))
      .filter(({ headers }) => headers.get('to')?.includes(email) === true)
      .flatMap(({ text }) => /\/invitation\?token=([\w-]+)/.exec(text)?.[1] ?? []);
  const tokenFor = (email: string, known: readonly string[] = []): Promise<string> =>
    eventually(async () => {
      const token = (await tokensFor(email)).find((one) => !known.includes(one));
      if (token === undefined) throw new Error(`No invitation has come to ${email}`);
      return token;
    });
  const acceptance = (token: string, given: Partial<AcceptInvitationInput> = {}): AcceptInvitationInput => ({
    token,
    acceptAgreement: true,
    agreementVersion: '2026-11',
    email: 'rosa@falk.example',
    firstName: 'Rosa',
    lastName: 'Falk',
    password: PASSWORD,
    companyName: 'Falk Resale GmbH',
    ...given,
  });
  const accept = async (input: AcceptInvitationInput) => {
    const { data, errors } = await accounts().ask(AcceptInvitationDocument, { input }, ANONYMOUS);
    expect(errors).toEqual([]);
    return data.acceptInvitation;
  };
  const offered = async (token: string) =>
    (await accounts().ask(OfferedInvitationDocument, { token }, ANONYMOUS)).data.invitation;
  const codes = (errors: readonly { readonly code: string; readonly path: readonly string[] }[]) =>
    errors.map(({ code, path }) => [code, ...path]);

  it('make a reseller who has signed the agreement and signed in', async () => {
    const { invitation } = await invite('one@falk.example');
    expect(invitation).toMatchObject({ email: 'one@falk.example', status: 'SENT', inviterName: 'Champion Cloud' });
    const token = await tokenFor('one@falk.example');
    expect(await offered(token)).toEqual({
      email: 'one@falk.example',
      status: 'SENT',
      inviterName: 'Champion Cloud',
      // Who has not signed in sees no account.
      inviter: null,
      agreement: { version: '2026-11' },
    });
    const { reseller, session, userErrors } = await accept(acceptance(token));
    expect(userErrors).toEqual([]);
    expect(reseller).toMatchObject({
      name: 'Falk Resale GmbH',
      status: 'ACTIVE',
      currency: 'USD',
      address: null,
      users: { nodes: [{ login: 'rosa@falk.example', email: 'rosa@falk.example' }] },
      signedAgreement: {
        agreement: { version: '2026-11', title: 'Reseller agreement' },
        signedBy: 'Rosa Falk',
        address: '192.0.2.1',
      },
    });
    const { payload } = await verified(accounts(), session?.accessToken ?? '');
    expect(payload).toMatchObject({ acc: reseller?.id, atype: 'RESELLER' });
    expect(payload['perms']).toContain('MANAGE_ACCOUNTS');
    const input = { login: 'ROSA@falk.example', password: PASSWORD };
    expect((await accounts().ask(SignInDocument, { input }, ANONYMOUS)).data.signIn.userErrors).toEqual([]);
    // Above it, it is seen at once.
    const facts = accounts().facts.filter(({ data }) => (data as { id: string }).id === reseller?.id);
    expect(facts).toHaveLength(1);
    expect(await offered(token)).toMatchObject({ status: 'ACCEPTED' });
    expect(codes((await accept(acceptance(token, { email: 'two@falk.example' }))).userErrors)).toEqual([
      ['INVITATION_USED', 'token'],
    ]);
  });

  it('let resellers below invite further ones, with a login and an address of their own', async () => {
    await invite('below@falk.example', accounts().administrator('Harbor IT'));
    const address = { line1: '1 Lindenweg', city: 'Bonn', postalCode: '53111', country: 'DE' };
    const input = acceptance(await tokenFor('below@falk.example'), { login: 'falk.below', address });
    expect((await accept(input)).reseller).toMatchObject({
      address: { city: 'Bonn' },
      users: { nodes: [{ login: 'falk.below' }] },
    });
  });

  it('are refused with every reason at once, and nothing is written', async () => {
    await invite('bad@falk.example');
    const token = await tokenFor('bad@falk.example');
    const before = await countAccounts(accounts());
    const { userErrors } = await accept(
      acceptance(token, {
        acceptAgreement: false,
        agreementVersion: '2020-01',
        companyName: ' ',
        login: 'contoso.admin',
        password: 'qwerty123456',
      }),
    );
    expect(codes(userErrors)).toEqual([
      ['TERMS_NOT_ACCEPTED', 'acceptAgreement'],
      ['CONFLICT', 'agreementVersion'],
      ['REQUIRED', 'companyName'],
      ['INVALID', 'password'],
    ]);
    // Whether somebody has a login is not told beside other reasons, which would let anybody try many of them.
    const taken = await accept(acceptance(token, { login: 'contoso.admin' }));
    expect(codes(taken.userErrors)).toEqual([['LOGIN_TAKEN', 'login']]);
    // A plus is good in an address, and not in a login.
    const { userErrors: others } = await accept(acceptance(token, { email: 'rosa+shop@falk.example' }));
    expect(codes(others)).toEqual([['INVALID', 'email']]);
    expect(await countAccounts(accounts())).toBe(before);
    expect(
      codes(
        (await accept(acceptance('made-up', { email: 'contoso.admin@falk.example', login: 'contoso.admin' })))
          .userErrors,
      ),
    ).toEqual([['NOT_FOUND', 'token']]);
    expect(await offered('made-up')).toBeNull();
  });

  it('are accepted once by two who use the link at the same time', async () => {
    await invite('race@falk.example');
    const token = await tokenFor('race@falk.example');
    const both = await Promise.all(
      ['race.one@falk.example', 'race.two@falk.example'].map((email) => accept(acceptance(token, { email }))),
    );
    expect(both.flatMap(({ userErrors }) => codes(userErrors))).toEqual([['INVITATION_USED', 'token']]);
  });

  it('stop working when they are revoked, when a new link is sent, and when their time is over', async () => {
    const { invitation } = await invite('again@falk.example');
    const id = invitation?.id ?? '';
    const input = { invitationId: id };
    const revoke = async () =>
      (await accounts().ask(RevokeInvitationDocument, { input }, inviting())).data.revokeInvitation;
    const resend = async () =>
      (await accounts().ask(ResendInvitationDocument, { input }, inviting())).data.resendInvitation;
    const first = await tokenFor('again@falk.example');
    expect(await resend()).toMatchObject({ invitation: { status: 'SENT' }, userErrors: [] });
    const second = await tokenFor('again@falk.example', [first]);
    expect(await offered(first)).toBeNull();
    expect(codes((await accept(acceptance(first))).userErrors)).toContainEqual(['NOT_FOUND', 'token']);

    await accounts().database.sql(`update accounts.invitation set expires_at = now() where id = $1`, [id]);
    expect(await offered(second)).toMatchObject({ status: 'EXPIRED' });
    expect(codes((await accept(acceptance(second))).userErrors)).toContainEqual(['EXPIRED', 'token']);
    expect(codes((await revoke()).userErrors)).toEqual([['STATE_CONFLICT', 'invitationId']]);

    await resend();
    const third = await tokenFor('again@falk.example', [first, second]);
    expect(await revoke()).toMatchObject({ invitation: { status: 'REVOKED' } });
    expect(await offered(third)).toBeNull();
    expect(codes((await resend()).userErrors)).toEqual([['STATE_CONFLICT', 'invitationId']]);
  });

  it('are not sent twice to an address while one is open', async () => {
    const both = await Promise.all([invite('twice@falk.example'), invite('TWICE@falk.example')]);
    expect(both.flatMap(({ userErrors }) => codes(userErrors))).toEqual([['ALREADY_EXISTS', 'email']]);
    // Another account may invite the same company.
    expect((await invite('twice@falk.example', accounts().administrator('Summit Resale'))).userErrors).toEqual([]);
  });

  it('are sent five times to an address within a quarter of an hour, whoever sends them', async () => {
    const { invitation } = await invite('flood@falk.example');
    const input = { invitationId: invitation?.id ?? '' };
    const resend = async () =>
      (await accounts().ask(ResendInvitationDocument, { input }, inviting())).data.resendInvitation.userErrors;
    for (let time = 0; time < 4; time += 1) expect(await resend()).toEqual([]);
    expect(codes(await resend())).toEqual([['TOO_MANY_ATTEMPTS', 'invitationId']]);
    const other = await invite('FLOOD@falk.example', accounts().administrator('Summit Resale'));
    expect(codes(other.userErrors)).toEqual([['TOO_MANY_ATTEMPTS', 'email']]);
  });

  it('are not sent by customers, nor by accounts on hold or not active yet', async () => {
    const by = async (name: string) =>
      codes((await invite('no@falk.example', accounts().administrator(name))).userErrors);
    expect(await by('Contoso Bakery')).toEqual([['NOT_ALLOWED']]);
    expect(await by('Newleaf Partners')).toEqual([['ACCOUNT_ON_HOLD', 'parentId']]);
    await accounts().database.sql(`update accounts.account set status = 'CREDIT_HOLD' where name = 'Summit Resale'`);
    expect(await by('Summit Resale')).toEqual([['ACCOUNT_ON_HOLD', 'parentId']]);
    await accounts().database.sql(`update accounts.account set status = 'ACTIVE' where name = 'Summit Resale'`);
  });

  it('are refused when the inviter was held after it sent them', async () => {
    await invite('held@falk.example', accounts().administrator('Summit Resale'));
    const token = await tokenFor('held@falk.example');
    await accounts().database.sql(`update accounts.account set status = 'ADMIN_HOLD' where name = 'Summit Resale'`);
    expect(codes((await accept(acceptance(token, { email: 'held@falk.example' }))).userErrors)).toEqual([
      ['ACCOUNT_ON_HOLD', 'token'],
    ]);
    await accounts().database.sql(`update accounts.account set status = 'ACTIVE' where name = 'Summit Resale'`);
  });

  it('are seen and changed by the account that sent them and those above, like missing ones by others', async () => {
    const { invitation } = await invite('seen@falk.example', accounts().administrator('Harbor IT'));
    const id = accounts().account('Harbor IT').id;
    const seenBy = async (name: string, permissions?: readonly string[]) => {
      const as = accounts().administrator(name, permissions);
      const { data } = await accounts().ask(SentInvitationsDocument, { id }, as);
      const found = data.account as { invitations?: { nodes: readonly { email: string }[] } } | null;
      return found?.invitations?.nodes.map(({ email }) => email);
    };
    expect(await seenBy('Champion Cloud')).toContain('seen@falk.example');
    expect(await seenBy('Harbor IT', ['USE_SERVICES'])).toEqual([]);
    expect(await seenBy('Summit Resale')).toBeUndefined();
    const revoke = async (invitationId: string, name: string) =>
      (await accounts().ask(RevokeInvitationDocument, { input: { invitationId } }, accounts().administrator(name))).data
        .revokeInvitation;
    const foreign = await revoke(invitation?.id ?? '', 'Summit Resale');
    expect(foreign).toEqual(await revoke(newId('ivt'), 'Summit Resale'));
    expect(codes(foreign.userErrors)).toEqual([['NOT_FOUND', 'invitationId']]);
    expect(await revoke(invitation?.id ?? '', 'Champion Cloud')).toMatchObject({ invitation: { status: 'REVOKED' } });
  });

  it('cost one statement for the lists of many accounts', async () => {
    const query =
      '{ accounts(filter: { type: RESELLER }) { nodes { ... on Reseller { invitations { nodes { id } } signedAgreement { signedBy agreement { title } } } } } }';
    accounts().statements.reset();
    const { errors } = await accounts().ask(query, {}, accounts().administrator('Meridian Distribution'));
    expect(errors).toEqual([]);
    expect(accounts().statements.count()).toBe(4);
  });
});

describeOnBothDatabases('the agreement', (kind) => {
  const accounts = useDemoAccounts(kind);

  it('is shown to everybody, with its whole text', async () => {
    const { data } = await accounts().ask(TermsDocument, {}, ANONYMOUS);
    expect(data.terms).toMatchObject({ version: '2026-11', title: 'Reseller agreement' });
    expect(data.terms.body).toMatch(/^1\. Parties\..*\n\n7\. End\./s);
  });

  it('is asked for when it has changed, and in the end nothing else is permitted until it is accepted', async () => {
    const { database, ask } = accounts();
    const signIn = async () => {
      const input = { login: 'champion.admin', password: 'Tiergraph-demo-1' };
      const { session } = (await ask(SignInDocument, { input }, ANONYMOUS)).data.signIn;
      const { payload } = await verified(accounts(), session?.accessToken ?? '');
      return payload['perms'] as readonly string[];
    };
    const waiting = async (as = accounts().administrator('Champion Cloud')) =>
      (await ask(WaitingAgreementDocument, {}, as)).data.viewer.agreementToAccept;
    const accept = async (version: string, as = accounts().administrator('Champion Cloud', [])) =>
      (await ask(AcceptAgreementDocument, { input: { version } }, as)).data.acceptAgreement.userErrors;
    expect(await waiting()).toBeNull();
    expect(await signIn()).toContain('PLACE_ORDERS');

    // As if another version had been signed, and this one had come today.
    await database.sql('delete from accounts.signed_agreement');
    expect(await waiting()).toEqual({ version: '2026-11' });
    expect(await waiting(accounts().administrator('Contoso Bakery'))).toBeNull();
    expect(await signIn()).toContain('PLACE_ORDERS');

    await database.sql(`update accounts.account set created_at = created_at - interval '40 days'`);
    await database.sql(`update accounts.agreement set published_at = published_at - interval '40 days'`);
    expect(await signIn()).toEqual([]);
    expect(await accept('2020-01')).toEqual([{ code: 'CONFLICT', path: ['version'] }]);
    const panel = accounts().administrator('Champion Cloud', [], {
      act: accounts().account('Meridian Distribution').id,
    });
    expect(await accept('2026-11', panel)).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect(await accept('2026-11')).toEqual([]);
    expect(await waiting()).toBeNull();
    expect(await signIn()).toContain('PLACE_ORDERS');
  });
});
