import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { Admission } from './admission.ts';
import { DEFAULT_MAX_OPERATIONS, DEFAULT_PLAN_CACHE_MB, defaultStreamLimits, type GatewayConfig } from './config.ts';
import { PLANNING_TURNS } from './engine/engine.ts';
import { refusal, toGraphQLErrors } from './errors.ts';
import { FairTurns } from './fair-turns.ts';
import { GraphSuccession } from './graph-succession.ts';
import { createOperationHandler, type OperationHandler } from './handle-operation.ts';
import { defaultDocumentLimits } from './operation/documents/document-limits.ts';
import type { AccessTokenKeys } from './security/access-token-keys.ts';
import { createAuthenticator, type Authenticate } from './security/authenticate.ts';
import { Caller } from './security/caller.ts';
import type { ContextSigningKey } from './security/context-token.ts';
import { EndedSessions, type EndedSessionsSource } from './security/ended-sessions.ts';
import { createOpenAccess } from './security/open-access.ts';
import { OpenStreams } from './security/open-streams.ts';
import { PlatformClock, type ReadTime } from './security/platform-clock.ts';
import type { Principal } from './security/principal.ts';
import type { GraphSource } from './served-graph.ts';
import type { SubgraphClient } from './subgraph-clients/subgraph-client.ts';
import { withAllowedOrigins } from './transports/http/cross-origin.ts';
import { sendJson, type Route } from './transports/exchange.ts';
import { createReadyRoute, liveRoute, type HealthReport } from './transports/health.ts';
import { HttpServer } from './transports/http-server.ts';
import { createEndpointRoute, type EndpointTarget } from './transports/http/endpoints.ts';
import { createHttpRoute } from './transports/http/http.ts';
import { EventStreams } from './transports/sse/sse.ts';
import { createStaticRoute } from './transports/http/static-files.ts';
import type { StreamParts } from './transports/websocket/websocket-protocol.ts';
import { createWebSocketTransport } from './transports/websocket/websocket.ts';

/** How many operations may wait for each that is executed. */
const WAITING_FOR_EACH = 4;

/** What a gateway is made of. */
export interface GatewayOptions extends GraphSource {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  readonly authentication: Authentication;
  /** What this process lives on besides the subgraphs that it asks; nothing by default. */
  readonly ownHealth?: () => Promise<HealthReport>;
  /** How many subscription events may be completed by further fetches at the same time; many by default. */
  readonly eventsAtOnce?: number;
  /** The paths that subgraphs answer besides the graph; none by default. */
  readonly endpoints?: ReadonlyMap<string, EndpointTarget>;
  /** The folder with the built sandbox page; undefined for no page. */
  readonly sandboxDirectory?: string;
  /** What the page learns about demo users; nothing by default. */
  readonly sandboxConfig?: SandboxConfig;
}

/** How callers are authenticated. */
export type Authentication =
  | {
      readonly kind: 'access-tokens';
      readonly accessTokenKeys: AccessTokenKeys;
      readonly endedSessions: EndedSessionsSource;
      /** The platform's time, by which tokens are signed and checked; the clock of the process by default. */
      readonly readTime?: ReadTime;
      readonly signingKey: ContextSigningKey;
    }
  /** Everybody is anonymous and may read the schema; subgraphs learn nothing about the caller. */
  | { readonly kind: 'none' };

/** The users that the page offers to sign in as. Only for demo data. */
export interface SandboxConfig {
  readonly demo: boolean;
  readonly demoUsers: readonly DemoUser[];
  readonly demoPassword: string;
}

interface DemoUser {
  readonly login: string;
  /** The account's name. */
  readonly label: string;
  /** A few words that describe the account. */
  readonly role: string;
  /** What the account states to the vendor with its first order. */
  readonly identity?: { readonly mpnId: string; readonly domain: string };
}

/** An operation from within this process, executed by the same pipeline as any client's. */
export interface GatewayRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The value of the HTTP header: `Bearer <access token>` or `Context <context token>`. */
  readonly authorization?: string;
}

