import type { Endpoint, EndpointRequest, EndpointResponse, PageOrigin } from '../../shared/process/endpoint.ts';
import type { AccountsContext } from '../context.ts';
import { issueClientToken, type ClientCredentials } from '../services/sign-in/client-tokens.ts';

/**
 * Issues tokens to API clients at `/oauth/token`: the grant `client_credentials` with the credentials in the header or in the
 * form (RFC 6749, 2.3.1 and 4.4).
 */
export function createTokenEndpoint(createContext: (request: PageOrigin) => AccountsContext): Endpoint {
  return async (request) => {
    if (request.method !== 'POST') return failure(405, 'invalid_request', 'Send a form by POST.');
    if (request.form.get('grant_type') !== 'client_credentials') {
      return failure(400, 'unsupported_grant_type', 'The grant is client_credentials.');
    }
    const credentials = credentialsIn(request);
    if (credentials === undefined) {
      return failure(401, 'invalid_client', 'Send client_id and client_secret, in the form or by HTTP Basic.');
    }
    const token = await issueClientToken(createContext(request), credentials);
    if (token === undefined) {
      return failure(401, 'invalid_client', 'Id and secret do not match, or the client is revoked or expired.');
    }
    const { accessToken, expiresInSeconds } = token;
    return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds });
  };
}

/** The credentials of a client; those in the header come first. */
function credentialsIn({ authorization, form }: EndpointRequest): ClientCredentials | undefined {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic ?? '', 'base64').toString('utf8')) ?? [];
  const clientId = basic === undefined ? form.get('client_id') : decoded(id);
  const clientSecret = basic === undefined ? form.get('client_secret') : decoded(secret);
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

/** In the header both are encoded as in a form. */
function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (new URLSearchParams(`text=${text}`).get('text') ?? undefined);
}

function failure(status: number, error: string, description: string): EndpointResponse {
  const challenge: Readonly<Record<string, string>> =
    status === 401 ? { 'www-authenticate': 'Basic realm="tiergraph"' } : {};
  return json(status, { error, error_description: description }, challenge);
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): EndpointResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
