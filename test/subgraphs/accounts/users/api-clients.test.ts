import { expect, it } from 'vitest';
import {
  ApiClientsOfResellerDocument,
  CreateApiClientDocument,
  RevokeApiClientDocument,
  RotateApiClientSecretDocument,
  type CreateApiClientInput,
} from '../../../operations/generated/graphql.ts';
import { newId } from '../../../../subgraphs/shared/domain/ids.ts';
import { bodyOf } from '../../../support/endpoint-body.ts';
import { callEndpoint, type ForwardedRequest } from '../../../../subgraphs/shared/process/endpoint.ts';
import { describeOnBothDatabases } from '../../../support/databases.ts';
import type { ContextClaims } from '../../../support/principals.ts';
import { useDemoAccounts } from '../demo-hierarchy.ts';
import { publishedBy, verified } from '../sign-in/session-tokens.ts';

describeOnBothDatabases('API clients', (kind) => {
  const accounts = useDemoAccounts(kind);

  const create = async (given: Partial<CreateApiClientInput> = {}, as?: ContextClaims) => {
    const accountId = accounts().account('Champion Cloud').id;
    const input: CreateApiClientInput = { accountId, name: 'Shop', permissions: ['PLACE_ORDERS'], ...given };
    const by = as ?? accounts().administrator('Champion Cloud');
    const { data, errors } = await accounts().ask(CreateApiClientDocument, { input }, by);
    expect(errors).toEqual([]);
    return data.createApiClient;
  };
  /** A client that was created. */
  const made = async (given: Partial<CreateApiClientInput> = {}) => {
    const { apiClient, clientSecret, userErrors } = await create(given);
    expect(userErrors).toEqual([]);
    return { id: apiClient?.id ?? '', secret: clientSecret ?? '' };
  };
  const rotate = async (apiClientId: string, as = accounts().administrator('Champion Cloud')) =>
    (await accounts().ask(RotateApiClientSecretDocument, { input: { apiClientId } }, as)).data.rotateApiClientSecret;
  const revoke = async (apiClientId: string, as = accounts().administrator('Champion Cloud')) =>
    (await accounts().ask(RevokeApiClientDocument, { input: { apiClientId } }, as)).data.revokeApiClient;
  const request = async (given: Partial<ForwardedRequest>) => {
    const endpoint = accounts().subgraph.endpoints['/oauth/token'];
    if (endpoint === undefined) throw new Error('There is no endpoint for tokens');
    const answer = await callEndpoint(endpoint, {
      path: '/oauth/token',
      method: 'POST',
      query: new URLSearchParams(),
      contentType: 'application/x-www-form-urlencoded',
      authorization: undefined,
      cookie: undefined,
      body: 'grant_type=client_credentials',
      principal: { kind: 'anonymous', clientAddress: '192.0.2.7' },
      ...given,
    });
    const { status, headers } = answer;
    return { status, headers, body: JSON.parse(await bodyOf(answer)) as Record<string, unknown> };
  };
  const tokenFor = (clientId: string, secret: string) => {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    return request({ body: new URLSearchParams(form).toString() });
  };

  it('get tokens with their own permissions, for id and secret', async () => {
    const { id, secret } = await made({ permissions: ['PLACE_ORDERS', 'VIEW_FINANCIALS', 'PLACE_ORDERS'] });
    expect(secret).toMatch(/^[\w-]{43}$/);
    const { status, body } = await tokenFor(id, secret);
    expect({ status, body }).toEqual({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: expect.toBeOneOf([899, 900]) },
    });
    const { payload } = await verified(accounts(), String(body['access_token']));
    expect(payload).toMatchObject({ kind: 'client', sub: id, perms: ['PLACE_ORDERS', 'VIEW_FINANCIALS'] });
    expect(payload['acc']).toBe(accounts().account('Champion Cloud').id);
    const basic = Buffer.from(`${id}:${secret}`).toString('base64');
    expect((await request({ authorization: `Basic ${basic}` })).status).toBe(200);
    const { data } = await accounts().ask(
      ApiClientsOfResellerDocument,
      { id: accounts().account('Champion Cloud').id },
      accounts().administrator('Champion Cloud'),
    );
    expect(data.account).toMatchObject({ apiClients: [{ id, name: 'Shop', lastUsedAt: expect.any(String) }] });
  });

  it('are refused as RFC 6749 says, and the secret is neither stored nor logged', async () => {
    const { id, secret } = await made();
    const refusal = async (answer: ReturnType<typeof request>) => {
      const { status, headers, body } = await answer;
      return [status, body['error'], headers['www-authenticate'] ?? null];
    };
    const CHALLENGE = 'Basic realm="tiergraph"';
    expect(await refusal(tokenFor(id, `${secret}x`))).toEqual([401, 'invalid_client', CHALLENGE]);
    expect(await refusal(tokenFor(newId('cli'), secret))).toEqual([401, 'invalid_client', CHALLENGE]);
    expect(await refusal(request({}))).toEqual([401, 'invalid_client', CHALLENGE]);
    expect(await refusal(request({ body: 'grant_type=password' }))).toEqual([400, 'unsupported_grant_type', null]);
    expect(await refusal(request({ contentType: 'application/json' }))).toEqual([400, 'unsupported_grant_type', null]);
    expect(await refusal(request({ method: 'GET' }))).toEqual([405, 'invalid_request', null]);
    const stored = await accounts().database.sql('select * from accounts.api_client_secret');
    expect(JSON.stringify(stored) + accounts().logged.join('')).not.toContain(secret);
  });

  it('have two secrets while one is replaced', async () => {
    const { id, secret } = await made();
    const { clientSecret: second } = await rotate(id);
    expect((await tokenFor(id, secret)).status).toBe(200);
    expect((await tokenFor(id, second ?? '')).status).toBe(200);
    const { clientSecret: third } = await rotate(id);
    expect((await tokenFor(id, secret)).status).toBe(401);
    expect((await tokenFor(id, second ?? '')).status).toBe(200);
    await accounts().database.sql(
      'update accounts.api_client_secret set expires_at = now() where expires_at is not null',
    );
    expect((await tokenFor(id, second ?? '')).status).toBe(401);
    expect((await tokenFor(id, third ?? '')).status).toBe(200);
  });

  it('end with their sessions when they are revoked, and stay so', async () => {
    const { id, secret } = await made();
    const { body } = await tokenFor(id, secret);
    const { payload } = await verified(accounts(), String(body['access_token']));
    expect(await revoke(id)).toEqual({ apiClient: { id }, userErrors: [] });
    expect((await tokenFor(id, secret)).status).toBe(401);
    expect(await publishedBy(accounts(), '/sessions/ended.json')).toMatchObject({
      sessionIds: expect.arrayContaining([payload['sid']]),
    });
    expect((await revoke(id)).userErrors).toMatchObject([{ code: 'STATE_CONFLICT', path: ['apiClientId'] }]);
    expect((await rotate(id)).userErrors).toMatchObject([{ code: 'STATE_CONFLICT' }]);
  });

  it('have one session at a time, however often they ask', async () => {
    const { id, secret } = await made();
    for (let time = 0; time < 5; time += 1) expect((await tokenFor(id, secret)).status).toBe(200);
    const rows = await accounts().database.sql('select 1 from accounts.session where client_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('stop at their end, and with their account', async () => {
    const { id, secret } = await made({ expiresAt: '2100-01-01T00:00:00Z' });
    await accounts().database.sql('update accounts.api_client set expires_at = now() where id = $1', [id]);
    expect((await tokenFor(id, secret)).status).toBe(401);
    const ofHarbor = await create({ accountId: accounts().account('Harbor IT').id });
    const { apiClient, clientSecret } = ofHarbor;
    await accounts().database.sql(`update accounts.account set status = 'CANCELLED' where name = 'Harbor IT'`);
    expect((await tokenFor(apiClient?.id ?? '', clientSecret ?? '')).status).toBe(401);
    await accounts().database.sql(`update accounts.account set status = 'ACTIVE' where name = 'Harbor IT'`);
  });

  it('never may do more than who makes them, and are refused with every reason at once', async () => {
    const few = accounts().administrator('Champion Cloud', ['MANAGE_API_CLIENTS', 'PLACE_ORDERS']);
    const { userErrors } = await create(
      { name: ' ', permissions: ['MANAGE_CATALOG', 'MANAGE_PRICES'], expiresAt: '2020-01-01T00:00:00Z' },
      few,
    );
    expect(userErrors.map(({ code, path }) => [code, ...path])).toEqual([
      ['REQUIRED', 'name'],
      ['NOT_ALLOWED', 'permissions'],
      ['OUT_OF_RANGE', 'expiresAt'],
    ]);
    const customer = await create({ accountId: accounts().account('Contoso Bakery').id });
    expect(customer.userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['accountId'] }]);
    // Another secret would be enough to do what the client may do.
    const { id } = await made({ permissions: ['MANAGE_PRICES'] });
    expect((await rotate(id, few)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['apiClientId'] }]);
  });

  it('are seen by who manages them, and foreign ones look like missing ones', async () => {
    const { id } = await made();
    const listed = async (name: string, permissions?: readonly string[]) => {
      const as = accounts().administrator(name, permissions);
      const { data } = await accounts().ask(
        ApiClientsOfResellerDocument,
        { id: accounts().account('Champion Cloud').id },
        as,
      );
      return data.account as { apiClients: readonly { id: string }[] } | null;
    };
    expect((await listed('Meridian Distribution'))?.apiClients.map((one) => one.id)).toContain(id);
    expect((await listed('Champion Cloud', ['PLACE_ORDERS']))?.apiClients).toEqual([]);
    expect(await listed('Summit Resale')).toBeNull();
    const foreign = await revoke(id, accounts().administrator('Summit Resale'));
    expect(foreign).toEqual(await revoke(newId('cli'), accounts().administrator('Summit Resale')));
    expect(foreign.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['apiClientId'] }]);
  });

  it('are at most fifty of an account', async () => {
    const accountId = accounts().account('Summit Resale').id;
    await accounts().database.sql(
      `insert into accounts.api_client (id, account_id, name, permissions, created_at)
       select 'cli_' || n, $1, 'many', '{}', now() from generate_series(1, 50) n`,
      [accountId],
    );
    const as = accounts().administrator('Summit Resale');
    expect((await create({ accountId }, as)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED', path: ['accountId'] }]);
  });
});
