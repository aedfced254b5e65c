import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadSupergraph } from '../../gateway/supergraph/supergraph.ts';
import { LargeDocuments } from '../support/large-documents.ts';
import { codesOf, post } from './support/ask.ts';
import { readyUrl, startGatewayProcess } from './support/gateway-process.ts';

const SUPERGRAPH = 'schema/supergraph.graphql';
const DOCUMENTS = 300;
const AT_ONCE = 4;

describe('a gateway with 256 MB', () => {
  test('survives hundreds of different documents of 6 kB', async () => {
    const { apiSchema } = await loadSupergraph(await readFile(SUPERGRAPH, 'utf8'));
    const documents = new LargeDocuments(apiSchema, { characters: 6_000 });
    const gateway = startGatewayProcess(
      { PORT: '0', LOG_LEVEL: 'warn', AUTHENTICATION: 'none', NODE_OPTIONS: '--max-old-space-size=256' },
      ['--supergraph', SUPERGRAPH],
    );
    const url = await readyUrl(gateway);
    let next = 0;
    const ask = async (): Promise<void> => {
      while (next < DOCUMENTS) {
        const { status, body } = await post(url, { query: documents.query(next++) });
        // No subgraph is there: what is asked for is planned, tried, and missing.
        expect([200, 400, 503]).toContain(status);
        expect(codesOf(body)).not.toContain('INTERNAL_SERVER_ERROR');
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    expect(gateway.process.exitCode).toBeNull();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  }, 60_000);
});
