import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { FairTurns, TooManyWaiting } from '../fair-turns.ts';
import type { Turn, Work } from '../fair-turns.ts';
import { coerceVariables } from './coerce-variables.ts';
import type { ConditionalOperation, ExecutableOperation } from './compile/compile-operation.ts';
import type { Variables } from './compile/data.ts';
import { explainPlan } from './compile/explain-plan.ts';
import type {
  CompiledOperation,
  Engine,
  EngineOptions,
  IncrementalResult,
  OperationContext,
  PlanChoice,
  PlannedOperation,
  PlanVariant,
  QueryPlanStep,
  ValidatedOperation,
} from './engine-interface.ts';
import { executeIncrementally } from './execute/deferred/execute-incrementally.ts';
import { executeOperation, internalError } from './execute/execute-operation.ts';
import { InFlightQueries } from './execute/in-flight.ts';
import type { EngineResources } from './execute/operation-run.ts';
import { subscribeOperation } from './execute/subscribe-operation.ts';
import { PlanCache } from './plan-cache.ts';
import type { Planned, Prepared } from './plan-cache.ts';
import { OperationCompiler } from './operation-compiler.ts';
import type { Variant } from './operation-compiler.ts';
import { conditionVariables, usesDefer } from './plan/selections/condition-variables.ts';
import { OperationRefused } from './plan/selections/inline-fragments.ts';
import { PlanBudgetExceeded } from './plan/planning-budget.ts';
import type { ActiveOverrides } from './plan/planner.ts';
import { reparseOperation } from './plan/selections/reparse-operation.ts';

const DEFAULT_PLAN_BUDGET_MS = 2_000;
const DEFAULT_PLAN_CACHE_BYTES = 64 * 1024 * 1024;
const TIMEOUT_KEPT_MS = 60_000;
/** One slice of planning at a time, in one round of the event loop, for all operations of a process together. */
export const PLANNING_TURNS = { atOnce: 1, maxWaitingPerCaller: 100, maxWaiting: 300, maxWaitMs: 30_000 };
const DEFAULT_EVENTS_AT_ONCE = 64;
/** Of every stream one event may wait, and streams are bounded elsewhere. */
const EVENT_TURNS = { maxWaitingPerCaller: Infinity, maxWaiting: Infinity, maxWaitMs: Infinity, maxTurnMs: 1_000 };
/** Who prepares before anybody asks. */
const NOBODY = '';

