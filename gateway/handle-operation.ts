import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Admission, Place } from './admission.ts';
import type {
  CompiledOperation,
  IncrementalResult,
  OperationContext,
  OperationKind,
  ValidatedOperation,
} from './engine/engine.ts';
import { maskErrors, maskIncrementalErrors, toGraphQLErrors } from './errors.ts';
import { checkVariables } from './operation/inputs/check-variables.ts';
import { refuseClosedFields } from './operation/requests/open-fields.ts';
import { ResultStream } from './operation/requests/result-stream.ts';
import { runWithin } from './operation/requests/run-within.ts';
import { operationsOf, selectOperation } from './operation/requests/select-operation.ts';
import type { Authenticate } from './security/authenticate.ts';
import type { Caller } from './security/caller.ts';
import type { GraphView, ServedGraph } from './served-graph.ts';

/** Created once, because an abort without a reason creates an exception with a stack each time. */
const STREAM_OVER = new Error('The stream is over');

/** The parameters of a GraphQL request, with their types checked by the transport. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** What belongs to the request that an operation came with. */
export interface RequestScope {
  readonly caller: Caller;
  readonly logger: Logger;
  /** Passed on with mutations only: unlike queries, they are never shared among requests. */
  readonly traceHeaders?: Readonly<Record<string, string>>;
  /** The client's headers that the configuration passes on. Only requests for which they are equal are shared. */
  readonly forwardedHeaders?: Readonly<Record<string, string>>;
  /** Adds the plan to the result of a query or mutation, if everybody may read the schema. */
  readonly wantsQueryPlan?: boolean;
  /** Aborted when nobody waits for the operation any more; it then leaves the line without being executed. */
  readonly abandoned?: AbortSignal;
}

interface Parts {
  /** The graph for new operations. Operations under way stay with their graph. */
  readonly graph: () => ServedGraph;
  readonly authenticate: Authenticate;
  /** Queries and mutations are executed when they are admitted. */
  readonly admission: Admission;
  /** Everybody may read the schema, not only signed-in callers. */
  readonly schemaIsPublic: boolean;
  /**
   * Callers can sign in. Those who have not may select only the fields that the graph declares open, if it declares
   * any.
   */
  readonly callersSignIn: boolean;
  readonly requestTimeoutMs: number;
}

/** The one path that all operations take, whatever transport they came by. */
export interface OperationHandler {
  /** Authenticates a caller. Throws UNAUTHENTICATED, or an error that says that the tokens' issuer is unavailable. */
  readonly authenticate: Authenticate;
  /**
   * Waits for a place, parses, validates, applies the limits, plans and compiles. Throws a `GatewayError` that says what
   * is wrong. Whoever wants the operation executed starts that in the same round of the event loop.
   */
  prepare(request: OperationRequest, scope: RequestScope): Promise<PreparedOperation>;
}

/** Creates the pipeline that all transports share. */
export function createOperationHandler(parts: Parts): OperationHandler {
  return {
    authenticate: parts.authenticate,
    async prepare(request, scope) {
      const place = await admit(parts, scope, seemingKind(request.query));
      try {
        return new PreparedOperation({ ...(await prepareAdmitted(parts, request, scope)), place });
      } finally {
        place?.leaveUnlessTaken();
      }
    },
  };
}

/** What a document is by its first word. One that begins with a fragment or a comment counts as a query. */
function seemingKind(query: string): OperationKind {
  const [, kind] = /^\s*(mutation|subscription)\b/.exec(query) ?? [];
  return kind === 'mutation' || kind === 'subscription' ? kind : 'query';
}

/**
 * Waits for a place for an operation. Subscriptions need none, as thousands of them may be open. Neither do the questions
 * of a subgraph, because they are part of an operation that has its place.
 */
async function admit(
  { admission, callersSignIn }: Parts,
  { caller, abandoned }: RequestScope,
  kind: OperationKind,
): Promise<Place | undefined> {
  if (kind === 'subscription' || caller.isSubgraph) return undefined;
  if (callersSignIn && !caller.isSignedIn) return await admission.enter('stranger', abandoned);
  return await admission.enter(kind === 'mutation' && caller.isSignedIn ? 'mutation' : 'other', abandoned);
}

