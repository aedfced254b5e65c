import { describe, expect, test } from 'vitest';
import {
  CreateApiClientDocument,
  OwnAccountDocument,
  RevokeApiClientDocument,
  ViewingClientDocument,
} from '../operations/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { GraphClient } from './graph-client.ts';
import { signIn, type Platform } from './platform.ts';

/** Describes what is answered besides the graph: tokens for programs, and pages for people without a session. */
export function describeOutsideTheGraph(platform: () => Platform): void {
  describe('besides the graph', () => {
    test('a program gets tokens for its id and secret until it is revoked', async () => {
      const { url } = platform();
      const seller = await signIn(platform(), 'champion.admin');
      const { viewer } = await seller.data(OwnAccountDocument);
      const input = { accountId: viewer.account.id, name: 'Shop', permissions: ['VIEW_FINANCIALS' as const] };
      const { createApiClient } = await seller.data(CreateApiClientDocument, { input });
      expect(createApiClient.userErrors).toEqual([]);
      const ask = async (secret: string) => {
        const id = createApiClient.apiClient?.id ?? '';
        const response = await fetch(new URL('/oauth/token', url), {
          method: 'POST',
          headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
          body: new URLSearchParams({ grant_type: 'client_credentials' }),
        });
        return { response, answer: (await response.json()) as { access_token?: string; error?: string } };
      };
      const { response, answer } = await ask('wrong');
      expect([response.status, answer.error]).toEqual([401, 'invalid_client']);
      expect(response.headers.get('www-authenticate')).toBe('Basic realm="tiergraph"');
      const { answer: token } = await ask(createApiClient.clientSecret ?? '');
      const program = new GraphClient(url, token.access_token);
      expect((await program.data(ViewingClientDocument)).viewer).toEqual({
        user: null,
        apiClient: { name: 'Shop' },
        account: { name: 'Champion Cloud' },
        permissions: ['VIEW_FINANCIALS'],
      });
      const apiClientId = createApiClient.apiClient?.id ?? '';
      const { revokeApiClient } = await seller.data(RevokeApiClientDocument, { input: { apiClientId } });
      expect(revokeApiClient.userErrors).toEqual([]);
      await eventually(async () => expect((await program.ask(ViewingClientDocument)).status).toBe(401));
    });

    test('pages are shown for links, and say when a link cannot be used', async () => {
      const page = async (path: string) => {
        const response = await fetch(new URL(path, platform().url));
        return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
      };
      expect(await page('/reset-password')).toMatchObject({
        status: 200,
        type: 'text/html; charset=utf-8',
        text: expect.stringContaining('Forgot your password?'),
      });
      const over = await page('/reset-password?token=made-up');
      expect(over).toMatchObject({ status: 422, text: expect.stringContaining('This link has been used') });
      const unknown = await page('/invitation?token=made-up');
      expect(unknown).toMatchObject({ status: 422, text: expect.stringContaining('There is no invitation') });
    });
  });
}
