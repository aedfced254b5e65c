import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createRemoteTime, PlatformClock } from '../../gateway/security/platform-clock.ts';

const MINUTE_MS = 60_000;

/** Accounts, as far as it tells the time. */
async function serveTime(answer: () => { readonly status: number; readonly body: string }): Promise<string> {
  const server = createServer((_request, response) => {
    const { status, body } = answer();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function startClock() {
  const logged: string[] = [];
  const clock = new PlatformClock(pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }));
  onTestFinished(() => clock.stop());
  return { clock, logged };
}

test('the clock of a gateway goes by the time of accounts, and says when the own clock is off', async () => {
  const url = await serveTime(() => ({ status: 200, body: JSON.stringify({ ms: Date.now() + 10 * MINUTE_MS }) }));
  const { clock, logged } = startClock();
  await clock.follow(createRemoteTime([url]));
  expect(Math.abs(clock.nowMs() - (Date.now() + 10 * MINUTE_MS))).toBeLessThan(1_000);
  expect(clock.fault?.detail).toBe("the clock of this process is 600 s behind the database's");
  expect(logged.join()).toContain('600 s behind');
});

test.each([
  ['does not answer', { status: 503, body: '{}' }],
  ['tells no time', { status: 200, body: '{"ms":"noon"}' }],
])('the clock of a gateway is its own while accounts %s', async (_title, answer) => {
  const url = await serveTime(() => answer);
  const { clock, logged } = startClock();
  await clock.follow(createRemoteTime([url]));
  expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(100);
  expect(clock.fault).toBeUndefined();
  expect(logged).toEqual([]);
});
