import type { PlatformClock } from '../security/platform-clock.ts';
import { SubgraphFailure, type SubgraphClient } from '../subgraph-clients/subgraph-client.ts';
import { sendJson, type Route } from './exchange.ts';

const QUERY = '{__typename}';
const PATIENCE_MS = 2_000;
/** Probes within this time, of a load balancer and of others, share one round of requests to the subgraphs. */
const FRESH_FOR_MS = 1_000;

type Headers = (subgraph: string) => Readonly<Record<string, string>>;

/** What was found about one part that the gateway lives on. */
export interface PartReport {
  readonly status: 'up' | 'warning' | 'down';
  /** Since when it has been so, as an ISO 8601 text. */
  readonly since: string;
  readonly detail?: string;
}

/** What the gateway says about itself; `degraded` is ready too. */
export interface HealthReport {
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly checks: Readonly<Record<string, PartReport>>;
}

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

interface ReadyParts {
  readonly clients: () => ReadonlyMap<string, SubgraphClient>;
  readonly headersFor: Headers;
  readonly isClosing: () => boolean;
  /** What this process lives on besides the subgraphs that it asks; undefined for nothing. */
  readonly ownHealth: (() => Promise<HealthReport>) | undefined;
  readonly clock: Pick<PlatformClock, 'fault'>;
}

/**
 * Tells whether requests can be served, with what was found about each part: 200 when every subgraph answers; 503 when one
 * does not, when the process itself cannot serve, or when the gateway is closing.
 */
export function createReadyRoute({ clients, headersFor, isClosing, ownHealth, clock }: ReadyParts): Route {
  let probe: { readonly startedAtMs: number; readonly report: Promise<HealthReport> } | undefined;
  const last = new Map<string, PartReport>();

  function note(name: string, isUp: boolean): PartReport {
    const status = isUp ? 'up' : 'down';
    const known = last.get(name);
    if (known?.status === status) return known;
    const detail = isUp ? {} : { detail: 'no answer' };
    const report: PartReport = { status, since: new Date().toISOString(), ...detail };
    last.set(name, report);
    return report;
  }

  async function look(): Promise<HealthReport> {
    const asked = [...clients()].map(
      async ([name, client]) => [name, await answers(name, client, headersFor)] as const,
    );
    const [own, ...subgraphs] = await Promise.all([ownHealth?.(), ...asked]);
    const checks = { ...Object.fromEntries(subgraphs.map(([name, isUp]) => [name, note(name, isUp)])), ...own?.checks };
    if (subgraphs.some(([, isUp]) => !isUp)) return withClock('not ready', checks);
    return withClock(own?.status ?? 'ready', checks);
  }

  /** A clock that is off prevents nothing, so the gateway is ready all the same. */
  function withClock(status: HealthReport['status'], checks: HealthReport['checks']): HealthReport {
    const { fault } = clock;
    if (fault === undefined) return { status, checks };
    const told = { ...checks, clock: { status: 'warning', ...fault } } as const;
    return { status: status === 'ready' ? 'degraded' : status, checks: told };
  }

  return async ({ response }) => {
    if (isClosing()) return sendJson(response, 503, { status: 'closing' });
    if (probe === undefined || performance.now() - probe.startedAtMs > FRESH_FOR_MS) {
      probe = { startedAtMs: performance.now(), report: look() };
    }
    const report = await probe.report;
    return sendJson(response, report.status === 'not ready' ? 503 : 200, report);
  };
}
