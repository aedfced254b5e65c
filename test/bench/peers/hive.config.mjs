/** Hive Gateway with its defaults; with `TELL_CALLER=1` it passes on who asks. */
function callerOf({ request }) {
  const caller = request.headers.get('x-forwarded-for');
  return caller === null ? {} : { 'x-forwarded-for': caller };
}

export const gatewayConfig =
  process.env.TELL_CALLER === '1' ? { propagateHeaders: { fromClientToSubgraphs: callerOf } } : {};
