import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/** The path of the browser; undefined when this machine has none. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium'].find((path) => path !== '' && existsSync(path));
}

/** A page in its own browser, with a record of its requests and its problems. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses that the page requested, or opened a socket to. */
  readonly requested: readonly string[];
  /** Errors in the console, uncaught exceptions and failed requests. */
  readonly problems: readonly string[];
}

/** The browser settings with which the page is opened. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}

const DESKTOP: Screen = { width: 1400, height: 900, scheme: 'light' };

/** Opens a page in a headless browser without stored data. */
export async function openWatchedPage(executablePath: string, screen: Screen = DESKTOP): Promise<WatchedPage> {
  await using resources = new AsyncDisposableStack();
  const profile = await mkdtemp(join(tmpdir(), 'tiergraph-chromium-'));
  resources.defer(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: screen.width, height: screen.height },
    colorScheme: screen.scheme,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  resources.defer(() => context.close());
  const page = await context.newPage();
  const requested: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('websocket', (socket) => requested.push(socket.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => problems.push(`${request.url()} ${request.failure()?.errorText}`));
  const owned = resources.move();
  return { page, requested, problems, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Signs a demo user in through the menu, and waits until the page shows the account. */
export async function signInAsDemo(page: Page, login: string, account: string): Promise<void> {
  await page.getByTestId('demo-users-menu').click();
  await page.getByTestId(`demo-user-${login}`).click();
  await page.getByTestId('signed-in-text').getByText(account).waitFor();
}

/** Opens a prepared operation in a new tab, by the name of its file, and runs it. */
export async function runPrepared(page: Page, operation: string): Promise<void> {
  const tabs = page.locator('.graphiql-tab');
  const before = await tabs.count();
  await page.getByTestId(`operation-${operation}`).click();
  await tabs.nth(before).waitFor();
  await page.locator('.graphiql-execute-button').click();
}

/** Replaces the content of the editor with an operation. */
export async function writeOperation(page: Page, text: string): Promise<void> {
  await page.waitForFunction((written) => {
    const { __MONACO } = globalThis as unknown as { readonly __MONACO?: Monaco };
    const model = __MONACO?.editor.getModels().find(({ uri }) => uri.path.includes('operation'));
    model?.setValue(written);
    return model !== undefined;
  }, text);
}

/** Waits until the response pane shows the expected text, and returns everything that it shows. */
export async function readResponse(page: Page, sought: string): Promise<string> {
  const shown = await page.waitForFunction((text) => {
    const { __MONACO } = globalThis as unknown as { readonly __MONACO?: Monaco };
    const model = __MONACO?.editor.getModels().find(({ uri }) => uri.path.includes('response'));
    const value = model?.getValue() ?? '';
    return value.includes(text) ? value : undefined;
  }, sought);
  return (await shown.jsonValue()) ?? '';
}

/** The current text of the response pane. */
export async function shownResponse(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { __MONACO } = globalThis as unknown as { readonly __MONACO?: Monaco };
    return (
      __MONACO?.editor
        .getModels()
        .find(({ uri }) => uri.path.includes('response'))
        ?.getValue() ?? ''
    );
  });
}

interface Monaco {
  readonly editor: {
    getModels(): readonly {
      readonly uri: { readonly path: string };
      getValue(): string;
      setValue(text: string): void;
    }[];
  };
}
