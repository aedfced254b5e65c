import type { ExecutionResult } from 'graphql';
import { FairTurns, TooManyWaiting } from '../fair-turns.ts';
import type { SubgraphClient } from '../subgraph-clients/subgraph-client.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { explainPlan } from './compile/explain-plan.ts';
import { executeIncrementally } from './execute/deferred/execute-incrementally.ts';
import { executeOperation, internalError } from './execute/execute-operation.ts';
import { InFlightQueries } from './execute/in-flight.ts';
import type { EngineResources } from './execute/operation-run.ts';
import { subscribeOperation } from './execute/subscribe-operation.ts';
import type { IncrementalResult } from './incremental-result.ts';
import { OperationCompiler } from './operation-compiler.ts';
import { OperationPreparer } from './operation-preparer.ts';
import type {
  CompiledOperation,
  OperationContext,
  PlanChoice,
  PlannedOperation,
  PlanVariant,
  ValidatedOperation,
} from './operation-types.ts';
import type { Prepared } from './plan-cache.ts';
import type { QueryPlanStep } from './query-plan.ts';
import { requestError } from './request-error.ts';
import type { RequestErrors } from './request-error.ts';

export type { IncrementalData, IncrementalResult, PendingResult } from './incremental-result.ts';
export type {
  CompiledOperation,
  Conditions,
  OperationContext,
  OperationKind,
  PlanChoice,
  PlannedOperation,
  ValidatedOperation,
} from './operation-types.ts';
export type { QueryPlanStep } from './query-plan.ts';

/**
 * Executes the operations of one supergraph. A caller prepares a validated operation once and executes it with each
 * request; see the README of this folder for what happens in between.
 */
export interface Engine {
  /**
   * Plans and compiles an operation, once per document and operation name. Later calls answer from the plan cache.
   *
   * @param caller who pays with a share of planning time; planning takes turns among callers
   * @throws {TooManyWaiting} when too many new operations of this caller, or of all callers, wait to be planned
   */
  prepare(operation: ValidatedOperation, caller?: string): Promise<CompiledOperation>;
  /** Plans and compiles one variant of an operation before a request needs it. */
  planAhead(operation: ValidatedOperation, variant: PlanVariant): Promise<void>;
  /** Lists the operations whose plans are in the cache, the most recently used first. */
  recentlyUsed(max: number): readonly PlannedOperation[];
  /**
   * Executes a query or a mutation. It never throws because of a request or a subgraph: the result holds those errors.
   */
  execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult>;
  /**
   * Executes a query or a mutation and delivers what `@defer` marks later. It never throws because of a request or a
   * subgraph.
   *
   * @returns the stream of results, whose first one has the data that is not deferred, or one result when nothing is
   */
  executeIncrementally(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<IncrementalResult> | ExecutionResult>;
  /** Starts a subscription: answers a stream of results, or one result when the stream could not start. */
  subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  /**
   * Describes the plan of an operation that was executed.
   *
   * @returns undefined when the operation asks no subgraph, or cannot be executed
   */
  explain(compiled: CompiledOperation, choice?: PlanChoice): QueryPlanStep | undefined;
  /** Closes the clients of all subgraphs. */
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly supergraph: Supergraph;
  /** The client of every subgraph of the supergraph, by the subgraph's name. */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  /** How long planning one operation may take, in milliseconds. */
  readonly planBudgetMs?: number;
  /** How many bytes of the heap the plan cache may take. */
  readonly planCacheBytes?: number;
  /** The turns that planning takes; pass them to share the time with other work. */
  readonly planningTurns?: FairTurns;
  /** How many subscription events may be completed by further fetches at the same time. */
  readonly eventsAtOnce?: number;
  /** The labels of progressive overrides that are in force. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for progressive overrides by percentage. */
  readonly drawPercentage?: () => number;
}

const DEFAULT_PLAN_BUDGET_MS = 2_000;
const DEFAULT_PLAN_CACHE_BYTES = 64 * 1024 * 1024;
/** One slice of planning at a time per round of the event loop, for all operations of a process together. */
export const PLANNING_TURNS = { atOnce: 1, maxWaitingPerCaller: 100, maxWaiting: 300, maxWaitMs: 30_000 };
const DEFAULT_EVENTS_AT_ONCE = 64;
/** A stream never has more than one event waiting, and the number of streams is limited elsewhere. */
const EVENT_TURNS = { maxWaitingPerCaller: Infinity, maxWaiting: Infinity, maxWaitMs: Infinity, maxTurnMs: 1_000 };

/**
 * Creates the engine of one supergraph.
 *
 * @throws {Error} when a subgraph has no client
 */
export function createEngine(options: EngineOptions): Engine {
  return new FederationEngine(options);
}

class FederationEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #preparer: OperationPreparer;
  readonly #resources: EngineResources;

