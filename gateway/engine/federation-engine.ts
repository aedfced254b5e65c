import { getVariableValues, GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { compileOperation } from './compile/compile-operation.ts';
import type { ConditionalOperation, ExecutableOperation, RefusedOperation } from './compile/compile-operation.ts';
import type { Variables } from './compile/data.ts';
import { explainPlan } from './compile/explain-plan.ts';
import { TypeRelations } from './compile/type-relations.ts';
import type {
  CompiledOperation,
  Conditions,
  Engine,
  EngineOptions,
  OperationContext,
  PlannedOperation,
  QueryPlanStep,
  ValidatedOperation,
} from './engine-interface.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { executeOperation } from './execute/execute-operation.ts';
import { InFlightQueries } from './execute/in-flight.ts';
import type { EngineParts } from './execute/run.ts';
import { subscribeOperation } from './execute/subscribe-operation.ts';
import { conditionVariables } from './plan/condition-variables.ts';
import { inlineFragments, OperationRefused } from './plan/inline-fragments.ts';
import { InterfaceObjectFields } from './plan/interface-object-fields.ts';
import { neededFieldNames, PlannedKeys } from './plan/planned-keys.ts';
import { remoteSelections } from './plan/planned-text.ts';
import { OperationPlanner, PlanBudgetExceeded } from './plan/planner.ts';
import type { ActiveOverrides } from './plan/planner.ts';
import { PlannerProcess } from './planner-process/planner-process.ts';

const DEFAULT_PLAN_BUDGET_MS = 2_000;
const DEFAULT_PLAN_CACHE_SIZE = 2_000;

type Planned = ExecutableOperation | RefusedOperation;
type Prepared = Planned | ConditionalOperation;

/** Plans, compiles and runs the operations of one supergraph. */
export class FederationEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #neededNames: ReadonlySet<string>;
  readonly #interfaceObjectFields: InterfaceObjectFields;
  readonly #planner: OperationPlanner;
  readonly #plannerProcess = new PlannerProcess();
  readonly #parts: EngineParts;
  readonly #compiled: LRUCache<string, Prepared>;
  readonly #compiling = new Map<string, Promise<Planned>>();

  constructor(options: EngineOptions) {
    const { supergraph, clients } = options;
    for (const { name } of supergraph.subgraphs) {
      if (!clients.has(name)) throw new Error(`The subgraph "${name}" of the supergraph has no client`);
    }
    this.#options = options;
    this.#neededNames = neededFieldNames(supergraph.fullSchema);
    this.#interfaceObjectFields = new InterfaceObjectFields(supergraph.fullSchema);
    this.#planner = new OperationPlanner({
      source: this.#plannerProcess,
      supergraph,
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
    const known = this.#compiled.get(key);
    if (known) return known;
    const definition = operation.operation;
    const conditions = conditionVariables(operation.document, definition);
    if (conditions.length === 0) return await this.#planOnce(key, () => this.#compile(operation, overrides, {}));
    const kind = definition.operation;
    const prepared = { status: 'conditional', kind, definition, operation, conditions, overrides, key } as const;
    this.#compiled.set(key, prepared);
    return prepared;
  }

  async planAhead(operation: ValidatedOperation, conditions: Conditions): Promise<void> {
    const prepared = (await this.prepare(operation)) as Prepared;
    if (prepared.status === 'conditional') await this.#variant(prepared, conditions);
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
      const ready = await this.#ready(compiled as Prepared, context);
      if ('errors' in ready) return ready;
      return await executeOperation(ready.operation, context, ready.variables, this.#parts);
    } catch (error) {
      return internalError(error);
    }
  }

  async subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    if (compiled.kind !== 'subscription') return await this.execute(compiled, context);
    try {
      const ready = await this.#ready(compiled as Prepared, context);
      if ('errors' in ready) return ready;
      return subscribeOperation(ready.operation, context, ready.variables, this.#parts);
    } catch (error) {
      return internalError(error);
    }
  }

  explain(compiled: CompiledOperation, variables: Variables = {}): QueryPlanStep | undefined {
    const prepared = compiled as Prepared;
    const operation =
      prepared.status === 'conditional' ? this.#compiled.get(variantKey(prepared, variables)) : prepared;
    return operation?.status === 'executable' ? explainPlan(operation.plan) : undefined;
  }

  async ready(): Promise<void> {
    try {
      await this.#planner.ready();
    } catch (error) {
      await this.#plannerProcess.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const clients = [...this.#options.clients.values()];
    await Promise.all([this.#plannerProcess.close(), ...clients.map((client) => client.close())]);
  }

  /** Coerces the request's variables and, where conditions depend on them, finds the plan for their values. */
  async #ready(prepared: Prepared, context: OperationContext): Promise<Ready | RequestErrors> {
    if (prepared.status === 'refused') return refusal(prepared.message, prepared.code);
    const variables = coerceVariables(prepared.definition, context, this.#options.supergraph.apiSchema);
    if ('errors' in variables) return variables;
    if (prepared.status === 'executable') return { operation: prepared, variables: variables.coerced };
    const operation = await this.#variant(prepared, variables.coerced);
    if (operation.status === 'refused') return refusal(operation.message, operation.code);
    return { operation, variables: variables.coerced };
  }

  async #variant(prepared: ConditionalOperation, variables: Variables): Promise<Planned> {
    const key = variantKey(prepared, variables);
    const known = this.#compiled.get(key);
    if (known && known.status !== 'conditional') return known;
    const values = Object.fromEntries(prepared.conditions.map((name) => [name, variables[name] === true]));
    return await this.#planOnce(key, () => this.#compile(prepared.operation, prepared.overrides, values));
  }

  async #planOnce(key: string, plan: () => Promise<Planned>): Promise<Planned> {
    const open = this.#compiling.get(key);
    if (open) return await open;
    const planning = plan().then((planned) => {
      if (planned.status === 'executable') this.#compiled.set(key, planned);
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
  async #compile(operation: ValidatedOperation, overrides: ActiveOverrides, conditions: Conditions): Promise<Planned> {
    const definition = operation.operation;
    const { supergraph } = this.#options;
    try {
      const set = inlineFragments(operation, supergraph.apiSchema, conditions);
      const keys = new PlannedKeys(this.#neededNames, set);
      const root = rootTypeOf(definition, supergraph);
      const selections = this.#interfaceObjectFields.lift(remoteSelections(set.selections), root);
      const plan = await this.#planner.plan(definition, { selections, keys }, overrides);
      const plannedFor = { source: operation.source, operationName: operation.operationName, conditions };
      return compileOperation({ definition, plannedFor, set, plan, keys }, supergraph, this.#parts.relations);
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

function rootTypeOf({ operation }: OperationDefinitionNode, { fullSchema }: Supergraph): GraphQLObjectType {
  const type = fullSchema.getRootType(operation);
  if (!type) throw new OperationRefused(`The schema has no ${operation}`);
  return type;
}

/** The source alone in most cases, as joining texts costs more than finding the operation. */
function cacheKey({ source, operationName }: ValidatedOperation, overrides: ActiveOverrides): string {
  if (operationName === undefined && overrides.key === '') return source;
  return `\0${operationName ?? ''}\0${overrides.key}\0${source}`;
}

function variantKey({ conditions, key }: ConditionalOperation, variables: Variables): string {
  return `\0${conditions.map((name) => (variables[name] === true ? '1' : '0')).join('')}\0${key}`;
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

function internalError(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : undefined;
  const extensions = { code: 'INTERNAL_SERVER_ERROR' };
  return { errors: [new GraphQLError('Internal server error.', { extensions, originalError })] };
}
