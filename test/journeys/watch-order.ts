import { createClient } from 'graphql-ws';

const WATCH = `subscription ($orderId: ID!, $after: String) {
  orderProvisioning(orderId: $orderId, after: $after) { cursor sequence message order { status } }
}`;
const AGAIN = ['SUBSCRIPTION_RESUME', 'CURSOR_UNKNOWN', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT'];

/** Every step of an order, once and in order, over restarts of the server, lost connections and expired tokens. */
export async function* watchOrder(url: string, token: () => Promise<string>, orderId: string) {
  let giveUp: ReturnType<typeof setTimeout>;
  const answerWithin = (ms: number) => {
    clearTimeout(giveUp);
    giveUp = setTimeout(() => client.terminate(), ms);
  };
  const client = createClient({
    url, // ws://…/graphql or wss://…/graphql
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    retryAttempts: Infinity,
    shouldRetry: () => true, // the default gives up when a connection is refused, which is what a restart looks like
    retryWait: (tries) =>
      new Promise((resolve) => setTimeout(resolve, Math.min(1_000 * tries, 30_000) * Math.random())),
    keepAlive: 2_000, // asks the server whether it is there, because a connection can end without a word
    on: {
      connecting: () => answerWithin(5_000),
      connected: () => clearTimeout(giveUp),
      ping: (isFromServer) => {
        if (!isFromServer) answerWithin(2_000);
      },
      pong: (isFromServer) => {
        if (isFromServer) clearTimeout(giveUp);
      },
      closed: () => clearTimeout(giveUp),
    },
  });
  const variables = { orderId, after: null as string | null }; // sent again with each connection: keep the object
  let code: string | undefined;
  do {
    if (code?.startsWith('SUBGRAPH_')) await new Promise((resolve) => setTimeout(resolve, 1_000)); // a part is away
    code = undefined;
    for await (const { data, errors } of client.iterate<{ orderProvisioning: Step }>({ query: WATCH, variables })) {
      code = errors?.[0] && String(errors[0].extensions?.['code']);
      if (code === 'CURSOR_UNKNOWN') variables.after = null; // another log: start over
      if (data?.orderProvisioning === undefined) continue;
      variables.after = data.orderProvisioning.cursor;
      yield data.orderProvisioning;
    }
  } while (code !== undefined && AGAIN.includes(code));
  if (code !== undefined) throw new Error(`The order cannot be watched: ${code}`);
}

interface Step {
  readonly cursor: string;
  readonly sequence: number;
  readonly message: string;
  readonly order: { readonly status: string };
}
