import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSmallGraph } from './support/small-graph.ts';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));

interface Started {
  readonly process: ChildProcess;
  output(): string;
  errors(): string;
  exitCode(): Promise<number | null>;
}

/** Runs the gateway's entry file as its own process; Node strips the types. */
function start(environment: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { process: child, output: () => output, errors: () => errors, exitCode: async () => await exited };
}

async function validEnvironment(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-gateway-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, createSmallGraph().supergraphSdl);
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const signingKey = JSON.stringify(await exportJWK(privateKey));
  return { PORT: '0', SUPERGRAPH: supergraph, GATEWAY_SIGNING_KEY: signingKey, LOG_LEVEL: 'warn' };
}

async function waitFor(started: Started, pattern: RegExp): Promise<string> {
  for (;;) {
    const match = pattern.exec(started.output());
    if (match?.[1] !== undefined) return match[1];
    if (started.process.exitCode !== null) throw new Error(`ended: ${started.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the gateway process', () => {
  test('says in one line that it is ready, serves, and ends with 0 at SIGTERM', async () => {
    const started = start(await validEnvironment());
    const url = await waitFor(started, /^Tiergraph is ready at (http:\/\/127\.0\.0\.1:\d+\/)$/m);
    expect((await fetch(`${url}health/live`)).status).toBe(200);
    expect((await fetch(`${url}health/ready`)).status).toBe(503);
    started.process.kill('SIGTERM');
    expect(await started.exitCode()).toBe(0);
  });

  test('prints every fault of its environment on a line and ends with 1, without a stack trace', async () => {
    const started = start({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim().split('\n')).toHaveLength(3);
    expect(started.errors()).toContain('PORT must be a number between 0 and 65535, got "abc"');
  });

  test.each([
    ['SUPERGRAPH must be a readable file, got "/nowhere.graphql"', { SUPERGRAPH: '/nowhere.graphql' }],
    ['SUPERGRAPH must be a supergraph: The supergraph is not valid GraphQL', { SUPERGRAPH: main }],
  ])('ends with 1 and the line: %s', async (line, change) => {
    const started = start({ ...(await validEnvironment()), ...change });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim()).toBe(line);
  });

  test('says what to do about a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const started = start({ ...(await validEnvironment()), PORT: String(port) });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim()).toBe(`Port ${port} is in use by another process; set PORT to a free one.`);
  });
});
