import { EnvironmentReader, hasCredentials, isHttpUrl, type Environment } from './environment.ts';
import type { SubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import { defaultSubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import type { SupergraphMember } from './supergraph/supergraph.ts';

const HOUR_MS = 3_600_000;

/** Where a subgraph is, and how it is called. */
export interface SubgraphSettings {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /** The address of its subscriptions, if it differs: http(s) for server-sent events, ws(s) for WebSocket. */
  readonly subscriptionsUrl: string | undefined;
  readonly policy: SubgraphPolicy;
}

/**
 * Reads a traffic policy: `<PREFIX>_TIMEOUT_MS` and the other variables with that prefix.
 *
 * @param prefix `SUBGRAPH` for all subgraphs, or the prefix of one subgraph
 * @param usual the values where a variable is not set
 */
export function readSubgraphPolicy(
  reader: EnvironmentReader,
  prefix = 'SUBGRAPH',
  usual = defaultSubgraphPolicy,
): SubgraphPolicy {
  const { consecutiveFailures } = usual.breaker;
  return {
    ...usual,
    timeoutMs: reader.wholeNumber(`${prefix}_TIMEOUT_MS`, usual.timeoutMs, [1, HOUR_MS]),
    retries: reader.wholeNumber(`${prefix}_RETRIES`, usual.retries, [0, 10]),
    maxConcurrency: reader.wholeNumber(`${prefix}_MAX_CONCURRENCY`, usual.maxConcurrency, [1, 10_000]),
    maxQueue: reader.wholeNumber(`${prefix}_MAX_QUEUE`, usual.maxQueue, [0, 100_000]),
    breaker: {
      ...usual.breaker,
      consecutiveFailures: reader.wholeNumber(`${prefix}_BREAKER_FAILURES`, consecutiveFailures, [0, 100_000]),
    },
  };
}

interface SubgraphAddresses {
  readonly environment: Environment;
  /** The default addresses, without path, of subgraphs that are known by name. */
  readonly ownUrls: ReadonlyMap<string, string>;
  readonly policy: SubgraphPolicy;
}

/**
 * Finds every subgraph of a supergraph: at `<NAME>_URL`, else at its default address, else at the address in the
 * supergraph. `<NAME>_SUBSCRIPTIONS_URL`, `<NAME>_TIMEOUT_MS` and the rest of its policy are set per subgraph, too.
 * Throws a `ConfigError` with a line for each fault.
 */
export function findSubgraphs(
  members: readonly SupergraphMember[],
  { environment, ownUrls, policy }: SubgraphAddresses,
): ReadonlyMap<string, SubgraphSettings> {
  const reader = new EnvironmentReader(environment);
  const found = members.map((member): [string, SubgraphSettings] => {
    const prefix = member.name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    const settings = {
      url: findUrl(reader, member, { prefix, own: ownUrls.get(member.name) }),
      subscriptionsUrl: reader.subscriptionsUrl(`${prefix}_SUBSCRIPTIONS_URL`),
      policy: readSubgraphPolicy(reader, prefix, policy),
    };
    return [member.name, settings];
  });
  reader.finish();
  return new Map(found);
}

function findUrl(
  reader: EnvironmentReader,
  { name, url }: SupergraphMember,
  { prefix, own }: { readonly prefix: string; readonly own: string | undefined },
): string {
  const given = reader.text(`${prefix}_URL`, own ?? url);
  if (hasCredentials(given)) {
    reader.faults.push(`The URL of the subgraph "${name}" must not hold a user or a password; see ${prefix}_URL`);
    return '';
  }
  if (isHttpUrl(given)) return own === undefined ? given : new URL('/graphql', given).href;
  reader.faults.push(
    given === url
      ? `The supergraph gives the subgraph "${name}" no http(s) URL, got "${url}"; set ${prefix}_URL`
      : `${prefix}_URL must be an http(s) URL, got "${given}"`,
  );
  return given;
}
