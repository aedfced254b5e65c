import { hasAllowedOrigin } from '../../security/allowed-origin.ts';
import { send, type Route } from '../exchange.ts';

/**
 * Lets pages of allowed origins call a route and refuses all other pages at once, so that a foreign page can neither
 * read a response nor cause an effect.
 */
export function withAllowedOrigins(route: Route, allowedOrigins: ReadonlySet<string>): Route {
  return (exchange) => {
    const { request, response } = exchange;
    const { origin } = request.headers;
    if (origin === undefined) return route(exchange);
    response.setHeader('vary', 'Origin');
    if (!hasAllowedOrigin(request, allowedOrigins)) return send(response, 403, 'This origin is not allowed.');
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after, x-request-id');
    if (request.method !== 'OPTIONS') return route(exchange);
    response.writeHead(204, {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers':
        'accept, authorization, content-type, traceparent, x-graphql-event-stream-token, x-request-id',
      'access-control-max-age': '600',
    });
    response.end();
  };
}
