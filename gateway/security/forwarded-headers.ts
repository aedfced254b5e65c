/**
 * Headers about one connection or one message, which mean nothing to the next (RFC 9110, 7.6.1), and headers that the
 * client of the subgraph sets itself.
 */
const OF_ONE_MESSAGE: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]{0,8192}$/;
const NONE: Readonly<Record<string, string>> = {};

/**
 * Whether a client's header may be passed on to subgraphs at all. Subgraphs trust the gateway's own headers, so clients
 * must not set them.
 *
 * @param name in lower case
 */
export function isForwardable(name: string): boolean {
  return NAME.test(name) && !OF_ONE_MESSAGE.has(name) && !/^(?:x-tiergraph-|sec-websocket-)/.test(name);
}

/**
 * Picks the headers to pass on from a request, or from the payload that a WebSocket client sends.
 *
 * @param source names in any case; values that are not plain text are left out
 * @param names forwardable ones, in lower case
 */
export function pickForwardedHeaders(
  source: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (names.length === 0 || source === undefined) return NONE;
  const wanted = new Set(names);
  // Headers that a client names in `Connection` are for this connection only.
  const { connection } = source;
  const ofThisConnection = typeof connection === 'string' ? connection.split(',') : [];
  for (const name of ofThisConnection) wanted.delete(name.trim().toLowerCase());
  const picked = Object.entries(source).flatMap(([given, value]): (readonly [string, string])[] => {
    const name = given.toLowerCase();
    return wanted.has(name) && typeof value === 'string' && VALUE.test(value) ? [[name, value]] : [];
  });
  return picked.length === 0 ? NONE : Object.fromEntries(picked);
}
