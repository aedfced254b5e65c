import type { Principal } from '../domain/principal.ts';

/** A request for a path of a subgraph besides the graph, which the gateway passes on. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST';
  readonly query: URLSearchParams;
  /** The header of this name, by which programs prove themselves. */
  readonly authorization: string | undefined;
  /** The fields of a form that was sent; none for another body, or without one. */
  readonly form: URLSearchParams;
  /** Who asks: nobody that is known, since pages are opened before somebody signs in. It has the client's address. */
  readonly principal: Principal;
}

export interface EndpointResponse {
  readonly status: number;
  /** By lower-case name. The gateway adds those that protect the reader. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the requests for one path: a page, for example. A GET changes nothing, since mail scanners follow links. */
export type Endpoint = (request: EndpointRequest) => Promise<EndpointResponse>;

/** A request for an endpoint as the gateway passes it on. */
export interface ForwardedRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly principal: Principal;
}

const FORM = 'application/x-www-form-urlencoded';

/** Calls an endpoint with a request that the gateway has passed on. */
export function callEndpoint(endpoint: Endpoint, request: ForwardedRequest): Promise<EndpointResponse> {
  const { contentType = '', authorization, body, query, principal } = request;
  const isForm = contentType.split(';')[0]?.trim().toLowerCase() === FORM;
  return endpoint({
    method: request.method === 'POST' ? 'POST' : 'GET',
    query,
    authorization,
    form: new URLSearchParams(isForm ? body : ''),
    principal,
  });
}
