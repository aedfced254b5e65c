import { SubgraphFailure, type SubgraphClient } from '../subgraph-clients/subgraph-client.ts';
import { sendJson, type Route } from './exchange.ts';

const QUERY = '{__typename}';
const PATIENCE_MS = 2_000;
/** Probes within this time, of a load balancer and of others, share one round of requests to the subgraphs. */
const FRESH_FOR_MS = 1_000;

type Headers = (subgraph: string) => Readonly<Record<string, string>>;

async function answers(name: string, client: SubgraphClient, headersFor: Headers): Promise<boolean> {
  try {
    await client.execute({
      query: QUERY,
      bodyPrefix: `{"query":"${QUERY}","variables":`,
      variablesJson: '{}',
      operationKind: 'query',
      headers: headersFor(name),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return true;
  } catch (error) {
    // A subgraph that answers 401 or 403 is up, although it refuses the probe.
    return error instanceof SubgraphFailure && (error.statusCode === 401 || error.statusCode === 403);
  }
}

/** The process is up; nothing else is checked. */
export const liveRoute: Route = ({ response }) => sendJson(response, 200, { status: 'live' });

/**
 * Tells whether requests can be served: 200 when every subgraph answers; 503 with the names of those that do not, or
 * when the gateway is closing.
 */
export function createReadyRoute(
  currentClients: () => ReadonlyMap<string, SubgraphClient>,
  headersFor: Headers,
  isClosing: () => boolean,
): Route {
  let probe: { readonly startedAtMs: number; readonly silent: Promise<readonly string[]> } | undefined;

  async function findSilent(): Promise<readonly string[]> {
    const clients = currentClients();
    const names = [...clients.keys()];
    const results = await Promise.all([...clients].map(([name, client]) => answers(name, client, headersFor)));
    return names.filter((_name, index) => results[index] !== true);
  }

  return async ({ response }) => {
    if (isClosing()) return sendJson(response, 503, { status: 'closing' });
    if (probe === undefined || performance.now() - probe.startedAtMs > FRESH_FOR_MS) {
      probe = { startedAtMs: performance.now(), silent: findSilent() };
    }
    const silent = await probe.silent;
    if (silent.length > 0) return sendJson(response, 503, { status: 'not ready', silent });
    return sendJson(response, 200, { status: 'ready' });
  };
}
