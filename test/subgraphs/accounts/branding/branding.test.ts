import { expect, it } from 'vitest';
import { MESSAGE_NAMES } from '../../../../subgraphs/shared/mail/messages.ts';
import {
  InviteResellerDocument,
  RenderMailDocument,
  ResellersInOwnWordsDocument,
  RequestPasswordResetDocument,
  UpdateAccountDocument,
  UpdateBrandingDocument,
  type UpdateBrandingInput,
} from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn } from '../../../support/mail.ts';
import { ANONYMOUS, type ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

describeOnBothDatabases('branding', (kind) => {
  const accounts = useDemoAccounts(kind);
  const champion = () => accounts().administrator('Champion Cloud');
  const update = async (name: string, changes: Partial<UpdateBrandingInput>, as: ContextClaims = champion()) => {
    const input = { accountId: accounts().account(name).id, ...changes };
    const { data, errors } = await accounts().ask(UpdateBrandingDocument, { input }, as);
    expect(errors).toEqual([]);
    return data.updateBranding;
  };
  const render = async (mail: string, name: string, language?: string) => {
    const variables = { mail, accountId: accounts().account(name).id, language };
    return (await accounts().ask(RenderMailDocument, variables, champion())).data.renderMail;
  };

  it('changes what is given, keeps the rest, and is told to the other subgraphs', async () => {
    const { branding, userErrors } = await update('Champion Cloud', {
      displayName: 'Champion',
      primaryColor: '#0F5C4D',
      supportPhone: '(303) 555-0100',
      welcomeMessage: 'Good to have you.',
      logoUrl: 'https://champion.example/logo.svg',
    });
    expect(userErrors).toEqual([]);
    expect(branding).toEqual({
      displayName: 'Champion',
      logoUrl: 'https://champion.example/logo.svg',
      primaryColor: '#0f5c4d',
      supportEmail: null,
      supportPhone: '+13035550100',
      welcomeMessage: 'Good to have you.',
      senderName: null,
      texts: [],
    });
    const next = await update('Champion Cloud', { displayName: null, supportEmail: 'help@champion.example' });
    expect(next.branding).toMatchObject({
      displayName: 'Champion Cloud',
      primaryColor: '#0f5c4d',
      supportEmail: 'help@champion.example',
    });
    await eventually(() => {
      const told = accounts()
        .facts.map(({ data }) => data as { id: string; branding?: object })
        .filter(({ id }) => id === accounts().account('Champion Cloud').id);
      expect(told.at(-1)?.branding).toMatchObject({ primaryColor: '#0f5c4d', supportEmail: 'help@champion.example' });
    });
  });

  it('is in the mails that customers receive', async () => {
    await update('Champion Cloud', { senderName: 'Champion Support', welcomeMessage: 'Good to have you.' });
    await accounts().ask(RequestPasswordResetDocument, { input: { login: 'contoso.admin' } }, ANONYMOUS);
    const mail = await eventually(async () => {
      const [found] = await mailsIn(accounts().mailDirectory);
      if (found === undefined) throw new Error('The mail has not come');
      return found;
    });
    expect(mail.headers.get('from')).toContain('Champion Support');
    expect(mail.text).toContain('Good to have you.');
    expect(mail.html).toContain('background:#0f5c4d');
    expect(mail.html).toContain('Good to have you.');
  });

  it('is said in the language of the account that a mail is for, or that invites', async () => {
    const { account, administrator, ask } = accounts();
    for (const name of ['Contoso Bakery', 'Champion Cloud']) {
      const input = { accountId: account(name).id, language: 'de-AT' };
      const { data } = await ask(UpdateAccountDocument, { input }, administrator('Meridian Distribution'));
      expect(data.updateAccount.userErrors).toEqual([]);
    }
    await ask(RequestPasswordResetDocument, { input: { login: 'contoso.admin' } }, ANONYMOUS);
    const invited = { email: 'rosa@falk.example' };
    await ask(InviteResellerDocument, { input: invited }, champion());
    // cspell:disable
    await eventually(async () => {
      const subjects = (await mailsIn(accounts().mailDirectory)).map(({ subject }) => subject);
      expect(subjects).toContain('Neues Passwort festlegen');
      expect(subjects.some((subject) => subject.endsWith('lädt Sie ein, Reseller zu werden'))).toBe(true);
    });
    const [german, english] = [
      await render('order.failed', 'Champion Cloud', 'de'),
      await render('order.failed', 'Champion Cloud', 'fr'),
    ];
    expect([german?.subject, english?.subject]).toEqual([
      'Bestellung SO100042 ist fehlgeschlagen',
      'Order SO100042 failed',
    ]);
    // cspell:enable
    expect(german?.html).toContain('<html lang="de">');
  });

  it("has mails in the seller's own words, which customers receive, and which are told to orders", async () => {
    const text = {
      mail: 'access.reset',
      language: 'en',
      subject: 'For {login}',
      body: 'Hello {recipientName},\n\n{link}',
    };
    const german = { mail: 'order.failed', language: 'de', subject: 'Oh', body: null };
    const first = await update('Champion Cloud', { texts: [german, text], supportEmail: 'help@champion.example' });
    expect(first.userErrors).toEqual([]);
    expect(first.branding?.texts).toEqual([text, german]);
    expect((await render('access.reset', 'Champion Cloud'))?.text).toMatch(/^(?:.*\n\n)?Hello Rosa Falk,\n\nSet the/);
    expect((await render('order.failed', 'Champion Cloud', 'de-AT'))?.subject).toBe('Oh');
    expect((await render('order.failed', 'Champion Cloud'))?.subject).toBe('Order SO100042 failed');
    await accounts().ask(RequestPasswordResetDocument, { input: { login: 'lakeside.admin' } }, ANONYMOUS);
    await eventually(async () => {
      const mails = await mailsIn(accounts().mailDirectory);
      const mail = mails.find(({ subject }) => subject === 'For lakeside.admin');
      expect(mail?.text).toMatch(/Hello .+,\n\nSet the password:\nhttp/);
    });
    const { branding } = await update('Champion Cloud', {
      texts: [
        { ...german, subject: '' },
        { ...text, body: null },
      ],
    });
    expect(branding?.texts).toEqual([{ ...text, body: null }]);
    expect(branding?.supportEmail).toBe('help@champion.example');
    const unchanged = await update('Champion Cloud', { primaryColor: '#0f5c4d' });
    expect(unchanged.branding?.texts).toHaveLength(1);
    expect((await update('Champion Cloud', { texts: null })).branding?.texts).toEqual([]);
    await eventually(() => {
      const told = accounts().facts.filter(({ subject }) => subject === 'accounts.mail-texts-changed');
      expect(told.map(({ data }) => data)).toEqual([
        {
          accountId: accounts().account('Champion Cloud').id,
          version: 1,
          texts: [text, { ...german, body: undefined }],
        },
        { accountId: accounts().account('Champion Cloud').id, version: 2, texts: [{ ...text, body: undefined }] },
        { accountId: accounts().account('Champion Cloud').id, version: 3, texts: [] },
      ]);
    });
  });

  it('refuses own texts together with everything else, and then changes none of them', async () => {
    const { branding, userErrors } = await update('Champion Cloud', {
      primaryColor: 'green',
      texts: [
        { mail: 'access.reset', language: 'en', subject: 'Fine' },
        { mail: 'access.reset', language: 'de', subject: 'a\nBcc: all@example.com', body: 'Hello {nobody}' },
      ],
    });
    expect(branding).toBeNull();
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'INVALID primaryColor',
      'INVALID texts.1.subject',
      'INVALID texts.1.body',
      'REQUIRED texts.1.body',
    ]);
    expect(userErrors.at(-2)?.remedies[0]?.description).toContain('{recipientName}, {senderName}, {accountName}');
    expect((await update('Champion Cloud', { welcomeMessage: null })).branding?.texts).toEqual([]);
  });

  it('keeps both of two texts that are written at the same time', async () => {
    const texts = ['access.reset', 'access.changed', 'order.failed', 'order.completed', 'order.cancelled'].map(
      (mail) => ({
        mail,
        language: 'en',
        subject: mail,
      }),
    );
    await Promise.all(texts.map((text) => update('Champion Cloud', { texts: [text] })));
    const { branding } = await update('Champion Cloud', { welcomeMessage: null });
    expect(branding?.texts.map(({ subject }) => subject)).toEqual(texts.map(({ mail }) => mail).toSorted());
    await update('Champion Cloud', { texts: null });
  });

  it('is read for any number of sellers with the same number of statements', async () => {
    const statements = async (first: number): Promise<number> => {
      accounts().statements.reset();
      const { data } = await accounts().ask(
        ResellersInOwnWordsDocument,
        { first },
        accounts().administrator('Meridian Distribution'),
      );
      expect(data.resellers?.nodes).toHaveLength(first);
      return accounts().statements.count();
    };
    expect(await statements(3)).toBe(await statements(1));
  });

  it('refuses with every reason what a mail or a panel could not show', async () => {
    const { branding, userErrors } = await update('Champion Cloud', {
      displayName: ' ',
      senderName: 'Champion\r\nBcc: all@example.com',
      primaryColor: 'green',
      logoUrl: 'http://champion.example/logo.svg',
      supportPhone: '12',
    });
    expect(branding).toBeNull();
    expect(userErrors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'REQUIRED displayName',
      'INVALID senderName',
      'INVALID logoUrl',
      'INVALID primaryColor',
      'ADDRESS_INVALID supportPhone',
    ]);
  });

  it('is for sellers, for their own people and those above', async () => {
    const codes = async (name: string, as: ContextClaims) =>
      (await update(name, { primaryColor: '#000000' }, as)).userErrors.map(({ code }) => code);
    expect(await codes('Contoso Bakery', champion())).toEqual(['NOT_ALLOWED']);
    expect(await codes('Summit Resale', champion())).toEqual(['NOT_FOUND']);
    expect(await codes('Harbor IT', champion())).toEqual([]);
    const clerk = accounts().administrator('Champion Cloud', ['MANAGE_ACCOUNTS']);
    const input = { accountId: accounts().account('Champion Cloud').id };
    for (const { errors } of [
      await accounts().ask(UpdateBrandingDocument, { input }, clerk),
      await accounts().ask(RenderMailDocument, { mail: 'order.completed', ...input }, clerk),
    ]) {
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it('can be seen in every mail, with nothing of it read as HTML', async () => {
    await update('Champion Cloud', {
      senderName: '<b>Champion</b> & "Co"',
      welcomeMessage: '<script>alert(1)</script>',
    });
    for (const name of MESSAGE_NAMES) {
      const mail = await render(name, 'Champion Cloud');
      expect(mail?.subject, name).not.toBe('');
      expect(mail?.html, name).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(mail?.html, name).not.toContain('<script>');
      expect(mail?.text, name).toContain('<script>alert(1)</script>');
    }
    expect(await render('order.completed', 'Summit Resale')).toBeNull();
    expect(await render('order.completed', 'Contoso Bakery')).toBeNull();
    expect(await render('order.nothing', 'Champion Cloud')).toBeNull();
  });
});
