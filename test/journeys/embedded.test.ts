import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDataFolder, startEmbeddedProcess, type EmbeddedProcess } from './embedded-process.ts';
import { describeJourneys } from './journeys.ts';
import { expectSessionsToEnd } from './signing-out.ts';

describe('the embedded graph', () => {
  const resources = new AsyncDisposableStack();
  let embedded: EmbeddedProcess;
  beforeAll(async () => {
    const folder = resources.use(await makeDataFolder());
    embedded = resources.use(await startEmbeddedProcess(folder.path));
  });
  afterAll(() => resources.disposeAsync());

  describeJourneys(() => embedded.platform);

  test('ends the streams and tokens of a session, in whichever way it ends', async () => {
    await expectSessionsToEnd(embedded.platform, [embedded.platform.url]);
  });

  test('ends with 0 at SIGTERM, and has logged no fault', async () => {
    const ending = await embedded.process.end('SIGTERM');
    expect(ending.code).toBe(0);
    expect(ending.errors).toBe('');
  });
});
