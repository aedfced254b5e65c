import { expect, test } from 'vitest';
import { startForeignGraph } from '../gateway/support/foreign-graph.ts';
import { startProcess } from '../support/processes.ts';
import { findChromium, openWatchedPage, readResponse, writeOperation } from './sandbox-page.ts';

const chromium = findChromium();

test.skipIf(chromium === undefined)(
  'the sandbox of another graph asks for no sign-in, offers nothing of this graph, and runs an operation',
  { timeout: 90_000 },
  async () => {
    const graph = await startForeignGraph();
    await using gateway = startProcess({
      file: 'dist/gateway/main.js',
      args: ['--supergraph', graph.supergraphFile],
      environment: { PORT: '0', LOG_LEVEL: 'warn' },
    });
    const url = await gateway.says(/^Tiergraph is ready at (\S+)$/m);
    await using browser = await openWatchedPage(chromium ?? '');
    const { page } = browser;
    await page.goto(url);
    await writeOperation(page, '{ products { name reviews { stars } } }');
    await page.locator('.graphiql-execute-button').click();
    expect(await readResponse(page, '"stars": 5')).toContain('"name": "Lamp"');
    await writeOperation(page, '{ products { name ... @defer(label: "later") { kept: reviews { stars } } } }');
    await page.locator('.graphiql-execute-button').click();
    expect(await readResponse(page, '"kept"')).toContain('"stars": 5');
    expect(await page.getByTestId('sign-in-form').count()).toBe(0);
    expect(await page.getByTestId('prepared-operations').count()).toBe(0);
    // GraphiQL stops reading at the last delimiter. The browser reports an aborted request when the response has not
    // ended by then.
    expect(
      browser.problems.filter((problem) => problem !== `${url.replace(/\/$/, '')}/graphql net::ERR_ABORTED`),
    ).toEqual([]);
  },
);
