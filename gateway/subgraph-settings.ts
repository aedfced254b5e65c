import { EnvironmentReader, hasCredentials, isHttpUrl, type Environment } from './environment.ts';
import type { SubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import { defaultSubgraphPolicy } from './subgraph-clients/subgraph-policy.ts';
import type { SupergraphMember } from './supergraph/supergraph.ts';

const HOUR_MS = 3_600_000;

/** Where one process of a subgraph is, or several behind one name. */
export interface AddressSettings {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /** The address of its subscriptions, if it differs: http(s) for server-sent events, ws(s) for WebSocket. */
  readonly subscriptionsUrl: string | undefined;
}

/** Where a subgraph is, and how it is called. */
export interface SubgraphSettings {
  /** Its processes; each has the whole subgraph. */
  readonly addresses: readonly AddressSettings[];
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
    hedgingDelayMs: reader.wholeNumber(`${prefix}_HEDGING_DELAY_MS`, usual.hedgingDelayMs, [0, HOUR_MS]),
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
  readonly ownUrls: ReadonlyMap<string, readonly string[]>;
  readonly policy: SubgraphPolicy;
}

/**
 * Finds every subgraph of a supergraph: at the addresses in `<NAME>_URL`, else at its default addresses, else at the
 * address in the supergraph. `<NAME>_SUBSCRIPTIONS_URL`, `<NAME>_TIMEOUT_MS` and the rest of its policy are set per subgraph, too.
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
      addresses: findAddresses(reader, member, { prefix, own: ownUrls.get(member.name) }),
      policy: readSubgraphPolicy(reader, prefix, policy),
    };
    return [member.name, settings];
  });
  reader.finish();
  return new Map(found);
}

interface Naming {
  /** Begins the names of the subgraph's variables. */
  readonly prefix: string;
  readonly own: readonly string[] | undefined;
}

function findAddresses(
  reader: EnvironmentReader,
  member: SupergraphMember,
  naming: Naming,
): readonly AddressSettings[] {
  const { prefix } = naming;
  const urls = findUrls(reader, member, naming);
  const subscriptionsUrls = reader.subscriptionsUrls(`${prefix}_SUBSCRIPTIONS_URL`);
  if (subscriptionsUrls.length > 0 && subscriptionsUrls.length !== urls.length) {
    reader.faults.push(`${prefix}_SUBSCRIPTIONS_URL must have as many addresses as ${prefix}_URL, in the same order`);
  }
  return urls.map((url, index) => ({ url, subscriptionsUrl: subscriptionsUrls[index] }));
}

function findUrls(
  reader: EnvironmentReader,
  { name, url }: SupergraphMember,
  { prefix, own }: Naming,
): readonly string[] {
  const variable = `${prefix}_URL`;
  // The address in the supergraph is a single one, whatever it contains.
  const configured = reader.list(variable, (own ?? []).join(','));
  const given = configured.length > 0 ? configured : [url];
  return given.map((address) => {
    if (hasCredentials(address)) {
      reader.faults.push(`The URL of the subgraph "${name}" must not hold a user or a password; see ${variable}`);
      return '';
    }
    if (isHttpUrl(address)) return own === undefined ? address : new URL('/graphql', address).href;
    reader.faults.push(
      address === url
        ? `The supergraph gives the subgraph "${name}" no http(s) URL, got "${url}"; set ${variable}`
        : `${variable} must be an http(s) URL, got "${address}"`,
    );
    return address;
  });
}
