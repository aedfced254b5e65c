import { setImmediate as nextTurn } from 'node:timers/promises';
import { getVariableValues, GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ConditionalOperation, ExecutableOperation, RefusedOperation } from './compile/compile-operation.ts';
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
import { executeIncrementally } from './execute/execute-incrementally.ts';
import { executeOperation, internalError } from './execute/execute-operation.ts';
import { InFlightQueries } from './execute/in-flight.ts';
import type { EngineParts } from './execute/run.ts';
import { subscribeOperation } from './execute/subscribe-operation.ts';
import { OperationCompiler } from './operation-compiler.ts';
import type { Variant } from './operation-compiler.ts';
import { conditionVariables, defersParts } from './plan/condition-variables.ts';
import { OperationRefused } from './plan/inline-fragments.ts';
import { PlanBudgetExceeded } from './plan/planning-time.ts';
import type { ActiveOverrides } from './plan/planner.ts';

const DEFAULT_PLAN_BUDGET_MS = 2_000;
const DEFAULT_PLAN_CACHE_SIZE = 2_000;
const TIMEOUT_KEPT_MS = 60_000;

type Planned = ExecutableOperation | RefusedOperation;
type Prepared = Planned | ConditionalOperation;

/** Plans, compiles and runs the operations of one supergraph. */
export class FederationEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #compiler: OperationCompiler;
  readonly #parts: EngineParts;
  readonly #compiled: LRUCache<string, Prepared>;
  readonly #compiling = new Map<string, Promise<Planned>>();

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
    this.#parts = { clients, inFlight: new InFlightQueries(), relations, headerTexts: new WeakMap() };
    this.#compiled = new LRUCache({ max: options.planCacheSize ?? DEFAULT_PLAN_CACHE_SIZE });
  }

  async prepare(operation: ValidatedOperation): Promise<CompiledOperation> {
    const overrides = this.#compiler.activeOverrides();
    const key = cacheKey(operation, overrides);
    const known = this.#compiled.get(key);
    if (known) return known;
    const definition = operation.operation;
    const conditions = conditionVariables(operation.document, definition);
    const defers = defersParts(operation.document);
    if (conditions.length === 0 && !defers) {
      return await this.#planOnce(key, operation, { overrides, conditions: {}, incremental: false });
    }
    const kind = definition.operation;
    const prepared = {
      status: 'conditional',
      kind,
      definition,
      operation,
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
    if (prepared.status === 'conditional') await this.#variant(prepared, { variables: conditions, incremental });
  }

  recentlyUsed(max: number): readonly PlannedOperation[] {
    const recent: PlannedOperation[] = [];
    for (const kept of this.#compiled.values()) {
      if (recent.length >= max) break;
      if (kept.status === 'executable') recent.push(kept.plannedFor);
    }
    return recent;
  }

  async execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult> {
    if (compiled.kind === 'subscription') return refusal('A subscription needs a stream.', 'BAD_REQUEST');
    try {
      const ready = await this.#ready(compiled as Prepared, context, false);
      if ('errors' in ready) return ready;
      return await executeOperation(ready.operation, context, ready.variables, this.#parts);
    } catch (error) {
      return { errors: [internalError(error)] };
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
      return await executeIncrementally(ready.operation, context, ready.variables, this.#parts);
    } catch (error) {
      return { errors: [internalError(error)] };
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
      return subscribeOperation(ready.operation, context, ready.variables, this.#parts);
    } catch (error) {
      return { errors: [internalError(error)] };
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
    const variables = coerceVariables(prepared.definition, context, this.#options.supergraph.apiSchema);
    if ('errors' in variables) return variables;
    if (prepared.status === 'executable') return { operation: prepared, variables: variables.coerced };
    const operation = await this.#variant(prepared, { variables: variables.coerced, incremental });
    if (operation.status === 'refused') return refusal(operation.message, operation.code);
    return { operation, variables: variables.coerced };
  }

  async #variant(prepared: ConditionalOperation, choice: VariantChoice): Promise<Planned> {
    const key = variantKey(prepared, choice);
    const known = this.#compiled.get(key);
    if (known && known.status !== 'conditional') return known;
    const { variables, incremental } = choice;
    const conditions = Object.fromEntries(prepared.conditions.map((name) => [name, variables[name] === true]));
    return await this.#planOnce(key, prepared.operation, { overrides: prepared.overrides, conditions, incremental });
  }

  async #planOnce(key: string, operation: ValidatedOperation, variant: Variant): Promise<Planned> {
    const open = this.#compiling.get(key);
    if (open) return await open;
    const planning = this.#compile(operation, variant).then((planned) => {
      // What took too long may have been a busy moment; it would hold up others if it were tried again each time.
      const isLate = planned.status === 'refused' && planned.code === 'TIMEOUT';
      this.#compiled.set(key, planned, isLate ? { ttl: TIMEOUT_KEPT_MS } : {});
      return planned;
    });
    this.#compiling.set(key, planning);
    try {
      return await planning;
    } finally {
      this.#compiling.delete(key);
    }
  }

  /** Never rejects: what cannot be planned is an operation that answers with the reason. */
  async #compile(operation: ValidatedOperation, variant: Variant): Promise<Planned> {
    try {
      // Validation has held the event loop already; others come in between.
      await nextTurn();
      return await this.#compiler.compile(operation, variant);
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

function variantKey({ conditions, key }: ConditionalOperation, { variables, incremental }: VariantChoice): string {
  const values = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
  return `\0${values}${incremental ? 'd' : ''}\0${key}`;
}

interface VariantChoice {
  readonly variables: Variables;
  readonly incremental: boolean;
}

type Ready = { readonly operation: ExecutableOperation; readonly variables: Variables };
type RequestErrors = { readonly errors: readonly GraphQLError[] };

function coerceVariables(
  definition: OperationDefinitionNode,
  context: OperationContext,
  schema: GraphQLSchema,
): { readonly coerced: Variables } | RequestErrors {
  const definitions = definition.variableDefinitions ?? [];
  if (definitions.length === 0) return { coerced: {} };
  const { coerced, errors } = getVariableValues(schema, definitions, context.variables ?? {}, { maxErrors: 20 });
  if (coerced) return { coerced };
  const extensions = { code: 'BAD_USER_INPUT' };
  return { errors: errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions })) };
}

function refusal(message: string, code: string): RequestErrors {
  return { errors: [new GraphQLError(message, { extensions: { code } })] };
}
