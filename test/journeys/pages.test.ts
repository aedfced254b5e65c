import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateUserDocument, InviteResellerDocument } from '../operations/generated/graphql.ts';
import { FASTEST_KIND } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startGraph, type GraphUnderTest } from '../support/graph-under-test.ts';
import { startMailServer, type MailServer } from '../support/mail-server.ts';
import { trySignIn } from './platform.ts';
import { findChromium, openWatchedPage, type Screen } from './sandbox-page.ts';
import { seriousFindings } from './serious-findings.ts';

const chromium = findChromium();

if (chromium === undefined) {
  test.skip(
    'the pages for people without a session are not tried: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set',
  );
} else {
  describe('the pages for people without a session', () => describePage(chromium));
}

const PHONE: Screen = { width: 390, height: 844, scheme: 'light' };
const SCREENS: readonly Screen[] = [PHONE, { ...PHONE, scheme: 'dark' }, { width: 1_440, height: 900, scheme: 'dark' }];
const NEW = 'violet tram carries soup';

function describePage(executablePath: string): void {
  let mail: MailServer;
  let graph: GraphUnderTest;
  let url: string;
  beforeAll(async () => {
    mail = await startMailServer();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = { SMTP_URL: mail.url, PORT: String(port), PUBLIC_URL: url };
    graph = await startGraph(FASTEST_KIND, { environment });
    await graph.gateway.listen();
  });
  afterAll(async () => {
    await graph.close();
    await mail[Symbol.asyncDispose]();
  });

  /** The link in the newest mail to an address, of those that came after so many. */
  const linkTo = (address: string, subject: string, after = 0): Promise<string> =>
    eventually(() => {
      const found = mail.received
        .slice(after)
        .findLast(({ to, mail: read }) => to.includes(address) && read.subject === subject);
      const link = /http:\S+token=\S+/.exec(found?.mail.text ?? '')?.[0];
      if (link === undefined) throw new Error(`No mail "${subject}" to ${address}`);
      return link;
    });
  const sound = async (page: Page, { width }: Screen): Promise<void> => {
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `of ${width}`).toBeLessThanOrEqual(0);
  };
  const fill = async (page: Page, password: string, repeated = password): Promise<void> => {
    await page.getByLabel('New password').fill(password);
    await page.getByLabel('The same once more').fill(repeated);
    await page.getByRole('button', { name: 'Set the password' }).click();
  };

  test.for(SCREENS)('leads from a forgotten password to a new one, on $width by $height, $scheme', async (screen) => {
    await using browser = await openWatchedPage(executablePath, screen);
    const { page } = browser;
    await page.goto(`${url}/reset-password`);
    await sound(page, screen);
    const before = mail.received.length;
    await page.getByLabel('Login').fill('summit.admin');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await sound(page, screen);

    await page.goto(await linkTo('sami.haddad@summit.example', 'Set a new password', before));
    await page.getByText('For the login summit.admin.').waitFor();
    await sound(page, screen);
    await fill(page, NEW, 'something else');
    await page.getByRole('alert').getByText('The two passwords are not the same.').waitFor();
    await sound(page, screen);
    await fill(page, 'qwerty123456');
    await page.getByRole('alert').getByText('guessers try it first').waitFor();
    await fill(page, `${NEW} ${screen.width} ${screen.scheme}`);
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    await sound(page, screen);
    expect(await trySignIn({ url }, 'summit.admin', `${NEW} ${screen.width} ${screen.scheme}`)).toMatchObject({
      userErrors: [],
    });
    // A browser writes down each answer that is a refusal.
    expect(browser.problems.filter((problem) => !problem.includes('422'))).toEqual([]);
    expect(browser.requested.filter((one) => !one.startsWith(url) && !one.startsWith('data:'))).toEqual([]);
  });

  test('is opened by the link of a new user as often as one likes, and sets one password', async () => {
    await using browser = await openWatchedPage(executablePath, PHONE);
    const { page } = browser;
    const { data } = await graph.ask(
      CreateUserDocument,
      {
        input: {
          accountId: graph.account('Champion Cloud').id,
          kind: 'ADMINISTRATOR',
          login: 'evil.names',
          email: 'eve@champion.example',
          firstName: '<b>Eve</b>',
          lastName: '"onload=alert(1)',
          permissions: [],
        },
      },
      graph.administrator('Champion Cloud'),
    );
    expect(data.createUser.userErrors).toEqual([]);
    const link = await linkTo('eve@champion.example', 'Your access for Champion Cloud');
    for (let time = 0; time < 3; time += 1) expect((await fetch(link)).status).toBe(200);
    await page.goto(link);
    await fill(page, NEW);
    await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    await page.goto(link);
    await page.getByRole('alert').getByText('This link has been used').waitFor();
    await page.getByLabel('Login').waitFor();
    expect(await trySignIn({ url }, 'evil.names', NEW)).toMatchObject({ userErrors: [] });
  });

  test.for(SCREENS)('leads from an invitation to an account, on $width by $height, $scheme', async (screen) => {
    await using browser = await openWatchedPage(executablePath, screen);
    const { page } = browser;
    const email = `rosa${screen.width}${screen.scheme}@falk.example`;
    const inviting = graph.administrator('Champion Cloud');
    const { data } = await graph.ask(InviteResellerDocument, { input: { email } }, inviting);
    expect(data.inviteReseller.userErrors).toEqual([]);
    await page.goto(await linkTo(email, 'Champion Cloud invites you to become a reseller'));
    await page.getByText('1. Parties.').waitFor();
    await sound(page, screen);
    await page.getByLabel('Legal name of your company').fill('Falk <b>Resale</b> GmbH');
    await page.getByLabel('Given name').fill('Rosa');
    await page.getByLabel('Family name').fill('Falk');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
    await page.getByLabel('Login (optional)').fill('contoso.admin');
    await page.getByLabel('Password').fill(NEW);
    await page.getByLabel('I accept the agreement').check();
    await page.getByRole('button', { name: 'Accept and start' }).click();
    await page.getByRole('alert').getByText('Another user of the platform already has this login.').waitFor();
    await sound(page, screen);
    // What was typed is still there, but for the password and the consent.
    expect(await page.getByLabel('Legal name of your company').inputValue()).toBe('Falk <b>Resale</b> GmbH');
    await page.getByLabel('Login (optional)').fill('');
    await page.getByLabel('Password').fill(NEW);
    await page.getByLabel('I accept the agreement').check();
    await page.getByRole('button', { name: 'Accept and start' }).click();
    await page.getByRole('heading', { name: 'Welcome, Falk <b>Resale</b> GmbH' }).waitFor();
    await sound(page, screen);
    expect(await trySignIn({ url }, email, NEW)).toMatchObject({ userErrors: [] });
    await page.goto(await linkTo(email, 'Champion Cloud invites you to become a reseller'));
    await page.getByRole('alert').getByText('This invitation was accepted already.').waitFor();
    await sound(page, screen);
  });
}
