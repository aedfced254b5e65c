import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ENTITIES } from '../../../subgraphs/accounts/entities/entities.ts';
import { Clock } from '../../../subgraphs/shared/database/clock.ts';
import { openDatabase } from '../../../subgraphs/shared/database/database.ts';
import { describeOnBothDatabases, openTestDatabase } from '../../support/databases.ts';

const MINUTE_MS = 60_000;

/** A clock that follows a database whose time is the process's and so many milliseconds more. */
async function following(aheadMs: () => number, delayMs = 0): Promise<Clock> {
  const clock = new Clock();
  const stop = await clock.follow(async () => {
    const read = Date.now() + aheadMs();
    await sleep(delayMs);
    return read;
  });
  onTestFinished(stop);
  return clock;
}

describe('the clock', () => {
  it('is the process’s own until it follows a database', () => {
    expect(Math.abs(new Clock().nowMs() - Date.now())).toBeLessThan(5);
  });

  it('has the time of the database that it follows, and tells by how much the process is ahead', async () => {
    const clock = await following(() => -10 * MINUTE_MS);
    expect(Math.abs(clock.nowMs() - (Date.now() - 10 * MINUTE_MS))).toBeLessThan(100);
    expect(Math.abs(clock.aheadMs() - 10 * MINUTE_MS)).toBeLessThan(100);
    expect(Math.abs(clock.now().getTime() - clock.nowMs())).toBeLessThan(100);
  });

  it('is off by no more than the answer took', async () => {
    const clock = await following(() => 10 * MINUTE_MS, 300);
    expect(Math.abs(clock.nowMs() - (Date.now() + 10 * MINUTE_MS))).toBeLessThan(400);
  });

  it('does not jump when an answer is slow', async () => {
    const clock = new Clock();
    const before = clock.aheadMs();
    const stop = await clock.follow(async () => {
      const read = Date.now();
      await sleep(200);
      return read;
    });
    onTestFinished(stop);
    expect(Math.abs(clock.aheadMs() - before)).toBeLessThan(5);
  });

  it('goes on when the clock of the process is put forward', async () => {
    const clock = await following(() => 0);
    const real = Date.now.bind(Date);
    const shifted = vi.spyOn(Date, 'now').mockImplementation(() => real() + 10 * MINUTE_MS);
    onTestFinished(() => shifted.mockRestore());
    expect(Math.abs(clock.nowMs() - real())).toBeLessThan(100);
    expect(clock.aheadMs()).toBeGreaterThan(9 * MINUTE_MS);
  });
});

describeOnBothDatabases('the clock of an open database', (kind) => {
  it('agrees with the database', async () => {
    const server = await openTestDatabase(kind);
    const database = await openDatabase(server.address, { schema: 'accounts', entities: ENTITIES, migrations: [] });
    onTestFinished(async () => {
      await database.close();
      await server.close();
    });
    const [row] = await server.sql<{ ms: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
    );
    expect(Math.abs(database.clock.nowMs() - (row?.ms ?? 0))).toBeLessThan(200);
  });
});
