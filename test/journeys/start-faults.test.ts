import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess, type Command } from '../support/processes.ts';
import { makeDataFolder } from './embedded-process.ts';

const SIGNING_KEY = JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const SEALING_KEYS = `a:${randomBytes(32).toString('base64')}`;
const NOWHERE = 'nats://127.0.0.1:1';

/** Runs a command that cannot start and returns the lines of its standard error. */
async function faultsOf(command: Command): Promise<readonly string[]> {
  const { code, output, errors } = await runProcess(command);
  expect(code).toBe(1);
  // A slow step of the start may run before the fault is found.
  expect(output).toMatch(/^(?:Making the database in [^\n]+\n)?$/);
  expect(errors).not.toMatch(/^ {4}at /m);
  return errors.trimEnd().split('\n');
}

/** Listens on a free port. */
async function takePort(): Promise<{ readonly port: string } & AsyncDisposable> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: String((server.address() as AddressInfo).port),
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the embedded graph with a fault at its start, which ends with 1 and one line per fault', () => {
  const file = 'dist/gateway/embedded-main.js';

  // The port is taken last, after the database was made.
  test('names a port that is in use', { timeout: 60_000 }, async () => {
    await using folder = await makeDataFolder();
    await using taken = await takePort();
    const environment = { PORT: taken.port, DATA_DIR: folder.path };
    expect(await faultsOf({ file, environment })).toEqual([
      `Port ${taken.port} is in use by another process; set PORT to a free one.`,
    ]);
  });

  test('names a data folder that is a file', async () => {
    await using folder = await makeDataFolder();
    const dataDir = join(folder.path, 'file');
    await writeFile(dataDir, 'not a folder');
    const [line, ...more] = await faultsOf({ file, environment: { PORT: '0', DATA_DIR: dataDir } });
    expect(line).toMatch(
      /^DATA_DIR: the folder .+\/file can't be written \(\w+\); choose another or mend its rights\.$/,
    );
    expect(more).toEqual([]);
  });

  test('names a folder that holds no database', async () => {
    await using folder = await makeDataFolder();
    await writeFile(join(folder.path, 'database'), 'not a folder');
    expect(await faultsOf({ file, environment: { PORT: '0', DATA_DIR: folder.path } })).toHaveLength(1);
  });

  test('names a damaged vendor log in its folder', async () => {
    await using folder = await makeDataFolder();
    await writeFile(join(folder.path, 'vendor-simulator.jsonl'), 'not a log\n');
    const faults = await faultsOf({ file, environment: { PORT: '0', DATA_DIR: folder.path } });
    expect(faults).toEqual([
      expect.stringMatching(/^DATA_DIR: .*vendor-simulator\.jsonl is damaged at line 1\. Restore it/),
    ]);
  });

  test.each([
    ['PORT', 'abc', 'PORT must be a number between 0 and 65535, got "abc"'],
    ['PORT', '70000', 'PORT must be a number between 0 and 65535, got "70000"'],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of fatal, .+, got "loud"$/],
    ['SEALING_KEYS', 'short', /^SEALING_KEYS/],
  ])('refuses %s with the value "%s"', async (name, value, line) => {
    await using folder = await makeDataFolder();
    const environment = { PORT: '0', DATA_DIR: folder.path, [name]: value };
    expect(await faultsOf({ file, environment })).toEqual([
      typeof line === 'string' ? line : expect.stringMatching(line),
    ]);
  });
});

describe('a distributed process with a fault at its start, which ends with 1 and one line per fault', () => {
  const gateway = 'dist/gateway/main.js';
  const subgraph = 'dist/subgraphs/shared/process/start.js';

  test('names the missing signing key of the gateway', async () => {
    expect(await faultsOf({ file: gateway })).toEqual([
      'GATEWAY_SIGNING_KEY must be a private Ed25519 key as JSON Web Key',
    ]);
  });

  test('names a port of the gateway that is in use', async () => {
    await using taken = await takePort();
    const environment = { PORT: taken.port, GATEWAY_SIGNING_KEY: SIGNING_KEY, LOG_LEVEL: 'silent' };
    expect(await faultsOf({ file: gateway, environment })).toEqual([
      `Port ${taken.port} is in use by another process; set PORT to a free one.`,
    ]);
  });

  test('names a missing and an unknown name of a subgraph', async () => {
    const line = 'Name one subgraph to start: accounts, catalog, orders.';
    expect(await faultsOf({ file: subgraph })).toEqual([line]);
    expect(await faultsOf({ file: subgraph, args: ['nope'] })).toEqual([line]);
  });

  test.each([['accounts'], ['catalog'], ['orders'], ['--worker']])(
    'names every missing address of %s',
    async (name) => {
      expect(await faultsOf({ file: subgraph, args: [name] })).toEqual([
        'NATS_URL is missing; set it in the environment.',
        'SEALING_KEYS is missing; set it in the environment.',
        'DATABASE_URL is missing; set it in the environment.',
      ]);
    },
  );

  test('names every malformed address of a subgraph without repeating a possible secret', async () => {
    const environment = {
      DATABASE_URL: 'mysql://root:secret@nowhere/x',
      NATS_URL: 'nowhere',
      ORDERS_PORT: 'abc',
      SEALING_KEYS,
    };
    const faults = await faultsOf({ file: subgraph, args: ['orders'], environment });
    expect(faults).toEqual([
      'NATS_URL must be an address that begins with nats:// or tls://.',
      'DATABASE_URL must be an address that begins with postgres:// or postgresql://.',
      'ORDERS_PORT must be a whole number from 0 to 65535, got "abc".',
    ]);
  });

  test.each([
    ['NATS_PREFIX', 'a.b', 'NATS_PREFIX must be at most 32 letters, digits, _ or -, got "a.b".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, got "loud".'],
  ])('refuses for a subgraph %s with the value "%s"', async (name, value, line) => {
    const environment = { DATABASE_URL: 'postgres://127.0.0.1:1/none', NATS_URL: NOWHERE, SEALING_KEYS, [name]: value };
    expect(await faultsOf({ file: subgraph, args: ['accounts'], environment })).toEqual([line]);
  });

  test('names a NATS server that does not answer', async () => {
    const environment = { DATABASE_URL: 'postgres://127.0.0.1:1/none', NATS_URL: NOWHERE, SEALING_KEYS };
    expect(await faultsOf({ file: subgraph, args: ['accounts'], environment })).toEqual([
      `NATS_URL: no NATS server answers at ${NOWHERE}. Start one with JetStream, or correct the address.`,
    ]);
  });
});
