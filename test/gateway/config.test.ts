import { describe, expect, test } from 'vitest';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfigError, readCommandLine, readDistributedConfig, readGatewayConfig } from '../../gateway/config.ts';
import { findSubgraphs } from '../../gateway/subgraph-settings.ts';

async function signingKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults;
  }
}

describe('the configuration', () => {
  test('has a default for everything but the signing key', async () => {
    const config = readDistributedConfig({ GATEWAY_SIGNING_KEY: await signingKey() });
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, development: false, requestTimeoutMs: 30_000 });
    expect([...config.subgraphUrls.values()]).toEqual([
      ['http://127.0.0.1:4001'],
      ['http://127.0.0.1:4002'],
      ['http://127.0.0.1:4003'],
    ]);
  });

  test('reports every fault, each on a line of its own', () => {
    const environment = {
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      ORDERS_URL: 'orders:4003',
      ALLOWED_ORIGINS: 'https://portal.example, portal.example/',
      REQUEST_TIMEOUT_MS: '0',
    };
    expect(faultsOf(() => readDistributedConfig(environment)).toSorted()).toEqual([
      'ALLOWED_ORIGINS must list origins such as https://portal.example, got "portal.example/"',
      'GATEWAY_SIGNING_KEY must be a private Ed25519 key as JSON Web Key',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, got "loud"',
      'ORDERS_URL must be an http(s) URL, got "orders:4003"',
      'PORT must be a number between 0 and 65535, got "abc"',
      'REQUEST_TIMEOUT_MS must be a number between 1 and 600000, got "0"',
    ]);
  });

  test('never repeats the signing key', () => {
    const faults = faultsOf(() => readDistributedConfig({ GATEWAY_SIGNING_KEY: '{"kty":"OKP","d":"canary"}' }));
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain('canary');
  });

  test('needs authentication unless it is switched off, or a foreign graph is served without a key', async () => {
    const key = { GATEWAY_SIGNING_KEY: await signingKey() };
    const foreign = readCommandLine(['--supergraph', 'theirs.graphql']);
    const kinds = [
      readDistributedConfig(key),
      readDistributedConfig(key, foreign),
      readDistributedConfig({}, foreign),
      readDistributedConfig({ AUTHENTICATION: 'none' }),
    ].map(({ authentication }) => authentication.kind);
    expect(kinds).toEqual(['access-tokens', 'access-tokens', 'none', 'none']);
    expect(faultsOf(() => readDistributedConfig({ AUTHENTICATION: 'required' }, foreign))).toHaveLength(1);
    expect(readDistributedConfig({}, foreign).supergraphFile).toBe('theirs.graphql');
  });

  test('limits the traffic to all subgraphs, and to one subgraph by its own variables', () => {
    const environment = {
      AUTHENTICATION: 'none',
      SUBGRAPH_TIMEOUT_MS: '500',
      SUBGRAPH_RETRIES: '0',
      MY_SHOP_TIMEOUT_MS: '9',
      MY_SHOP_RETRIES: '3',
      MY_SHOP_MAX_CONCURRENCY: '4',
      MY_SHOP_MAX_QUEUE: '0',
      MY_SHOP_BREAKER_FAILURES: '6',
    };
    const { subgraphPolicy: policy, subgraphUrls: ownUrls } = readDistributedConfig(environment);
    const usual = { timeoutMs: 500, retries: 0, maxConcurrency: 200, maxQueue: 1_000 };
    expect(policy).toMatchObject({ ...usual, breaker: { consecutiveFailures: 10 } });
    const members = ['my-shop', 'other'].map((name) => ({ name, url: `http://127.0.0.1/${name}` }));
    const found = findSubgraphs(members, { environment, ownUrls, policy });
    expect(found.get('other')?.policy).toEqual(policy);
    const own = { timeoutMs: 9, retries: 3, maxConcurrency: 4, maxQueue: 0, breaker: { consecutiveFailures: 6 } };
    expect(found.get('my-shop')?.policy).toMatchObject(own);
    expect(faultsOf(() => readDistributedConfig({ ...environment, SUBGRAPH_RETRIES: '-1' }))).toEqual([
      'SUBGRAPH_RETRIES must be a number between 0 and 10, got "-1"',
    ]);
  });

  test('reports every fault in the variables of one subgraph', () => {
    const policy = readDistributedConfig({ AUTHENTICATION: 'none' }).subgraphPolicy;
    const environment = {
      MY_SHOP_URL: 'nowhere',
      MY_SHOP_SUBSCRIPTIONS_URL: 'ftp://shop.invalid/',
      OTHER_URL: 'http://me:canary@other.invalid/',
      OTHER_SUBSCRIPTIONS_URL: 'ws://me:canary@other.invalid/',
      MY_SHOP_TIMEOUT_MS: '0',
      MY_SHOP_RETRIES: '11',
      MY_SHOP_MAX_CONCURRENCY: 'many',
      MY_SHOP_MAX_QUEUE: '-1',
      MY_SHOP_BREAKER_FAILURES: '1.5',
    };
    const members = ['my-shop', 'other'].map((name) => ({ name, url: 'http://127.0.0.1/' }));
    expect(faultsOf(() => findSubgraphs(members, { environment, ownUrls: new Map(), policy }))).toEqual([
      'MY_SHOP_URL must be an http(s) URL, got "nowhere"',
      'MY_SHOP_SUBSCRIPTIONS_URL must be an http(s) or ws(s) URL, got "ftp://shop.invalid/"',
      'MY_SHOP_TIMEOUT_MS must be a number between 1 and 3600000, got "0"',
      'MY_SHOP_RETRIES must be a number between 0 and 10, got "11"',
      'MY_SHOP_MAX_CONCURRENCY must be a number between 1 and 10000, got "many"',
      'MY_SHOP_MAX_QUEUE must be a number between 0 and 100000, got "-1"',
      'MY_SHOP_BREAKER_FAILURES must be a number between 0 and 100000, got "1.5"',
      'The URL of the subgraph "other" must not hold a user or a password; see OTHER_URL',
      'OTHER_SUBSCRIPTIONS_URL must not hold a user or a password',
    ]);
  });

  test('finds the own subgraphs at the path /graphql, and all others at their full addresses', () => {
    const policy = readDistributedConfig({ AUTHENTICATION: 'none' }).subgraphPolicy;
    const ownUrls = new Map([['orders', ['http://127.0.0.1:4003']]]);
    const members = [
      { name: 'orders', url: 'http://orders.invalid' },
      { name: 'billing', url: 'http://127.0.0.1:4004/api' },
    ];
    const found = findSubgraphs(members, { environment: {}, ownUrls, policy });
    expect([...found].flatMap(([, { addresses }]) => addresses.map(({ url }) => url))).toEqual([
      'http://127.0.0.1:4003/graphql',
      'http://127.0.0.1:4004/api',
    ]);
    expect(
      faultsOf(() => findSubgraphs(members, { environment: { BILLING_URL: 'nowhere' }, ownUrls, policy })),
    ).toEqual(['BILLING_URL must be an http(s) URL, got "nowhere"']);
  });

  test('finds several processes of a subgraph, with an address of subscriptions for each or none', () => {
    const policy = readDistributedConfig({ AUTHENTICATION: 'none' }).subgraphPolicy;
    const members = [
      { name: 'orders', url: 'http://orders.invalid' },
      { name: 'billing', url: 'http://127.0.0.1:4004/api?in=a,b' },
    ];
    const addressesOf = (environment: Record<string, string>) =>
      findSubgraphs(members, { environment, ownUrls: new Map([['orders', ['http://127.0.0.1:4003']]]), policy });
    const environment = {
      ORDERS_URL: 'http://10.0.0.1:4003, http://10.0.0.2:4003',
      ORDERS_SUBSCRIPTIONS_URL: 'ws://10.0.0.1/live,ws://10.0.0.2/live',
    };
    const found = addressesOf(environment);
    expect(found.get('orders')?.addresses).toEqual([
      { url: 'http://10.0.0.1:4003/graphql', subscriptionsUrl: 'ws://10.0.0.1/live' },
      { url: 'http://10.0.0.2:4003/graphql', subscriptionsUrl: 'ws://10.0.0.2/live' },
    ]);
    expect(found.get('billing')?.addresses).toEqual([
      { url: 'http://127.0.0.1:4004/api?in=a,b', subscriptionsUrl: undefined },
    ]);
    expect(faultsOf(() => addressesOf({ ...environment, ORDERS_SUBSCRIPTIONS_URL: 'ws://10.0.0.1/live' }))).toEqual([
      'ORDERS_SUBSCRIPTIONS_URL must have as many addresses as ORDERS_URL, in the same order',
    ]);
    expect(faultsOf(() => addressesOf({ ORDERS_URL: 'http://10.0.0.1:4003, nowhere' }))).toEqual([
      'ORDERS_URL must be an http(s) URL, got "nowhere"',
    ]);
    expect(faultsOf(() => readDistributedConfig({ GATEWAY_SIGNING_KEY: '{}', ACCOUNTS_URL: ',' }))).toContain(
      'ACCOUNTS_URL must be an http(s) URL, got ""',
    );
  });

  test('counts as development when the caller says so and NODE_ENV does not say otherwise', () => {
    expect(readGatewayConfig({}, true).development).toBe(true);
    expect(readGatewayConfig({ NODE_ENV: 'production' }, true).development).toBe(false);
    expect(readGatewayConfig({}).development).toBe(false);
  });
});
