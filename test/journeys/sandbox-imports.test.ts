import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bytesOf, makeSheet, type BenchSheet } from '../bench/catalog-sheet.ts';
import { makeUsedFolder, startEmbeddedProcess } from './embedded-process.ts';
import { findChromium, openWatchedPage, readResponse, runPrepared, signInAsDemo } from './sandbox-page.ts';

const chromium = findChromium();
const title = 'imports of the provider show how they go on, wait when they look like a mistake, and are confirmed';

if (chromium === undefined) {
  test.skip(`${title}: there is no /usr/bin/chromium, and CHROMIUM_PATH is not set`);
} else {
  test(title, { timeout: 300_000 }, () => importInBrowser(chromium));
}

/** So many rows besides those of the demo that the page sees the import at work. */
const MORE_ROWS = 3_000;

async function importInBrowser(executablePath: string): Promise<void> {
  await using folder = await makeUsedFolder();
  const imports = join(folder.path, 'import');
  await mkdir(imports, { recursive: true });
  const { header, rows } = await readSample();
  const large = { header, rows: [...rows, ...(await makeSheet(MORE_ROWS)).rows] };
  await writeFile(join(imports, 'large.csv'), bytesOf(large));
  await writeFile(
    join(imports, 'doubled.csv'),
    bytesOf({ header, rows: [...large.rows.slice(rows.length), ...rows.map(doubled)] }),
  );
  await writeFile(join(imports, 'notes.csv'), 'Dear all,\r\nno prices today.\r\n');
  await using graph = await startEmbeddedProcess(folder.path);
  await using browser = await openWatchedPage(executablePath);
  const { page } = browser;
  await page.goto(graph.platform.url);
  await signInAsDemo(page, 'meridian.admin', 'Meridian Distribution');
  const progress = page.getByTestId('import-progress');
  const shows = (status: string) =>
    progress.and(page.locator(`[data-status="${status}"]`)).waitFor({ timeout: 90_000 });

  await runImport(page, 'large.csv');
  await shows('RUNNING');
  await progress.getByText('The price list is being read.').waitFor();
  const counted = await countsWhile(page, 'RUNNING');
  expect(counted.length).toBeGreaterThan(1);
  expect(counted).toEqual(counted.toSorted((a, b) => a - b));
  await shows('COMPLETED');
  expect(await page.getByTestId('import-counts').textContent()).toContain(
    `${large.rows.length.toLocaleString('en')} read`,
  );
  expect(await page.getByTestId('operation-confirm-import').isDisabled()).toBe(true);

  await runImport(page, 'doubled.csv');
  await shows('NEEDS_CONFIRMATION');
  expect(await progress.textContent()).toContain('The cost of 1204 plans doubles or halves');
  await page.getByTestId('operation-confirm-import').and(page.locator(':enabled')).waitFor();
  await runPrepared(page, 'confirm-import');
  expect(await readResponse(page, '"confirmPriceListImport"')).toContain('"userErrors": []');
  await shows('COMPLETED');
  await runPrepared(page, 'import-progress');
  expect(await readResponse(page, '"rowsChanged"')).toContain('"status": "COMPLETED"');

  await runImport(page, 'notes.csv');
  await shows('FAILED');
  await progress.getByRole('button', { name: 'Close' }).click();
  await progress.waitFor({ state: 'detached' });
  expect(browser.problems).toEqual([]);
}

/** Opens the prepared operation, names another file, and runs it. */
async function runImport(page: Page, source: string): Promise<void> {
  const tabs = page.locator('.graphiql-tab');
  const before = await tabs.count();
  await page.getByTestId('operation-import-price-list').click();
  await tabs.nth(before).waitFor();
  await page.waitForFunction((name) => {
    const { __MONACO } = globalThis as unknown as { readonly __MONACO?: Monaco };
    const model = __MONACO?.editor.getModels().find(({ uri }) => uri.path.includes('variables'));
    const text = model?.getValue() ?? '';
    if (!text.includes('"source"')) return false;
    model?.setValue(text.replace(/"source": "[^"]*"/, `"source": "${name}"`));
    return true;
  }, source);
  await page.locator('.graphiql-execute-button').click();
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

/** The numbers of rows read that the page shows one after the other, as long as the import has a status. */
async function countsWhile(page: Page, status: string): Promise<readonly number[]> {
  const seen: number[] = [];
  for (;;) {
    const text = await page.getByTestId('import-counts').textContent();
    const read = Number(/([\d,]+) read/.exec(text ?? '')?.[1]?.replaceAll(',', '') ?? 0);
    if (read !== seen.at(-1)) seen.push(read);
    if ((await page.getByTestId('import-progress').getAttribute('data-status')) !== status) return seen;
    await page.waitForTimeout(100);
  }
}

/** The sheet of the demo. */
async function readSample(): Promise<BenchSheet> {
  const path = new URL('../../subgraphs/catalog/seed/price-list.csv', import.meta.url);
  const [header = '', ...rows] = (await readFile(path, 'utf8')).split('\r\n').filter((line) => line !== '');
  return { header, rows };
}

/** A row with its price doubled. */
function doubled(row: string): string {
  return row.replace(/,"([\d.]+)","","",/, (_match, price: string) => `,"${(Number(price) * 2).toFixed(2)}","","",`);
}
