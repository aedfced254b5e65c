import type { Principal } from '../domain/principal.ts';

/** A request for a path of a subgraph besides the graph, which the gateway passes on. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST';
  /** The whole path: of an endpoint whose path ends with a slash, what stands behind it is its own. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The header of this name, by which programs prove themselves. */
  readonly authorization: string | undefined;
  /** The header of this name, in which a browser keeps what one page tells the next. */
  readonly cookie: string | undefined;
  /** The fields of a form that was sent; none for another body, or without one. */
  readonly form: URLSearchParams;
  /** Who asks: nobody that is known, since pages are opened before somebody signs in. It has the client's address. */
  readonly principal: Principal;
  /** As the gateway logs it; undefined where it has not said. */
  readonly requestId?: string | undefined;
}

/** Where the request for a page comes from. */
export type PageOrigin = Pick<EndpointRequest, 'principal' | 'requestId'>;

export interface EndpointResponse {
  readonly status: number;
  /** By lower-case name. The gateway adds those that protect the reader. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or the parts of a long one, which are made while it is sent. */
  readonly body: string | AsyncIterable<string>;
}

/** Answers the requests for one path: a page, for example. A GET changes nothing, since mail scanners follow links. */
export type Endpoint = (request: EndpointRequest) => Promise<EndpointResponse>;

/** A request for an endpoint as the gateway passes it on. */
export interface ForwardedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly body: string;
  readonly principal: Principal;
  readonly requestId?: string | undefined;
}

/** The endpoint of a path: the one of exactly this path, or of a folder above it, whose path ends with a slash. */
export function findEndpoint(endpoints: Readonly<Record<string, Endpoint>>, path: string): Endpoint | undefined {
  if (Object.hasOwn(endpoints, path)) return endpoints[path];
  const folder = Object.keys(endpoints).find((known) => known.endsWith('/') && path.startsWith(known));
  return folder === undefined ? undefined : endpoints[folder];
}

const FORM = 'application/x-www-form-urlencoded';

/** Calls an endpoint with a request that the gateway has passed on. */
export function callEndpoint(endpoint: Endpoint, request: ForwardedRequest): Promise<EndpointResponse> {
  const { contentType = '', authorization, cookie, body, path, query, principal, requestId } = request;
  const isForm = contentType.split(';')[0]?.trim().toLowerCase() === FORM;
  return endpoint({
    method: request.method === 'POST' ? 'POST' : 'GET',
    path,
    query,
    authorization,
    cookie,
    form: new URLSearchParams(isForm ? body : ''),
    principal,
    requestId,
  });
}