export interface Gateway {
  /** Opens the port. Rejects with a `ConfigError` when the port is in use. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Executes a query or a mutation. Refusals are errors in the result. */
  request(request: GatewayRequest): Promise<ExecutionResult>;
  /** Ends the open streams of all principals that match, with close code 4403: after a sign-out or a change of role. */
  endStreams(matches: (principal: Principal) => boolean): void;
  /**
   * Serves another supergraph from now on. Operations under way end on the old one; its subscriptions get a limited time
   * and then the error SUBSCRIPTION_RESUME. Rejects as `createGateway` does; then the old one remains in service.
   */
  replaceGraph(source: GraphSource): Promise<void>;
  /**
   * Is not ready any more and serves on for the grace; then accepts no new work, ends streams with 1001, waits a limited
   * time for running requests, and closes the clients.
   */
  close(): Promise<void>;
}

/** Creates a gateway that does not listen yet. Throws a `SupergraphError` when the supergraph cannot be served. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { authentication, config, logger } = options;
  const limits = { ...defaultStreamLimits, ...config.streamLimits };
  const planningTurns = new FairTurns(PLANNING_TURNS);
  const documentLimits = { ...defaultDocumentLimits, ...config.documentLimits };
  const planCacheBytes = (config.planCacheMb ?? DEFAULT_PLAN_CACHE_MB) * 1024 * 1024;
  const graphs = await GraphSuccession.start(
    options,
    { documentLimits, planCacheBytes, planningTurns, eventsAtOnce: options.eventsAtOnce },
    logger,
  );
  const clock = new PlatformClock(logger);
  const streams = new OpenStreams(clock.nowMs);
  const own = createOwnCaller(authentication, clock);
  const { authenticate, endedSessions } = createAuthentication(options, () => graphs.current.subgraphs, {
    own,
    streams,
    clock,
  });
  const admission = createAdmission(options);
  const operations = createOperationHandler({
    graph: () => graphs.current,
    authenticate,
    admission,
    schemaIsPublic: config.development || authentication.kind === 'none',
    callersSignIn: authentication.kind === 'access-tokens',
    requestTimeoutMs: config.requestTimeoutMs,
  });
  const parts = { operations, streams, limits, forwardHeaders: config.forwardHeaders ?? [] };
  const clients = (): ReadonlyMap<string, SubgraphClient> => graphs.current.clients;
  const ready = createReadyRoute({
    clients,
    headersFor: (name) => own.headersFor(name),
    isClosing: () => server.isClosing,
    ownHealth: options.ownHealth,
    clock,
  });
  const server: HttpServer = createServer(options, parts, { ready, admission });
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    await server.leave(limits.graceMs);
    endedSessions?.stop();
    clock.stop();
    streams.endWhere(() => true, 'shutdown');
    await server.close(limits.drainMs);
    await graphs.close();
  }

  return {
    async listen() {
      const { port } = await server.listen(config.port, config.host);
      if (authentication.kind !== 'none' && authentication.readTime) await clock.follow(authentication.readTime);
      // Accounts verifies the gateway with a key that this port publishes.
      await endedSessions?.follow();
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      return { url: `http://${host}:${port}/`, port };
    },
    request: async (request) => await answerInProcess(operations, request, logger),
    endStreams: (matches) => streams.endWhere(matches, 'revoked'),
    replaceGraph: async (source) => await graphs.replace(source, limits.reloadDrainMs),
    close: async () => await (closed ??= close()),
  };
}

function createAdmission({ config, logger }: GatewayOptions): Admission {
  const atOnce = config.maxOperations ?? DEFAULT_MAX_OPERATIONS;
  return new Admission({ atOnce, maxWaiting: atOnce * WAITING_FOR_EACH }, (refused) => {
    logger.warn({ refused }, 'operations are refused: more arrive than can be executed');
  });
}

/** The gateway itself, which acts for no caller. */
function createOwnCaller(authentication: Authentication, clock: PlatformClock): Caller {
  return new Caller({
    context: { principal: { kind: 'anonymous' }, clientAddress: '', accessTokenExpiresAt: undefined },
    signingKey: authentication.kind === 'none' ? undefined : authentication.signingKey,
    now: clock.nowMs,
  });
}