  constructor(options: EngineOptions) {
    const { supergraph, clients } = options;
    for (const { name } of supergraph.subgraphs) {
      if (!clients.has(name)) throw new Error(`The subgraph "${name}" of the supergraph has no client`);
    }
    this.#options = options;
    const compiler = new OperationCompiler({
      supergraph,
      budgetMs: options.planBudgetMs ?? DEFAULT_PLAN_BUDGET_MS,
      overrideLabels: options.overrideLabels ?? new Set(),
      drawPercentage: options.drawPercentage ?? (() => Math.random() * 100),
    });
    this.#preparer = new OperationPreparer({
      compiler,
      apiSchema: supergraph.apiSchema,
      turns: options.planningTurns ?? new FairTurns(PLANNING_TURNS),
      cacheBytes: options.planCacheBytes ?? DEFAULT_PLAN_CACHE_BYTES,
    });
    const { relations } = compiler;
    const eventTurns = new FairTurns({ ...EVENT_TURNS, atOnce: options.eventsAtOnce ?? DEFAULT_EVENTS_AT_ONCE });
    this.#resources = { clients, inFlight: new InFlightQueries(), relations, eventTurns, headerTexts: new WeakMap() };
  }

  prepare(operation: ValidatedOperation, caller?: string): Promise<CompiledOperation> {
    return this.#preparer.prepare(operation, caller);
  }

  async planAhead(operation: ValidatedOperation, variant: PlanVariant): Promise<void> {
    await this.#preparer.planAhead(operation, variant);
  }

  recentlyUsed(max: number): readonly PlannedOperation[] {
    return this.#preparer.recentlyUsed(max);
  }

  async execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult> {
    if (compiled.kind === 'subscription')
      return requestError('A subscription needs a transport that streams results.', 'BAD_REQUEST');
    try {
      const ready = await this.#preparer.ready(compiled as Prepared, context, false);
      if ('errors' in ready) return ready;
      return await executeOperation(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return toRequestErrors(error);
    }
  }

  async executeIncrementally(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<IncrementalResult> | ExecutionResult> {
    const prepared = compiled as Prepared;
    if (prepared.status !== 'conditional' || !prepared.defers) return await this.execute(compiled, context);
    try {
      const ready = await this.#preparer.ready(prepared, context, true);
      if ('errors' in ready) return ready;
      return await executeIncrementally(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return toRequestErrors(error);
    }
  }

  async subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    if (compiled.kind !== 'subscription') return await this.execute(compiled, context);
    try {
      const ready = await this.#preparer.ready(compiled as Prepared, context, false);
      if ('errors' in ready) return ready;
      return subscribeOperation(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return toRequestErrors(error);
    }
  }

  explain(compiled: CompiledOperation, choice: PlanChoice = {}): QueryPlanStep | undefined {
    const operation = this.#preparer.find(compiled as Prepared, choice);
    return operation?.status === 'executable' ? explainPlan(operation) : undefined;
  }

  async close(): Promise<void> {
    const clients = [...this.#options.clients.values()];
    await Promise.all(clients.map((client) => client.close()));
  }
}

function toRequestErrors(error: unknown): RequestErrors {
  if (error instanceof TooManyWaiting) return requestError(error.message, 'RATE_LIMITED');
  return { errors: [internalError(error)] };
}
