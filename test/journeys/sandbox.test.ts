import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUsedFolder, startEmbeddedProcess, type EmbeddedProcess } from './embedded-process.ts';
import { findChromium, openWatchedPage, readResponse, runPrepared, signInAsDemo } from './sandbox-page.ts';

const chromium = findChromium();

if (chromium === undefined) {
  test.skip('the sandbox is not tried: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set');
} else {
  describe('the sandbox', () => describeSandbox(chromium));
}

function describeSandbox(executablePath: string): void {
  const resources = new AsyncDisposableStack();
  let graph: EmbeddedProcess;
  beforeAll(async () => {
    const folder = resources.use(await makeUsedFolder());
    graph = resources.use(await startEmbeddedProcess(folder.path));
  });
  afterAll(() => resources.disposeAsync());

  test('takes a demo reseller from signing in to a completed order, watched live', { timeout: 90_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(graph.platform.url);
    await signInAsDemo(page, 'champion.admin', 'Champion Cloud');

    await runPrepared(page, 'account-tree');
    expect(await readResponse(page, 'Harbor IT')).toContain('City of Fairview');

    await runPrepared(page, 'place-order-existing-customer');
    const placed = await readResponse(page, '"number"');
    expect(placed).toMatch(/"number": "SO\d+"/);
    expect(placed).toContain('"userErrors": []');

    await runPrepared(page, 'watch-order');
    await readResponse(page, '"message": "Microsoft accepted the line as order ');
    const watched = await readResponse(page, '"message": "The order is complete."');
    const sequences = [...watched.matchAll(/"sequence": (\d+)/g)].map(([, sequence]) => Number(sequence));
    expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
    expect(sequences.length).toBeGreaterThan(5);
    expect(watched).toContain('"status": "COMPLETED"');

    await page.getByTestId('sign-out').click();
    await page.getByTestId('sign-in-form').waitFor();
    const origin = new URL(graph.platform.url).host;
    const foreign = browser.requested.filter((url) => !/^(?:data|blob):/.test(url) && new URL(url).host !== origin);
    expect(foreign).toEqual([]);
    expect(browser.problems).toEqual([]);
  });

  test('continues a subscription after a restart of the server', { timeout: 120_000 }, async () => {
    const folder = resources.use(await makeUsedFolder());
    await using first = await startEmbeddedProcess(folder.path);
    const { port } = new URL(first.platform.url);
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(first.platform.url);
    await signInAsDemo(page, 'champion.admin', 'Champion Cloud');
    await runPrepared(page, 'place-order-existing-customer');
    await readResponse(page, '"number"');
    await runPrepared(page, 'watch-order');
    await readResponse(page, '"sequence": 3');
    await first.process.end('SIGKILL');
    // Long enough for some connections to be refused.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await readResponse(page, '"sequence": 3')).not.toContain('stack');
    await using _second = await startEmbeddedProcess(folder.path, { PORT: port });
    const watched = await readResponse(page, '"message": "The order is complete."');
    const sequences = [...watched.matchAll(/"sequence": (\d+)/g)].map(([, sequence]) => Number(sequence));
    expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
    expect(sequences.length).toBeGreaterThan(3);
  });

  test('explains that a password is wrong', { timeout: 90_000 }, async () => {
    await using browser = await openWatchedPage(executablePath);
    const { page } = browser;
    await page.goto(graph.platform.url);
    await page.getByTestId('sign-in-login').fill('champion.admin');
    await page.getByTestId('sign-in-password').fill('not-the-password');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('sign-in-problem').getByText('do not match').waitFor();
    expect(browser.problems).toEqual([]);
  });
}
