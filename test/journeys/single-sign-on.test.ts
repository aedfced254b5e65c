import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { makeUsedFolder, startEmbeddedProcess } from './embedded-process.ts';
import { findChromium, openWatchedPage, type Screen } from './sandbox-page.ts';
import { seriousFindings } from './serious-findings.ts';

const chromium = findChromium();

if (chromium === undefined) {
  test.skip('single sign-on is not tried in a browser: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set');
} else {
  describe('single sign-on in a browser', () => describeSignIn(chromium));
}

const SCREENS: readonly Screen[] = [
  { width: 390, height: 844, scheme: 'dark' },
  { width: 1_440, height: 900, scheme: 'light' },
];

function describeSignIn(executablePath: string): void {
  const closing = new AsyncDisposableStack();
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    // Browsers take this name for a secure place, as they take https.
    url = `http://localhost:${port}`;
    const options = { redirectUri: `${url}/sign-in/callback` };
    const providers = await Promise.all(
      ['Summit ID', 'Harbor ID'].map(async (name, index) => {
        const { issuer, clientId, clientSecret, people } = closing.use(await startIdentityProvider(options));
        people.set('sami', { email: 'sami.haddad@summit.example', email_verified: true });
        return { id: `provider-${index}`, name, issuer, clientId, clientSecret };
      }),
    );
    const environment = { PORT: String(port), PUBLIC_URL: url, IDENTITY_PROVIDERS: JSON.stringify(providers) };
    const data = closing.use(await makeUsedFolder());
    closing.use(await startEmbeddedProcess(data.path, environment));
  });
  afterAll(() => closing.disposeAsync());

  test.for(SCREENS)(
    'leads from the sandbox to the provider and back, on $width by $height, $scheme',
    async (screen) => {
      await using browser = await openWatchedPage(executablePath, screen);
      const { page } = browser;
      await page.goto(url);
      await page.getByTestId('single-sign-on').click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.getByRole('link', { name: 'Sign in with Harbor ID' }).click();
      await page.getByLabel('Subject').fill('sami');
      await page.getByRole('button', { name: 'Sign in there' }).click();
      await page.getByTestId('signed-in-text').getByText('Summit Resale').waitFor();
      // The code is not left in the address, where it would be shared and remembered.
      expect(page.url()).toBe(`${url}/`);
      expect(browser.problems).toEqual([]);
    },
  );

  test('takes login and password for the portal, too', async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(url);
    await page.getByTestId('single-sign-on').click();
    await page.getByLabel('Login').fill('harbor.admin');
    await page.getByLabel('Password', { exact: true }).fill('Tiergraph-demo-1');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByTestId('signed-in-text').getByText('Harbor IT').waitFor();
    expect(browser.problems).toEqual([]);
  });
}
