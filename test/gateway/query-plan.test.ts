import { describe, expect, test } from 'vitest';
import { startGateway } from './support/start-gateway.ts';

async function planOf(url: string, query: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, extensions } = (await response.json()) as { data: unknown; extensions?: { queryPlan?: unknown } };
  expect(data).toBeDefined();
  return extensions?.queryPlan;
}

const wanted = { 'x-tiergraph-query-plan': '1' };

describe('the query plan', () => {
  test('is shown in development to everybody who asks for it', async () => {
    const { url } = await startGateway({ config: { development: true } });
    expect(await planOf(url, '{ viewer { name orderCount } orders { id } }', wanted)).toMatchObject({
      kind: 'parallel',
      steps: [
        {
          kind: 'sequence',
          steps: [
            { kind: 'fetch', paths: [''] },
            { kind: 'entity-fetch', subgraph: 'orders', paths: ['viewer'], variables: [] },
          ],
        },
        { kind: 'fetch', subgraph: 'orders', paths: [''] },
      ],
    });
  });

  test('is null where no subgraph is asked', async () => {
    const { url } = await startGateway({ config: { development: true } });
    expect(await planOf(url, '{ __typename }', wanted)).toBeNull();
  });

  test('is not shown unless asked for, nor in production, signed in or not', async () => {
    const development = await startGateway({ config: { development: true } });
    expect(await planOf(development.url, '{ echo }', {})).toBeUndefined();
    const { url, issuer } = await startGateway();
    const authorization = `Bearer ${await issuer.issue()}`;
    expect(await planOf(url, '{ echo }', wanted)).toBeUndefined();
    expect(await planOf(url, '{ echo }', { ...wanted, authorization })).toBeUndefined();
  });

  test('is shown to everybody where there is no authentication', async () => {
    const { url } = await startGateway({ parts: { authentication: { kind: 'none' } } });
    expect(await planOf(url, '{ __typename }', wanted)).toBeNull();
  });
});
