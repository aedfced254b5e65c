import { getVariableValues, GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { compileOperation } from './compile/compile-operation.ts';
import type { ExecutableOperation, RefusedOperation } from './compile/compile-operation.ts';
import type { Variables } from './compile/data.ts';
import { explainPlan } from './compile/explain-plan.ts';
import { TypeRelations } from './compile/type-relations.ts';
import type {
  CompiledOperation,
  Engine,
  EngineOptions,
  OperationContext,
  QueryPlanStep,
  ValidatedOperation,
} from './engine-interface.ts';
import { executeOperation } from './execute/execute-operation.ts';
import { InFlightQueries } from './execute/in-flight.ts';
import type { EngineParts } from './execute/run.ts';
import { subscribeOperation } from './execute/subscribe-operation.ts';
import { inlineFragments, OperationRefused } from './plan/inline-fragments.ts';
import { remoteSelections } from './plan/planned-text.ts';
import { OperationPlanner, PlanBudgetExceeded } from './plan/planner.ts';
import type { ActiveOverrides } from './plan/planner.ts';

const DEFAULT_PLAN_BUDGET_MS = 2_000;
const DEFAULT_PLAN_CACHE_SIZE = 2_000;

type Prepared = ExecutableOperation | RefusedOperation;

/** Plans, compiles and runs the operations of one supergraph. */
export class FederationEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #planner: OperationPlanner;
  readonly #parts: EngineParts;
  readonly #compiled: LRUCache<string, Prepared>;
  readonly #compiling = new Map<string, Promise<Prepared>>();

  constructor(options: EngineOptions) {
    const { supergraph, clients } = options;
    for (const { name } of supergraph.subgraphs) {
      if (!clients.has(name)) throw new Error(`The subgraph "${name}" of the supergraph has no client`);
    }
    this.#options = options;
    this.#planner = new OperationPlanner({
      supergraphSdl: supergraph.sdl,
      budgetMs: options.planBudgetMs ?? DEFAULT_PLAN_BUDGET_MS,
      overrideLabels: options.overrideLabels ?? new Set(),
      drawPercentage: options.drawPercentage ?? (() => Math.random() * 100),
    });
    const relations = new TypeRelations(supergraph.fullSchema);
    this.#parts = { clients, inFlight: new InFlightQueries(), relations, headerTexts: new WeakMap() };
    this.#compiled = new LRUCache({ max: options.planCacheSize ?? DEFAULT_PLAN_CACHE_SIZE });
  }

  async prepare(operation: ValidatedOperation): Promise<CompiledOperation> {
    const overrides = this.#planner.activeOverrides();
    const key = cacheKey(operation, overrides);
    const known = this.#compiled.get(key) ?? this.#compiling.get(key);
    if (known) return await known;
    const compiling = this.#compile(operation, overrides).then((prepared) => {
      if (prepared.status === 'executable') this.#compiled.set(key, prepared);
      return prepared;
    });
    this.#compiling.set(key, compiling);
    try {
      return await compiling;
    } finally {
      this.#compiling.delete(key);
    }
  }

  async execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult> {
    const ready = readyToRun(compiled, context, this.#options.supergraph.apiSchema);
    if ('errors' in ready) return ready;
    const { operation, variables } = ready;
    if (operation.kind === 'subscription') return refusal('A subscription needs a stream.', 'BAD_REQUEST');
    try {
      return await executeOperation(operation, context, variables, this.#parts);
    } catch (error) {
      return internalError(error);
    }
  }

  async subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const ready = readyToRun(compiled, context, this.#options.supergraph.apiSchema);
    if ('errors' in ready) return ready;
    const { operation, variables } = ready;
    if (operation.kind !== 'subscription') return await this.execute(compiled, context);
    try {
      return subscribeOperation(operation, context, variables, this.#parts);
    } catch (error) {
      return internalError(error);
    }
  }

  explain(compiled: CompiledOperation): QueryPlanStep | undefined {
    const operation = compiled as Prepared;
    return operation.status === 'executable' ? explainPlan(operation.plan) : undefined;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#options.clients.values()].map((client) => client.close()));
  }

  /** Never rejects: what cannot be planned is an operation that answers with the reason. */
  async #compile(operation: ValidatedOperation, overrides: ActiveOverrides): Promise<Prepared> {
    const definition = operation.operation;
    const { supergraph } = this.#options;
    try {
      const set = inlineFragments(operation, supergraph.apiSchema);
      const plan = await this.#planner.plan(definition, remoteSelections(set.selections), overrides);
      return compileOperation({ definition, set, plan }, supergraph, this.#parts.relations);
    } catch (error) {
      const kind = definition.operation;
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

type Ready = { readonly operation: ExecutableOperation; readonly variables: Variables };

function readyToRun(
  compiled: CompiledOperation,
  context: OperationContext,
  schema: GraphQLSchema,
): Ready | { readonly errors: readonly GraphQLError[] } {
  const operation = compiled as Prepared;
  if (operation.status === 'refused') return refusal(operation.message, operation.code);
  const definitions = operation.definition.variableDefinitions ?? [];
  if (definitions.length === 0) return { operation, variables: {} };
  const { coerced, errors } = getVariableValues(schema, definitions, context.variables ?? {}, { maxErrors: 20 });
  if (coerced) return { operation, variables: coerced };
  const extensions = { code: 'BAD_USER_INPUT' };
  return { errors: errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions })) };
}

function refusal(message: string, code: string): { readonly errors: readonly GraphQLError[] } {
  return { errors: [new GraphQLError(message, { extensions: { code } })] };
}

function internalError(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : undefined;
  const extensions = { code: 'INTERNAL_SERVER_ERROR' };
  return { errors: [new GraphQLError('Internal server error.', { extensions, originalError })] };
}
