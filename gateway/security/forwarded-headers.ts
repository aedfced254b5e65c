/**
 * Headers that are about one connection or one message, so that they mean nothing to the next (RFC 9110, 7.6.1), and
 * those that the way to the subgraph sets by itself.
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
 * Whether a client's header may be passed on to subgraphs at all. The gateway's own are what subgraphs trust, so no
 * client sends them.
 *
 * @param name in lower case
 */
export function isForwardable(name: string): boolean {
  return NAME.test(name) && !OF_ONE_MESSAGE.has(name) && !/^(?:x-tiergraph-|sec-websocket-)/.test(name);
}

/**
 * Picks what is passed on from a request's headers, or from what a socket's client says of itself.
 *
 * @param source names in any case; what is no plain text is left out
 * @param names forwardable ones, in lower case
 */
export function pickForwardedHeaders(
  source: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (names.length === 0 || source === undefined) return NONE;
  const wanted = new Set(names);
  // What a client names in `Connection` is for this connection alone.
  const { connection } = source;
  const ofThisConnection = typeof connection === 'string' ? connection.split(',') : [];
  for (const name of ofThisConnection) wanted.delete(name.trim().toLowerCase());
  const picked = Object.entries(source).flatMap(([given, value]): (readonly [string, string])[] => {
    const name = given.toLowerCase();
    return wanted.has(name) && typeof value === 'string' && VALUE.test(value) ? [[name, value]] : [];
  });
  return picked.length === 0 ? NONE : Object.fromEntries(picked);
}
