import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ACCOUNTS } from '../../subgraphs/accounts/main.ts';
import { makeUsedFolder, startEmbeddedProcess, type EmbeddedProcess } from './embedded-process.ts';
import {
  findChromium,
  openWatchedPage,
  readResponse,
  runPrepared,
  shownResponse,
  signInAsDemo,
} from './sandbox-page.ts';

const chromium = findChromium();

if (chromium === undefined) {
  test.skip('prepared operations are not tried: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set');
} else {
  describe('the prepared operations', () => describeOperations(chromium));
}

const SIGNED_OUT = ['viewer', 'sign-in', 'identity-providers', 'refresh-session', 'forgotten-password', 'terms'];
const EVERYONE = [...SIGNED_OUT, 'create-user', 'erase-user', 'enrol-second-factor', 'any-object', 'find-products'];
const SELLER = [
  'update-branding',
  'render-mail',
  'terms-requests',
  'margin-rules',
  'price-changes',
  'export-price-list',
];
/** For whoever has a marketplace: it is created first. */
const LISTING = ['create-marketplace', 'publish-listing', 'create-hub', 'marketplaces'];
const LOOKING = [
  ...SELLER,
  ...LISTING,
  'create-api-client',
  'revoke-api-client',
  'set-security-question',
  'account-tree',
  'find-customers',
  'find-plan',
  'needs-attention',
  'audit-log',
];
/** For a reseller that is not active yet, and for one from which others buy who have asked for terms. */
const ACTIVE = ['activate-reseller', 'decide-terms', 'decide-listing'];
/** For whoever has a customer. */
const ACTING = ['act-for'];
const BUYING = [
  'request-terms',
  'invite-reseller',
  'estimate-order',
  'place-order-existing-customer',
  'order-from-another-vendor',
  'watch-order',
  'orders-with-timeline',
  'place-order-new-customer',
  'watch-account',
  'create-cart',
  'set-cart-line',
  'set-cart-customer',
  'set-vendor-parameters',
  'place-cart-order',
  'place-order-promotion',
  'create-customer',
  'cancel-account',
];
const PROVIDER = [
  ...SELLER,
  'create-api-client',
  'revoke-api-client',
  'create-customer',
  'cancel-account',
  'hold-account',
  'release-account',
  'move-account',
  'invite-reseller',
  'resellers',
  'import-price-list',
  'import-progress',
  'audit-log',
  'set-margin',
  'refresh-promotions',
  'set-listing-consent',
  'find-customers',
];

interface Expectation {
  readonly runs: readonly string[];
  /** Those that wait at first, and run afterwards. */
  readonly afterwards?: readonly string[];
  readonly waits: readonly string[];
}

/** What a reseller without customers can do once it is active: it begins with a customer. */
const BEGINNING = ['place-order-new-customer', 'watch-order'];
const LATER = BUYING.filter((id) => ![...BEGINNING, 'orders-with-timeline', 'watch-account'].includes(id));

/** The operations that each demo user can run in the listed order, and those shown as not possible yet. */
const expectations: Readonly<Record<string, Expectation>> = {
  'meridian.admin': {
    runs: [
      'account-tree',
      ...PROVIDER,
      'find-plan',
      'orders-with-timeline',
      'watch-account',
      'needs-attention',
      ...ACTING,
      ...EVERYONE,
    ],
    waits: ['decide-terms', 'confirm-import', 'decide-listing'],
  },
  'champion.admin': { runs: [...LOOKING, ...BUYING, ...ACTING, ...EVERYONE, 'set-listing-consent'], waits: ACTIVE },
  'newleaf.admin': {
    runs: [...LOOKING, 'orders-with-timeline', 'watch-account', ...EVERYONE, 'activate-reseller'],
    afterwards: [...BEGINNING, ...LATER, ...ACTING],
    waits: ['decide-terms', 'decide-listing', 'set-listing-consent'],
  },
  'harbor.admin': {
    runs: [...LOOKING, ...BUYING, ...ACTING, ...EVERYONE],
    waits: [...ACTIVE, 'set-listing-consent'],
  },
};
const customer: Expectation = { runs: ['my-services', ...EVERYONE], waits: ['reveal-credentials'] };
/** A customer for which Harbor IT, earlier in the list, has bought a new tenant by then. */
const withTenant: Expectation = { runs: ['my-services', 'reveal-credentials', ...EVERYONE], waits: [] };

