import type { IncomingMessage } from 'node:http';

/**
 * Whether a request may come from the page it names as its origin: one of the gateway's own pages, or a listed site.
 * A request without an origin is no browser's cross-site request.
 */
export function hasAllowedOrigin(request: IncomingMessage, allowedOrigins: ReadonlySet<string>): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowedOrigins.has(origin)) return true;
  // The scheme is not compared: behind a proxy that ends TLS it differs, the host does not.
  const own = URL.parse(origin)?.host;
  return own !== undefined && own === host?.toLowerCase();
}
