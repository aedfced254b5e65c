/** Takes the pictures of the page that the README shows: `npm run build && node test/bench/take-picture.ts`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { readResponse, runPrepared, signInAsDemo } from '../journeys/sandbox-page.ts';

const SIZE = { width: 1_280, height: 720 };

/** Starts the embedded graph on an empty folder and answers where it is. */
async function startGraph(folder: string, closing: AsyncDisposableStack): Promise<string> {
  const child = spawn(process.execPath, ['dist/gateway/embedded-main.js'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closing.defer(async () => {
    child.kill();
    await once(child, 'exit');
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const url = /ready at (\S+)/.exec(output)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`The graph did not start: ${output}`);
}

async function take(browser: Browser, url: string, scheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: scheme });
  await page.goto(url);
  await signInAsDemo(page, 'champion.admin', 'Champion Cloud');
  await runPrepared(page, 'place-order-existing-customer');
  await readResponse(page, '"number"');
  await runPrepared(page, 'watch-order');
  await readResponse(page, '"The order is complete."');
  await page.mouse.move(SIZE.width - 5, SIZE.height - 5);
  await page.screenshot({ path: `docs/sandbox-${scheme}.png` });
  await page.close();
}

await using closing = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'tiergraph-picture-'));
closing.defer(async () => await rm(folder, { recursive: true, force: true }));
const url = await startGraph(folder, closing);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
closing.defer(async () => await browser.close());
for (const scheme of ['light', 'dark'] as const) await take(browser, url, scheme);