/** One user for each list of operations, and for each way to name a reseller at the vendor. */
const LOGINS = new Set([...Object.keys(expectations), 'contoso.admin', 'fairview.admin']);

function describeOperations(executablePath: string): void {
  const resources = new AsyncDisposableStack();
  /** What an account of a kind has run; only what a buyer needs is different for the next one. */
  const tried = new Set<string>();
  let graph: EmbeddedProcess;
  beforeAll(async () => {
    const folder = resources.use(await makeUsedFolder());
    graph = resources.use(await startEmbeddedProcess(folder.path));
  });
  afterAll(() => resources.disposeAsync());

  test.for(DEMO_ACCOUNTS.filter(({ login }) => LOGINS.has(login)))(
    'run unchanged for $login',
    { timeout: 120_000 },
    async ({ login, name, type }) => {
      await using browser = await openWatchedPage(executablePath);
      const { page } = browser;
      await page.goto(graph.platform.url);
      await signInAsDemo(page, login, name);
      await page.getByTestId('operation-viewer').and(page.locator(':enabled')).waitFor();
      const expected = expectations[login] ?? (login === 'fairview.admin' ? withTenant : customer);
      const ids = await listed(page);
      const { runs, afterwards = [], waits } = expected;
      expect(ids.toSorted()).toEqual([...runs, ...afterwards, ...waits].toSorted());
      const isEnabled = (id: string) => page.getByTestId(`operation-${id}`).and(page.locator(':enabled'));
      for (const id of [...afterwards, ...waits]) expect(await isEnabled(id).count(), id).toBe(0);
      const runsFirst = (id: string) => BUYING.includes(id) || !tried.has(`${type} ${id}`);
      for (const id of [...ids.filter((one) => runs.includes(one)), ...afterwards].filter(runsFirst)) {
        tried.add(`${type} ${id}`);
        // The page looks up what the previous operation has changed after the answer to it.
        await isEnabled(id).waitFor({ timeout: 10_000 });
        await runPrepared(page, id);
        const answer = await answerOf(page, id);
        expect(answer, id).not.toContain('"errors"');
        expect(answer, id).not.toMatch(/"userErrors": \[\s*\{/);
      }
      // What the last answer has changed is known by then.
      await page.waitForTimeout(1_500);
      for (const id of waits) expect(await isEnabled(id).count(), id).toBe(0);
      expect(browser.problems).toEqual([]);
    },
  );

  test('cannot be opened before the editors are loaded', { timeout: 60_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.route(/\/editor\.api[^/]*\.js$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await route.continue();
    });
    await page.goto(graph.platform.url);
    await page.getByTestId('operation-sign-in').waitFor();
    await runPrepared(page, 'sign-in');
    expect(await answerOf(page, 'sign-in')).toContain('"userErrors": []');
  });

  test('are only those that run without a session before the sign-in', { timeout: 60_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(graph.platform.url);
    await page.getByTestId('operation-sign-in').and(page.locator(':enabled')).waitFor();
    expect(await listed(page)).toEqual(SIGNED_OUT);
    await runPrepared(page, 'sign-in');
    expect(await answerOf(page, 'sign-in')).toContain('"userErrors": []');
    await page.getByTestId('operation-refresh-session').and(page.locator(':enabled')).waitFor();
  });
}

/** The operations that the page lists, in its order. */
async function listed(page: Page): Promise<string[]> {
  const ids = await page
    .locator('[data-testid^="operation-"]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-testid') ?? ''));
  return ids.map((id) => id.replace('operation-', ''));
}

/** The answer that the page shows; for a subscription the events that have arrived as soon as there are any. */
async function answerOf(page: Page, id: string): Promise<string> {
  if (id === 'watch-order') return await readResponse(page, '"message": "The order is complete."');
  if (id !== 'watch-account') return await readResponse(page, '"data"');
  await page.waitForTimeout(1_000);
  return await shownResponse(page);
}