interface Authenticating {
  readonly authenticate: Authenticate;
  /** Undefined where there are no sessions. */
  readonly endedSessions?: EndedSessions;
}

function createAuthentication(
  { authentication, logger }: GatewayOptions,
  subgraphs: () => readonly string[],
  { own, streams, clock }: { readonly own: Caller; readonly streams: OpenStreams; readonly clock: PlatformClock },
): Authenticating {
  if (authentication.kind === 'none') return { authenticate: createOpenAccess() };
  const { accessTokenKeys, signingKey, endedSessions: source } = authentication;
  const endedSessions: EndedSessions = new EndedSessions({
    source,
    headers: () => own.headersFor('accounts'),
    logger,
    now: clock.nowMs,
    onUpdate: () => streams.endWhere((principal) => endedSessions.holds(principal), 'revoked'),
  });
  const authenticate = createAuthenticator({
    keys: accessTokenKeys,
    signingKey,
    subgraphs,
    endedSessions,
    now: clock.nowMs,
  });
  return { authenticate, endedSessions };
}

interface ServedBesides {
  readonly ready: Route;
  readonly admission: Admission;
}

function createServer(options: GatewayOptions, parts: StreamParts, { ready, admission }: ServedBesides): HttpServer {
  const { authentication, config, logger, sandboxDirectory } = options;
  const allowedOrigins = new Set(config.allowedOrigins);
  const sandboxConfig = { demo: false, ...options.sandboxConfig, signIn: authentication.kind !== 'none' };
  const eventStreams = new EventStreams(parts);
  const routes = new Map<string, Route>([
    ['/graphql', withAllowedOrigins(createHttpRoute(parts, eventStreams), allowedOrigins)],
    ['/graphql/stream', withAllowedOrigins(eventStreams.route, allowedOrigins)],
    ['/health/live', liveRoute],
    ['/health/ready', ready],
    ['/sandbox/config.json', ({ response }) => sendJson(response, 200, sandboxConfig)],
  ]);
  if (authentication.kind === 'access-tokens') {
    const { accessTokenKeys, signingKey } = authentication;
    routes.set('/.well-known/jwks.json', async ({ response }) => sendJson(response, 200, await accessTokenKeys.jwks()));
    routes.set('/.well-known/gateway-jwks.json', ({ response }) => sendJson(response, 200, signingKey.publicJwks));
  }
  const { authenticate } = parts.operations;
  const endpoints = { authenticate, admission, allowedOrigins, timeoutMs: config.requestTimeoutMs };
  for (const [path, target] of options.endpoints ?? []) routes.set(path, createEndpointRoute(target, endpoints));
  return new HttpServer({
    routes,
    fallback: createStaticRoute(sandboxDirectory),
    sockets: createWebSocketTransport(parts),
    socketPath: '/graphql',
    allowedOrigins,
    trustedProxies: config.trustedProxies ?? 0,
    forwardHeaders: parts.forwardHeaders,
    stallMs: parts.limits.stallMs,
    logger,
  });
}

async function answerInProcess(
  operations: OperationHandler,
  request: GatewayRequest,
  logger: Logger,
): Promise<ExecutionResult> {
  try {
    const caller = await operations.authenticate(request.authorization, '');
    const prepared = await operations.prepare(request, { caller, logger });
    if (prepared.kind !== 'subscription') return await prepared.execute();
    throw refusal('BAD_USER_INPUT', 'Subscriptions cannot be executed from within the process.');
  } catch (error) {
    return { errors: toGraphQLErrors(error, logger) };
  }
}
