import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { makeDataFolder, READY } from './embedded-process.ts';

/** Starts the built graph with `npm start`, as the README says, and waits until it is ready. */
async function npmStart(dataDir: string) {
  const npm = spawn('npm', ['start', '--ignore-scripts'], {
    env: { PATH: process.env['PATH'], HOME: dataDir, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A separate process group, so that every process of it can be ended even when the test fails.
    detached: true,
  });
  let output = '';
  npm.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await vi.waitFor(() => expect(output).toMatch(READY), { timeout: 50_000, interval: 50 });
  const endGroup = (): void => {
    try {
      process.kill(-(npm.pid ?? 0), 'SIGKILL');
    } catch {
      // No process of the group is left.
    }
  };
  return { npm, output, url: READY.exec(output)?.[1] ?? '', [Symbol.dispose]: endGroup };
}

test.for(['SIGTERM', 'SIGKILL'] as const)(
  'npm start ends its server when it gets %s',
  { timeout: 90_000 },
  async (signal) => {
    await using folder = await makeDataFolder();
    using started = await npmStart(folder.path);
    expect(started.output).toContain('Making the database in ');
    expect((await fetch(new URL('health/ready', started.url))).status).toBe(200);
    const gone = once(started.npm, 'exit');
    started.npm.kill(signal);
    await gone;
    const reach = async (): Promise<string> =>
      await fetch(new URL('health/live', started.url)).then(
        () => 'there',
        () => 'gone',
      );
    await vi.waitFor(async () => expect(await reach()).toBe('gone'), { timeout: 15_000, interval: 100 });
    // The server has finished its work, so that the folder can be used at once.
    using again = await npmStart(folder.path);
    expect(again.output).not.toContain('Making the database in ');
  },
);