/** Plans, compiles and runs the operations of one supergraph. */
export class FederationEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #compiler: OperationCompiler;
  readonly #resources: EngineResources;
  readonly #turns: FairTurns;
  readonly #compiled: PlanCache;
  /** As many as may wait for a turn. */
  readonly #compiling = new Map<string, Work<Planned>>();

  constructor(options: EngineOptions) {
    const { supergraph, clients } = options;
    for (const { name } of supergraph.subgraphs) {
      if (!clients.has(name)) throw new Error(`The subgraph "${name}" of the supergraph has no client`);
    }
    this.#options = options;
    this.#compiler = new OperationCompiler({
      supergraph,
      budgetMs: options.planBudgetMs ?? DEFAULT_PLAN_BUDGET_MS,
      overrideLabels: options.overrideLabels ?? new Set(),
      drawPercentage: options.drawPercentage ?? (() => Math.random() * 100),
    });
    const { relations } = this.#compiler;
    const eventTurns = new FairTurns({ ...EVENT_TURNS, atOnce: options.eventsAtOnce ?? DEFAULT_EVENTS_AT_ONCE });
    this.#resources = { clients, inFlight: new InFlightQueries(), relations, eventTurns, headerTexts: new WeakMap() };
    this.#turns = options.planningTurns ?? new FairTurns(PLANNING_TURNS);
    this.#compiled = new PlanCache(options.planCacheBytes ?? DEFAULT_PLAN_CACHE_BYTES);
  }

  async prepare(operation: ValidatedOperation, caller = NOBODY): Promise<CompiledOperation> {
    const overrides = this.#compiler.activeOverrides();
    const key = cacheKey(operation, overrides);
    const known = this.#compiled.get(key);
    if (known) return known;
    const definition = operation.operation;
    const conditions = conditionVariables(operation.document, definition);
    const defers = usesDefer(operation.document);
    if (conditions.length === 0 && !defers) {
      return await this.#planOnce(key, operation, { overrides, conditions: {}, incremental: false, caller });
    }
    const { source, operationName } = operation;
    const prepared = {
      status: 'conditional',
      kind: definition.operation,
      variableDefinitions: definition.variableDefinitions ?? [],
      operation: { source, operationName },
      conditions,
      defers,
      overrides,
      key,
    } as const;
    this.#compiled.set(key, prepared);
    return prepared;
  }

  async planAhead(operation: ValidatedOperation, { conditions, incremental }: PlanVariant): Promise<void> {
    const prepared = (await this.prepare(operation)) as Prepared;
    if (prepared.status !== 'conditional') return;
    await this.#variant(prepared, { variables: conditions, incremental, caller: NOBODY });
  }

  recentlyUsed(max: number): readonly PlannedOperation[] {
    return this.#compiled.recentlyUsed(max);
  }

  async execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult> {
    if (compiled.kind === 'subscription') return refusal('A subscription needs a stream.', 'BAD_REQUEST');
    try {
      const ready = await this.#ready(compiled as Prepared, context, false);
      if ('errors' in ready) return ready;
      return await executeOperation(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return failed(error);
    }
  }

  async executeIncrementally(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<IncrementalResult> | ExecutionResult> {
    const prepared = compiled as Prepared;
    if (prepared.status !== 'conditional' || !prepared.defers) return await this.execute(compiled, context);
    try {
      const ready = await this.#ready(prepared, context, true);
      if ('errors' in ready) return ready;
      return await executeIncrementally(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return failed(error);
    }
  }

  async subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    if (compiled.kind !== 'subscription') return await this.execute(compiled, context);
    try {
      const ready = await this.#ready(compiled as Prepared, context, false);
      if ('errors' in ready) return ready;
      return subscribeOperation(ready.operation, context, ready.variables, this.#resources);
    } catch (error) {
      return failed(error);
    }
  }

  explain(compiled: CompiledOperation, choice: PlanChoice = {}): QueryPlanStep | undefined {
    const prepared = compiled as Prepared;
    const { variables = {}, incremental = false } = choice;
    const operation =
      prepared.status === 'conditional'
        ? this.#compiled.get(variantKey(prepared, { variables, incremental }))
        : prepared;
    return operation?.status === 'executable' ? explainPlan(operation) : undefined;
  }

  async close(): Promise<void> {
    const clients = [...this.#options.clients.values()];
    await Promise.all(clients.map((client) => client.close()));
  }

  /** Coerces the request's variables and, where conditions depend on them, finds the plan for their values. */
  async #ready(prepared: Prepared, context: OperationContext, incremental: boolean): Promise<Ready | RequestErrors> {
    if (prepared.status === 'refused') return refusal(prepared.message, prepared.code);
    const { apiSchema } = this.#options.supergraph;
    const variables = coerceVariables(prepared.variableDefinitions, context.variables ?? {}, apiSchema);
    if ('errors' in variables) return variables;
    if (prepared.status === 'executable') return { operation: prepared, variables: variables.coerced };
    const operation = await this.#variant(prepared, {
      variables: variables.coerced,
      incremental,
      caller: context.caller ?? NOBODY,
    });
    if (operation.status === 'refused') return refusal(operation.message, operation.code);
    return { operation, variables: variables.coerced };
  }

  async #variant(prepared: ConditionalOperation, choice: VariantChoice): Promise<Planned> {
    const key = variantKey(prepared, choice);
    const known = this.#compiled.get(key);
    if (known && known.status !== 'conditional') return known;
    const { variables, incremental, caller } = choice;
    const conditions = Object.fromEntries(prepared.conditions.map((name) => [name, variables[name] === true]));
    const variant = { overrides: prepared.overrides, conditions, incremental, caller };
    return await this.#planOnce(key, reparseOperation(prepared.operation), variant);
  }

  /** @throws {TooManyWaiting} when too much of the caller, or of all, waits to be planned */
  async #planOnce(key: string, operation: ValidatedOperation, variant: WantedVariant): Promise<Planned> {
    const open = this.#compiling.get(key);
    if (open) {
      open.join(variant.caller);
      return await open.result;
    }
    const work = this.#turns.start(variant.caller, async (turn) => await this.#compile(operation, variant, turn));
    this.#compiling.set(key, work);
    try {
      const planned = await work.result;
      // What took too long may have been a busy moment; it would hold up others if it were tried again each time.
      const isLate = planned.status === 'refused' && planned.code === 'TIMEOUT';
      this.#compiled.set(key, planned, isLate ? TIMEOUT_KEPT_MS : undefined);
      return planned;
    } finally {
      this.#compiling.delete(key);
    }
  }

  /** Never rejects: what cannot be planned is an operation that answers with the reason. */
  async #compile(operation: ValidatedOperation, variant: Variant, turn: Turn): Promise<Planned> {
    try {
      return await this.#compiler.compile(operation, variant, turn);
    } catch (error) {
      const kind = operation.operation.operation;
      if (error instanceof OperationRefused) {
        return { status: 'refused', kind, message: error.message, code: 'BAD_USER_INPUT' };
      }
      if (error instanceof PlanBudgetExceeded) {
        return { status: 'refused', kind, message: 'Planning the operation took too long.', code: 'TIMEOUT' };
      }
      return { status: 'refused', kind, message: 'The operation cannot be planned.', code: 'INTERNAL_SERVER_ERROR' };
    }
  }
}

/** The source alone in most cases, as joining texts costs more than finding the operation. */
function cacheKey({ source, operationName }: ValidatedOperation, overrides: ActiveOverrides): string {
  if (operationName === undefined && overrides.key === '') return source;
  return `\0${operationName ?? ''}\0${overrides.key}\0${source}`;
}

function variantKey({ conditions, key }: ConditionalOperation, choice: Omit<VariantChoice, 'caller'>): string {
  const { variables, incremental } = choice;
  const values = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
  return `\0${values}${incremental ? 'd' : ''}\0${key}`;
}

interface VariantChoice {
  readonly variables: Variables;
  readonly incremental: boolean;
  /** In whose time it is planned. */
  readonly caller: string;
}

type WantedVariant = Variant & { readonly caller: string };

type Ready = { readonly operation: ExecutableOperation; readonly variables: Variables };
type RequestErrors = { readonly errors: readonly GraphQLError[] };

function refusal(message: string, code: string): RequestErrors {
  return { errors: [new GraphQLError(message, { extensions: { code } })] };
}

function failed(error: unknown): RequestErrors {
  if (error instanceof TooManyWaiting) return refusal(error.message, 'RATE_LIMITED');
  return { errors: [internalError(error)] };
}
