import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUsedFolder, startEmbeddedProcess, type EmbeddedProcess } from './embedded-process.ts';
import { seriousFindings } from './serious-findings.ts';
import { findChromium, openWatchedPage, readResponse, runPrepared, signInAsDemo, type Screen } from './sandbox-page.ts';

const chromium = findChromium();

if (chromium === undefined) {
  test.skip('the layout of the page is not tried: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set');
} else {
  describe('the sandbox page', () => describeLayout(chromium));
}

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_440, height: 900 };
/** The sizes between differ in their layout, not in their colours. */
const SCREENS: readonly Screen[] = [
  { ...PHONE, scheme: 'light' },
  { width: 720, height: 1_000, scheme: 'light' },
  { width: 1_024, height: 768, scheme: 'light' },
  { ...DESKTOP, scheme: 'light' },
  { ...PHONE, scheme: 'dark' },
  { ...DESKTOP, scheme: 'dark' },
];

function describeLayout(executablePath: string): void {
  const resources = new AsyncDisposableStack();
  let graph: EmbeddedProcess;
  beforeAll(async () => {
    const folder = resources.use(await makeUsedFolder());
    graph = resources.use(await startEmbeddedProcess(folder.path));
  });
  afterAll(() => resources.disposeAsync());

  test.for(SCREENS)(
    'is usable on a screen of $width by $height, $scheme, without serious findings of axe',
    { timeout: 60_000 },
    async (screen) => {
      await using browser = await openWatchedPage(executablePath, screen);
      const { page } = browser;
      await page.goto(graph.platform.url);
      await signInAsDemo(page, 'champion.admin', 'Champion Cloud');
      const narrow = screen.width < 900;
      if (narrow) await page.getByLabel('Show Prepared operations').click();
      await page.getByTestId('operation-viewer').and(page.locator(':enabled')).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await runPrepared(page, 'account-tree');
      await readResponse(page, 'Harbor IT');
      expect(await seriousFindings(page)).toEqual([]);

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      for (const pane of ['.graphiql-query-editor', '.graphiql-response', '.graphiql-execute-button']) {
        const box = await page.locator(pane).boundingBox();
        const { x = 0, y = 0, width = 0, height = 0 } = box ?? {};
        expect(Math.min(x, y), pane).toBeGreaterThanOrEqual(0);
        expect([x + width <= screen.width, y + height <= screen.height], pane).toEqual([true, true]);
        if (!pane.includes('button')) expect(width > 240 && height > 200, `${pane} ${width}x${height}`).toBe(true);
      }
      for (const button of await page.locator('.graphiql-sidebar button:visible').all()) {
        const box = await button.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(screen.width);
      }
      await page.getByLabel('Show Documentation Explorer').click();
      await page.getByRole('link', { name: 'Query', exact: true }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('link', { name: 'Query', exact: true }).click();
      await page.getByRole('link', { name: 'accounts', exact: true }).waitFor();
      // A short name beside a longer text: it has to be known as a link without its colour.
      await page.getByRole('link', { name: 'nodes', exact: true }).scrollIntoViewIfNeeded();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByLabel('Show History').click();
      if (narrow) await page.keyboard.press('Escape');
      await page.getByLabel('Open settings dialog').click();
      await page.getByRole('dialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(browser.problems).toEqual([]);
    },
  );

  test('closes the drawer of a narrow screen with a touch beside it and with Escape', { timeout: 60_000 }, async () => {
    await using browser = await openWatchedPage(executablePath, { width: 390, height: 844, scheme: 'light' });
    const { page } = browser;
    await page.goto(graph.platform.url);
    const operation = page.getByTestId('operation-sign-in');
    for (const close of [() => page.mouse.click(380, 600), () => page.keyboard.press('Escape')]) {
      await page.getByLabel('Show Prepared operations').click();
      await operation.waitFor();
      await close();
      await operation.waitFor({ state: 'detached' });
    }
  });

  test('loads less than 1.2 MB before it is usable', { timeout: 60_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    let bytes = 0;
    const counted: Promise<void>[] = [];
    page.on('requestfinished', (request) => {
      // Workers are loaded beside the page: whether they have come by then is chance.
      if (/\.worker-/.test(request.url())) return;
      counted.push(request.sizes().then(({ responseBodySize }) => void (bytes += responseBodySize)));
    });
    await page.goto(graph.platform.url);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.getByTestId('operation-sign-in').and(page.locator(':enabled')).waitFor();
    // The editor's icons come when the first of them is drawn, before or after the page is usable.
    await page.evaluate(() => document.fonts.load('16px codicon'));
    await Promise.all(counted);
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThan(1_200_000);
  });

  test('gives its icons meaningful names', { timeout: 60_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(graph.platform.url);
    await page.locator('.graphiql-execute-button').waitFor();
    const titles = await page
      .locator('svg > title')
      .evaluateAll((elements) => elements.map((element) => element.textContent));
    expect(titles).toEqual(expect.arrayContaining(['history icon', 'settings icon', 'play icon']));
    expect(titles.filter((title) => !/^[a-z ]{4,} icon$/.test(title))).toEqual([]);
  });
}
