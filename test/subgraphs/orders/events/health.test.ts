import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestDatabase, urlOf } from '../../../support/databases.ts';
import { eventually } from '../../../support/eventually.ts';
import { startTcpProxy } from '../../../support/tcp-proxy.ts';
import { openLog } from './log-under-test.ts';

const server = process.env['TEST_DATABASE_URL'];

/** A log whose link to the server can be cut. */
async function openCutLog() {
  const database = await openTestDatabase('postgresql');
  onTestFinished(() => database.close());
  const url = new URL(urlOf(database));
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
  onTestFinished(() => proxy.close());
  url.port = String(proxy.port);
  const log = await openLog('postgresql', { ...database, address: { kind: 'postgresql', url: url.href } });
  return { ...log, proxy };
}

describe.skipIf(server === undefined || server === '')('the health of the event log', () => {
  it('is bad while events get no positions because the database is away, and good again afterwards', async () => {
    const { sequencer, proxy } = await openCutLog();
    const { health } = sequencer();
    expect(health().ok).toBe(true);
    await proxy.cut();
    await eventually(() =>
      expect(health()).toEqual({ ok: false, detail: expect.stringMatching(/^last successful \d/) }),
    );
    await proxy.mend();
    await eventually(() => expect(health().ok).toBe(true));
  });

  it('is bad while followers get no events, also when connections have gone silent, and good again afterwards', async () => {
    const { feed, proxy } = await openCutLog();
    const { follow, health } = feed();
    const follower = follow({ kind: 'all' }, 0);
    const pending = follower.next();
    await eventually(() => expect(health().ok).toBe(true));
    proxy.silence();
    await eventually(() => expect(health().ok).toBe(false));
    await eventually(() => expect(health().ok).toBe(true));
    await follower.return?.();
    await pending;
  });

  it('is good while nobody follows, whatever the database does', async () => {
    const { feed, proxy } = await openCutLog();
    const { health } = feed();
    await proxy.cut();
    // Five looks without a success would be bad news for a follower.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(health().ok).toBe(true);
  });
});
