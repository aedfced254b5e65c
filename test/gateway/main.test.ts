import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { gatewayMain, readyUrl, startGatewayProcess } from './support/gateway-process.ts';
import { createSmallGraph } from './support/small-graph.ts';

async function validEnvironment(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'tiergraph-gateway-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, createSmallGraph().supergraphSdl);
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const signingKey = JSON.stringify(await exportJWK(privateKey));
  return { PORT: '0', SUPERGRAPH: supergraph, GATEWAY_SIGNING_KEY: signingKey, LOG_LEVEL: 'warn' };
}

describe('the gateway process', () => {
  test('reports in one line that it is ready, serves, and exits with 0 at SIGTERM', async () => {
    const started = startGatewayProcess(await validEnvironment());
    const url = await readyUrl(started);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    started.process.kill('SIGTERM');
    expect(await started.exitCode()).toBe(0);
  });

  test('prints every fault of its environment in one line each and exits with 1, without a stack trace', async () => {
    const started = startGatewayProcess({ PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim().split('\n')).toHaveLength(3);
    expect(started.errors()).toContain('PORT must be a number between 0 and 65535, got "abc"');
  });

  test.each([
    ['SUPERGRAPH must be a readable file, got "/nowhere.graphql"', { SUPERGRAPH: '/nowhere.graphql' }],
    [
      'SUPERGRAPH must be a supergraph: The supergraph is not valid GraphQL, line 1, column 1: Syntax Error: Unexpected Name "import".',
      { SUPERGRAPH: gatewayMain },
    ],
  ])('exits with 1 and the line: %s', async (line, change) => {
    const started = startGatewayProcess({ ...(await validEnvironment()), ...change });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim()).toBe(line);
  });

  test('says what to do when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const started = startGatewayProcess({ ...(await validEnvironment()), PORT: String(port) });
    expect(await started.exitCode()).toBe(1);
    expect(started.errors().trim()).toBe(`Port ${port} is in use by another process; set PORT to a free one.`);
  });
});
