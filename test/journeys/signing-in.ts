import { describe, expect, test } from 'vitest';
import {
  ActForDocument,
  FindCustomersDocument,
  RefreshSessionDocument,
  ViewerDocument,
} from '../../schema/operations/generated/graphql.ts';
import { GraphClient } from './graph-client.ts';
import { signIn, trySignIn, type Platform } from './platform.ts';

/** Describes signing in, refreshing a session, and the answers to requests without a valid token. */
export function describeSigningIn(platform: () => Platform): void {
  describe('signing in', () => {
    test('is refused in userErrors with a wrong password, and works with the right one', async () => {
      const refused = await trySignIn(platform(), 'champion.admin', 'not-the-password');
      expect(refused).toMatchObject({ session: null, userErrors: [{ code: 'WRONG_CREDENTIALS' }] });
      const unknown = await trySignIn(platform(), 'nobody.at.all', 'not-the-password');
      expect(unknown.userErrors).toEqual(refused.userErrors);
      const { session, viewer } = await trySignIn(platform(), 'champion.admin', platform().password);
      expect(session?.accessToken).toBeTypeOf('string');
      expect(viewer).toMatchObject({ user: { login: 'champion.admin' }, account: { name: 'Champion Cloud' } });
    });

    test('continues with a refresh token, whose answer can be asked for again, and an old token ends the session', async () => {
      const { session } = await trySignIn(platform(), 'harbor.admin', platform().password);
      const input = { refreshToken: session?.refreshToken ?? '' };
      const graph = new GraphClient(platform().url);
      const { refreshSession } = await graph.data(RefreshSessionDocument, { input });
      const accessToken = refreshSession.session?.accessToken ?? '';
      const { viewer } = await graph.with(accessToken).data(ViewerDocument);
      expect(viewer.user?.login).toBe('harbor.admin');
      const again = await graph.data(RefreshSessionDocument, { input });
      expect(again.refreshSession.session?.refreshToken).toBe(refreshSession.session?.refreshToken);
      const successor = { refreshToken: refreshSession.session?.refreshToken ?? '' };
      const next = await graph.data(RefreshSessionDocument, { input: successor });
      const newest = { refreshToken: next.refreshSession.session?.refreshToken ?? '' };
      for (const ended of [input, newest]) {
        const answer = await graph.data(RefreshSessionDocument, { input: ended });
        expect(answer.refreshSession).toMatchObject({ session: null, userErrors: [{ code: 'EXPIRED' }] });
      }
    });

    test('leads into the panel of a customer, and shows nothing above it', async () => {
      const champion = await signIn(platform(), 'champion.admin');
      const { accounts } = await champion.data(FindCustomersDocument, { search: 'Contoso Bakery' });
      const [contoso] = accounts.nodes;
      const { actFor } = await champion.data(ActForDocument, { input: { accountId: contoso?.id ?? '' } });
      expect(actFor.userErrors).toEqual([]);
      expect(actFor.viewer).toMatchObject({
        account: { name: 'Contoso Bakery' },
        actingFrom: { name: 'Champion Cloud' },
      });
      const acting = new GraphClient(platform().url, actFor.session?.accessToken);
      const { viewer } = await acting.data(ViewerDocument);
      expect(viewer).toMatchObject({ user: { login: 'champion.admin' }, account: { name: 'Contoso Bakery' } });
      // What lies beside the account is out of sight, also for whoever came from above.
      const found = async (client: GraphClient) =>
        (await client.data(FindCustomersDocument, { search: 'Lakeside School' })).accounts.nodes.length;
      expect([await found(champion), await found(acting)]).toEqual([1, 0]);
    });

    test('is required with UNAUTHENTICATED and 401 for an invalid token', async () => {
      const { session } = await trySignIn(platform(), 'champion.admin', platform().password);
      const changed = `${session?.accessToken.split('.').slice(0, 2).join('.')}.${'A'.repeat(86)}`;
      for (const token of ['garbage', changed]) {
        const answer = await new GraphClient(platform().url, token).ask(ViewerDocument);
        expect(answer.status).toBe(401);
        expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
      }
    });

    test('is required by a field that needs a viewer, before anything runs', async () => {
      const { data, errors } = await new GraphClient(platform().url).ask(ViewerDocument);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([
        { message: 'Sign in first: "viewer" needs an access token.', extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    });
  });

  describe('a request that cannot be answered', () => {
    test.each([
      ['GRAPHQL_VALIDATION_FAILED', 'an unknown field', '{ viewer { nope } }', {}],
      ['GRAPHQL_PARSE_FAILED', 'a document that ends early', '{ viewer {', {}],
      [
        'BAD_USER_INPUT',
        'a variable of a wrong type',
        'query ($n: Int!) { accounts(first: $n) { totalCount } }',
        { n: 'x' },
      ],
      ['GRAPHQL_VALIDATION_FAILED', 'an argument of a wrong type', '{ accounts(first: "x") { totalCount } }', {}],
    ])('gets the code %s for %s, and no data', async (code, _what, query, variables) => {
      const champion = await signIn(platform(), 'champion.admin');
      const answer = await champion.ask(query, variables);
      expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
      expect(answer).not.toHaveProperty('data');
    });

    test.each([
      ['without a query', '{"nope": 1}'],
      ['that is not JSON', '{"query": '],
      ['that is a list', '[]'],
    ])('gets 400 and BAD_USER_INPUT for a body %s', async (_what, body) => {
      const answer = await new GraphClient(platform().url).post(body);
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    });
  });
}
