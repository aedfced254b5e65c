import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A NATS server of one test, which may be killed and started again. */
export interface NatsServer {
  readonly url: string;
  start(): Promise<void>;
  /** Kills the server. */
  kill(): Promise<void>;
  /** Removes everything that it has stored; it must not be running. */
  wipe(): Promise<void>;
}

/** Declares tests that need a NATS server of their own; where the program is not installed one skipped test says so. */
export function describeWithNatsServer(title: string, facts: () => void): void {
  const found = spawnSync('nats-server', ['--version']).status === 0;
  describe(title, (it) => (found ? facts() : it.skip('is not tried: nats-server is not installed')));
}

/** Starts a server with JetStream on loopback. It is killed, and what it stored removed, when the test ends. */
export async function startNatsServer(): Promise<NatsServer> {
  const store = await mkdtemp(join(tmpdir(), 'tiergraph-nats-'));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const child = running;
    running = undefined;
    if (child === undefined) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    const child = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', store], {
      stdio: 'ignore',
    });
    process.once('exit', () => void child.kill('SIGKILL'));
    running = child;
    await eventually(() => answers(port));
  };
  const wipe = (): Promise<void> => rm(join(store, 'jetstream'), { recursive: true, force: true });
  onTestFinished(async () => {
    await kill();
    await rm(store, { recursive: true, force: true });
  });
  await start();
  return { url: `nats://127.0.0.1:${port}`, start, kill, wipe };
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data');
  } finally {
    socket.destroy();
  }
}