async function prepareAdmitted(
  parts: Parts,
  request: OperationRequest,
  scope: RequestScope,
): Promise<Omit<Preparation, 'place'>> {
  const mayIntrospect = parts.schemaIsPublic || scope.caller.isSignedIn;
  const graph = parts.graph();
  const view = scope.caller.isSubgraph ? graph.forSubgraphs : graph.forClients;
  const { query } = request;
  const select = (document: DocumentNode): ValidatedOperation =>
    selectOperation(document, query, request.operationName ?? undefined);
  const { openFields } = graph;
  const isStranger = parts.callersSignIn && !scope.caller.isSignedIn && openFields !== undefined;
  const refuse = isStranger
    ? (document: DocumentNode): void => {
        const { operation } = select(document);
        // Where the schema is not public, the errors of the other operations would reveal it.
        const operations = mayIntrospect ? [operation] : operationsOf(document);
        for (const one of operations) refuseClosedFields({ document, operation: one }, view.schema, openFields);
      }
    : undefined;
  const reader = { mayIntrospect, refuse };
  const { sharesTurnsAs } = scope.caller;
  const document = view.documents.find(query, reader) ?? (await view.reader.read(query, reader, sharesTurnsAs));
  const operation = select(document);
  const variables = request.variables ?? undefined;
  checkVariables(variables);
  view.documents.checkVariables(operation.operation, variables);
  const compiled = await graph.use(() => view.engine.prepare(operation, sharesTurnsAs));
  return { parts, graph, view, scope, operation, compiled, variables };
}

interface Preparation {
  readonly parts: Parts;
  readonly graph: ServedGraph;
  readonly view: GraphView;
  readonly scope: RequestScope;
  readonly operation: ValidatedOperation;
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Undefined where none was needed for the kind that the document seemed to be. */
  readonly place: Place | undefined;
}

/** A valid, limited and planned operation of one caller, ready to be executed. */
export class PreparedOperation {
  readonly #preparation: Preparation;

  constructor(preparation: Preparation) {
    this.#preparation = preparation;
  }

  get kind(): OperationKind {
    return this.#preparation.compiled.kind;
  }

  get schema(): GraphQLSchema {
    return this.#preparation.view.schema;
  }

  get document(): DocumentNode {
    return this.#preparation.operation.document;
  }

  /** The operation's name in the document, for the log. */
  get name(): string | undefined {
    return this.#preparation.operation.operation.name?.value;
  }

