import { EnvironmentReader, isHttpUrl, type Environment } from './environment.ts';
import type { SubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import { defaultSubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import type { SupergraphMember } from './supergraph/supergraph.ts';

const HOUR_MS = 3_600_000;

/** Where a subgraph is and how it is asked. */
export interface SubgraphSettings {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  readonly policy: SubgraphPolicy;
}

/** Reads what holds for every subgraph: SUBGRAPH_TIMEOUT_MS and the others of that name. */
export function readSubgraphPolicy(reader: EnvironmentReader): SubgraphPolicy {
  const usual = defaultSubgraphPolicy;
  return {
    ...usual,
    timeoutMs: reader.wholeNumber('SUBGRAPH_TIMEOUT_MS', usual.timeoutMs, [1, HOUR_MS]),
    retries: reader.wholeNumber('SUBGRAPH_RETRIES', usual.retries, [0, 10]),
    maxConcurrency: reader.wholeNumber('SUBGRAPH_MAX_CONCURRENCY', usual.maxConcurrency, [1, 10_000]),
    maxQueue: reader.wholeNumber('SUBGRAPH_MAX_QUEUE', usual.maxQueue, [0, 100_000]),
    breaker: {
      ...usual.breaker,
      consecutiveFailures: reader.wholeNumber(
        'SUBGRAPH_BREAKER_FAILURES',
        usual.breaker.consecutiveFailures,
        [0, 100_000],
      ),
    },
  };
}

interface Places {
  readonly environment: Environment;
  /** The usual addresses of subgraphs that are known by name, without path. */
  readonly ownUrls: ReadonlyMap<string, string>;
  readonly policy: SubgraphPolicy;
}

/**
 * Finds every subgraph of a supergraph: at `<NAME>_URL`, else at its usual address, else where the supergraph says.
 * `<NAME>_TIMEOUT_MS` is its own time limit. Throws a `ConfigError` with a line for each that cannot be found.
 */
export function findSubgraphs(
  members: readonly SupergraphMember[],
  { environment, ownUrls, policy }: Places,
): ReadonlyMap<string, SubgraphSettings> {
  const reader = new EnvironmentReader(environment);
  const found = members.map(({ name, url }): [string, SubgraphSettings] => {
    const prefix = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    const timeoutMs = reader.wholeNumber(`${prefix}_TIMEOUT_MS`, policy.timeoutMs, [1, HOUR_MS]);
    const own = ownUrls.get(name);
    const given = reader.text(`${prefix}_URL`, own ?? url);
    if (!isHttpUrl(given)) {
      reader.faults.push(
        given === url
          ? `The supergraph gives the subgraph "${name}" no http(s) URL, got "${url}"; set ${prefix}_URL`
          : `${prefix}_URL must be an http(s) URL, got "${given}"`,
      );
      return [name, { url: given, policy }];
    }
    const address = own === undefined ? given : new URL('/graphql', given).href;
    return [name, { url: address, policy: { ...policy, timeoutMs } }];
  });
  reader.finish();
  return new Map(found);
}
