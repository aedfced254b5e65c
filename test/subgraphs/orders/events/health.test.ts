import { describe, expect, it, onTestFinished } from 'vitest';
import { checkEventLog } from '../../../../subgraphs/orders/services/events/log-health.ts';
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
    const { sequencer, feed, proxy } = await openCutLog();
    const numbering = sequencer();
    const { probe } = checkEventLog({ sequencer: numbering, feed: feed() });
    expect([numbering.health().ok, await probe()]).toEqual([true, undefined]);
    await proxy.cut();
    await eventually(() => expect(numbering.health().ok).toBe(false));
    await expect(probe()).rejects.toThrow(/^events get no positions: the last success was \d+ s ago$/);
    await proxy.mend();
    await eventually(async () => expect([numbering.health().ok, await probe()]).toEqual([true, undefined]));
  });

  it('is bad while followers get no events, also when connections have gone silent, and good again afterwards', async () => {
    const { feed, proxy } = await openCutLog();
    const followed = feed();
    const { follow, health } = followed;
    const other = await openLog('postgresql');
    const { probe } = checkEventLog({ sequencer: other.sequencer(), feed: followed });
    const follower = follow({ kind: 'all' }, 0);
    const pending = follower.next();
    await eventually(() => expect(health().ok).toBe(true));
    proxy.silence();
    await eventually(() => expect(health().ok).toBe(false));
    await expect(probe()).rejects.toThrow(/^followers get no events/);
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