  /**
   * Executes a query or a mutation. Failures are errors in the result.
   *
   * @param abandoned aborted when nobody waits for the result. A mutation continues, because executing only a part of
   * it is worse.
   */
  async execute(abandoned?: AbortSignal): Promise<ExecutionResult> {
    const { parts, graph, view, compiled } = this.#preparation;
    const cancelled = this.kind === 'mutation' ? undefined : abandoned;
    let leave = (): void => {};
    try {
      leave = await this.#takePlace();
      const run = (signal: AbortSignal): Promise<ExecutionResult> =>
        graph.use(() => view.engine.execute(compiled, this.#context(signal)));
      return this.#withPlan(this.#masked(await runWithin(parts.requestTimeoutMs, run, cancelled)), false);
    } catch (error) {
      return this.#failed(error);
    } finally {
      leave();
    }
  }

  /**
   * Executes a query or a mutation and delivers what `@defer` marks later: a stream of results, or one result when
   * nothing is deferred. All results together have the time of one request.
   *
   * @param abandoned as for `execute`
   */
  async executeIncrementally(abandoned?: AbortSignal): Promise<ResultStream | ExecutionResult> {
    const { parts, graph, view, compiled } = this.#preparation;
    if (compiled.defers !== true) return await this.execute(abandoned);
    const ended = new AbortController();
    const signals = [ended.signal, AbortSignal.timeout(parts.requestTimeoutMs)];
    if (this.kind !== 'mutation' && abandoned) signals.push(abandoned);
    const context = this.#context(AbortSignal.any(signals));
    let leave = (): void => {};
    try {
      leave = await this.#takePlace();
      const start = (): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> =>
        graph.use(() => view.engine.executeIncrementally(compiled, context));
      const source = await runWithin(parts.requestTimeoutMs, start);
      const toResult = (result: ExecutionResult): ExecutionResult => this.#withPlan(this.#masked(result), true);
      if (!(Symbol.asyncIterator in source)) return toResult(source);
      // All results belong to one request, and a replaced graph stays open until the request ends.
      const over = Promise.withResolvers<void>();
      void graph.use(async () => await over.promise);
      const onEnd = (): void => {
        ended.abort(STREAM_OVER);
        over.resolve();
      };
      return new ResultStream({ source, toResult, onEnd, failed: (error) => this.#failed(error) });
    } catch (error) {
      return this.#failed(error);
    } finally {
      leave();
    }
  }

  /** Starts a subscription: a stream of results, or one result that says why it could not start. */
  async subscribe(): Promise<ResultStream | ExecutionResult> {
    const { parts, graph, view, compiled } = this.#preparation;
    const controller = new AbortController();
    try {
      const start = (): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> =>
        graph.use(() => view.engine.subscribe(compiled, this.#context(controller.signal)));
      const source = await runWithin(parts.requestTimeoutMs, start);
      if (!(Symbol.asyncIterator in source)) return this.#masked(source);
      const stream: ResultStream = new ResultStream({
        source,
        toResult: (event) => this.#masked(event),
        onEnd: () => {
          controller.abort(STREAM_OVER);
          graph.removeStream(stream);
        },
        failed: (error) => this.#failed(error),
      });
      graph.addStream(stream);
      return stream;
    } catch (error) {
      controller.abort();
      return this.#failed(error);
    }
  }

  /** Takes the place of the preparation. An operation that seemed to be a subscription has to wait for one now. */
  async #takePlace(): Promise<() => void> {
    const { parts, scope, place } = this.#preparation;
    const held = place ?? (await admit(parts, scope, this.kind));
    return held?.take() ?? ((): void => {});
  }

  #context(signal: AbortSignal): OperationContext {
    const { scope, variables } = this.#preparation;
    const { caller, forwardedHeaders } = scope;
    const traceHeaders = this.kind === 'mutation' ? scope.traceHeaders : undefined;
    // The caller's own headers object is passed where possible, because the engine keeps its serialized text.
    if (traceHeaders === undefined && isEmpty(forwardedHeaders)) {
      const headersOf = (subgraph: string): Readonly<Record<string, string>> => caller.headersFor(subgraph);
      return { variables, signal, caller: caller.sharesTurnsAs, headersFor: headersOf };
    }
    const headersFor = (subgraph: string): Readonly<Record<string, string>> => {
      return { ...forwardedHeaders, ...traceHeaders, ...caller.headersFor(subgraph) };
    };
    return { variables, signal, caller: caller.sharesTurnsAs, headersFor };
  }

  /** Adds the plan to a result with data; of several results only the first one has data. */
  #withPlan(result: ExecutionResult, incremental: boolean): ExecutionResult {
    const { parts, scope, view, compiled, variables } = this.#preparation;
    if (scope.wantsQueryPlan !== true || !parts.schemaIsPublic || !('data' in result)) return result;
    const queryPlan = view.engine.explain(compiled, { variables, incremental }) ?? null;
    return { ...result, extensions: { ...result.extensions, queryPlan } };
  }

  #masked(result: ExecutionResult | IncrementalResult): ExecutionResult {
    const { logger } = this.#preparation.scope;
    const masked = 'hasNext' in result ? maskIncrementalErrors(result, logger) : result;
    return masked.errors === undefined ? masked : { ...masked, errors: maskErrors(masked.errors, logger) };
  }

  #failed(error: unknown): ExecutionResult {
    return { errors: toGraphQLErrors(error, this.#preparation.scope.logger) };
  }
}

function isEmpty(headers: Readonly<Record<string, string>> | undefined): boolean {
  for (const _name in headers) return false;
  return true;
}
