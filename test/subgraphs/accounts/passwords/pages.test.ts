import { beforeAll, describe, expect, it } from 'vitest';
import { ENGLISH_PAGES } from '../../../../subgraphs/accounts/endpoints/texts/english.ts';
import { GERMAN_PAGES } from '../../../../subgraphs/accounts/endpoints/texts/german.ts';
import { callEndpoint } from '../../../../subgraphs/shared/process/endpoint.ts';
import { bodyOf } from '../../../support/endpoint-body.ts';
import { InviteResellerDocument, RequestPasswordResetDocument } from '../../../operations/generated/graphql.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { mailsIn, visibleTexts } from '../../../support/mail.ts';
import { placeholdersIn } from '../../../support/placeholders.ts';
import { ANONYMOUS } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';

// cspell:disable
describe('the languages of pages', () => {
  it('have the same placeholders in each text', () => {
    const { faults, ...texts } = GERMAN_PAGES;
    const { faults: none, ...english } = ENGLISH_PAGES;
    expect(placeholdersIn(english).get('invitation.accept')).toEqual(['version']);
    expect(placeholdersIn(texts)).toEqual(placeholdersIn(english));
    expect([none, ...[...placeholdersIn(faults).values()].flat()]).toEqual([null]);
  });
});

describeOnBothDatabases('pages in the language of an account', (kind) => {
  const accounts = useDemoAccounts(kind, { environment: { PUBLIC_URL: 'https://market.example' } });
  beforeAll(async () => {
    await accounts().database.sql(
      `update accounts.account set language = 'de-AT' where name in ('Contoso Bakery', 'Champion Cloud')`,
    );
  });
  const open = async (path: string, query: string, form?: Readonly<Record<string, string>>) => {
    const endpoint = accounts().subgraph.endpoints[path];
    if (endpoint === undefined) throw new Error(`There is no page ${path}`);
    const answer = await callEndpoint(endpoint, {
      path,
      method: form === undefined ? 'GET' : 'POST',
      query: new URLSearchParams(query),
      contentType: 'application/x-www-form-urlencoded',
      authorization: undefined,
      cookie: undefined,
      body: new URLSearchParams(form).toString(),
      principal: { kind: 'anonymous', clientAddress: '192.0.2.7' },
    });
    const html = await bodyOf(answer);
    return { status: answer.status, html, text: visibleTexts(html).join('\n') };
  };
  /** The query of the link in a mail with this subject. */
  const linkIn = (subject: RegExp, path: string): Promise<string> =>
    eventually(async () => {
      const mail = (await mailsIn(accounts().mailDirectory)).find((one) => subject.test(one.subject));
      const query = new RegExp(`https://market\\.example${path}\\?(\\S+)`).exec(mail?.text ?? '')?.[1];
      if (query === undefined) throw new Error(`No mail ${subject}`);
      return query;
    });

  it('ask for a new password, say what is wrong with it, and that it is set', async () => {
    await accounts().ask(RequestPasswordResetDocument, { input: { login: 'contoso.admin' } }, ANONYMOUS);
    const query = await linkIn(/^Neues Passwort festlegen$/, '/reset-password');
    const token = new URLSearchParams(query).get('token') ?? '';
    const page = await open('/reset-password', query);
    expect(page.html).toContain('<html lang="de">');
    expect(page.text).toContain('Für den Benutzernamen contoso.admin.');
    expect(page.text).toContain('Mindestens 12 Zeichen.');
    const set = (password: string, repeated = password) => open('/reset-password', '', { token, password, repeated });
    expect((await set('violet tram carries', 'soup')).text).toContain('Die beiden Passwörter sind nicht gleich.');
    expect((await set('short')).text).toContain('Dieses Passwort ist zu leicht zu erraten.');
    expect((await set('violet tram carries soup')).text).toContain('Sie können sich jetzt als contoso.admin anmelden.');
    const over = await open('/reset-password', query);
    expect(over.text).toContain('Dieser Link wurde schon verwendet oder ist nicht mehr gültig.');
    expect(over.html).toContain('<html lang="de">');
  });

  it('ask for a login in the language of the mail that led there, and in English without one', async () => {
    expect((await open('/reset-password', 'language=de')).text).toContain('Passwort vergessen?');
    for (const query of ['', 'language=fr', 'language=%3Cb%3E']) {
      const { html, text } = await open('/reset-password', query);
      expect(html).toContain('<html lang="en">');
      expect(text).toContain('Forgot your password?');
    }
    const sent = await open('/reset-password', '', { login: 'nobody.there', language: 'de' });
    expect(sent.text).toContain('Sehen Sie in Ihre E-Mails');
    expect(sent.html).toContain('href="/reset-password?language=de"');
    const missing = await open('/reset-password', '', { login: '', language: 'de' });
    expect(missing).toMatchObject({ status: 422, text: expect.stringContaining('Eine Angabe fehlt.') as string });
    expect(missing.text).not.toContain('missing');
  });

  it('show an invitation in the language of the inviter, with what was typed as it was typed', async () => {
    const invited = { email: 'rosa@falk.example' };
    await accounts().ask(InviteResellerDocument, { input: invited }, accounts().administrator('Champion Cloud'));
    const query = await linkIn(/lädt Sie ein/, '/invitation');
    const token = new URLSearchParams(query).get('token') ?? '';
    const page = await open('/invitation', query);
    expect(page.html).toContain('<html lang="de">');
    expect(page.text).toContain('Werden Sie Reseller von Champion Cloud');
    expect(page.text).toMatch(/Ich nehme die Vereinbarung in Version \S+ für mein Unternehmen an\./);
    const form = { token, companyName: 'Falk {login} GmbH', firstName: 'Rosa', lastName: 'Falk', ...invited };
    const refused = await open('/invitation', '', { ...form, login: 'x y', password: 'short' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Die Vereinbarung ist noch nicht angenommen.');
    expect(refused.text).toContain('Dieses Passwort ist zu leicht zu erraten.');
    expect(refused.text).not.toMatch(/password|agreement has/);
    expect(refused.html).toContain('value="Falk {login} GmbH"');
    const version = /name="acceptAgreement" type="checkbox" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const right = { ...form, acceptAgreement: version, password: 'violet tram carries soup' };
    const welcome = await open('/invitation', '', right);
    expect(welcome.text).toContain('Willkommen, Falk {login} GmbH');
    expect(welcome.text).toContain('Melden Sie sich als rosa@falk.example an.');
    expect((await open('/invitation', query)).text).toContain('Diese Einladung wurde schon angenommen.');
    expect((await open('/invitation', 'token=unknown&language=de')).text).toContain('Zu diesem Link gibt es keine');
  });
});
