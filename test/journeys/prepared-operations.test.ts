import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ACCOUNTS } from '../../subgraphs/accounts/main.ts';
import { makeDataFolder, startEmbeddedProcess, type EmbeddedProcess } from './embedded-process.ts';
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

const SIGNED_OUT = ['viewer', 'sign-in', 'refresh-session', 'forgotten-password', 'terms'];
const EVERYONE = [...SIGNED_OUT, 'create-user'];
const LOOKING = ['create-api-client', 'account-tree', 'find-customers', 'find-plan', 'needs-attention'];
const BUYING = [
  'invite-reseller',
  'estimate-order',
  'place-order-existing-customer',
  'watch-order',
  'orders-with-timeline',
  'place-order-new-customer',
  'watch-account',
  'create-cart',
  'set-cart-line',
  'set-cart-customer',
  'set-vendor-parameters',
  'place-cart-order',
];
const PROVIDER = [
  'create-api-client',
  'hold-account',
  'release-account',
  'invite-reseller',
  'resellers',
  'import-price-list',
  'import-progress',
  'set-margin',
  'find-customers',
];

/** The operations that each demo user can run in the listed order, and those shown as not possible yet. */
const expectations: Readonly<Record<string, { readonly runs: readonly string[]; readonly waits: readonly string[] }>> =
  {
    'meridian.admin': {
      runs: [
        'account-tree',
        ...PROVIDER,
        'find-plan',
        'orders-with-timeline',
        'watch-account',
        'needs-attention',
        ...EVERYONE,
      ],
      waits: [],
    },
    'champion.admin': { runs: [...LOOKING, ...BUYING, ...EVERYONE], waits: [] },
    'summit.admin': { runs: [...LOOKING, ...BUYING, ...EVERYONE], waits: [] },
    'newleaf.admin': {
      runs: [...LOOKING, 'orders-with-timeline', 'watch-account', ...EVERYONE],
      waits: BUYING.filter((id) => id !== 'orders-with-timeline' && id !== 'watch-account'),
    },
    'harbor.admin': { runs: [...LOOKING, ...BUYING, ...EVERYONE], waits: [] },
  };
const customer = { runs: ['my-services', ...EVERYONE], waits: ['reveal-credentials'] };
/** Customers for which Harbor IT and Summit Resale, earlier in the list, have bought a new tenant by then. */
const withTenant = { runs: ['my-services', 'reveal-credentials', ...EVERYONE], waits: [] };

function describeOperations(executablePath: string): void {
  const resources = new AsyncDisposableStack();
  let graph: EmbeddedProcess;
  beforeAll(async () => {
    const folder = resources.use(await makeDataFolder());
    graph = resources.use(await startEmbeddedProcess(folder.path));
  });
  afterAll(() => resources.disposeAsync());

  test.for(DEMO_ACCOUNTS)('run unchanged for $login', { timeout: 120_000 }, async ({ login, name }) => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(graph.platform.url);
    await signInAsDemo(page, login, name);
    await page.getByTestId('operation-viewer').and(page.locator(':enabled')).waitFor();
    const expected =
      expectations[login] ?? (['fairview.admin', 'alpine.admin'].includes(login) ? withTenant : customer);
    const ids = await listed(page);
    expect(ids.toSorted()).toEqual([...expected.runs, ...expected.waits].toSorted());
    const isEnabled = (id: string) => page.getByTestId(`operation-${id}`).and(page.locator(':enabled'));
    for (const id of ids.filter((one) => expected.runs.includes(one))) {
      // The page looks up what the previous operation has changed after the answer to it.
      await isEnabled(id).waitFor({ timeout: 10_000 });
      await runPrepared(page, id);
      const answer = await answerOf(page, id);
      expect(answer, id).not.toContain('"errors"');
      expect(answer, id).not.toMatch(/"userErrors": \[\s*\{/);
    }
    // What the last answer has changed is known by then.
    await page.waitForTimeout(1_500);
    for (const id of expected.waits) expect(await isEnabled(id).count(), id).toBe(0);
    expect(browser.problems).toEqual([]);
  });

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
