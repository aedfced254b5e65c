import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page that may call the gateway: one of the gateway's own pages, or a page of a listed
 * site. A request without an origin is not a cross-site request of a browser.
 */
export function hasAllowedOrigin(request: IncomingMessage, allowedOrigins: ReadonlySet<string>): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowedOrigins.has(origin)) return true;
  // The scheme is not compared, because behind a proxy that ends TLS it differs while the host does not.
  const own = URL.parse(origin)?.host;
  return own !== undefined && own === host?.toLowerCase();
}
