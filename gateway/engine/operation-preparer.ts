import type { GraphQLSchema } from 'graphql';
import type { FairTurns, Turn, Work } from '../fair-turns.ts';
import { coerceVariables } from './coerce-variables.ts';
import type { ConditionalOperation, ExecutableOperation } from './compile/compile-operation.ts';
import type { Variables } from './compile/data.ts';
import type { OperationCompiler, Variant } from './operation-compiler.ts';
import type {
  CompiledOperation,
  OperationContext,
  PlanChoice,
  PlannedOperation,
  PlanVariant,
  ValidatedOperation,
} from './operation-types.ts';
import { PlanCache } from './plan-cache.ts';
import type { Planned, Prepared } from './plan-cache.ts';
import type { ActiveOverrides } from './plan/planner.ts';
import { PlanBudgetExceeded } from './plan/planning-budget.ts';
import { conditionVariables, usesDefer } from './plan/selections/condition-variables.ts';
import { OperationRefused } from './plan/selections/inline-fragments.ts';
import { reparseOperation } from './plan/selections/reparse-operation.ts';
import { requestError } from './request-error.ts';
import type { RequestErrors } from './request-error.ts';

const TIMEOUT_KEPT_MS = 60_000;
/** The caller of plans that are made before a request needs them. */
const NO_CALLER = '';

export interface PreparerOptions {
  readonly compiler: OperationCompiler;
  readonly apiSchema: GraphQLSchema;
  readonly turns: FairTurns;
  /** How many bytes of the heap the plan cache may take. */
  readonly cacheBytes: number;
}

/** An operation with the variables of one request, ready to be executed. */
export interface ReadyOperation {
  readonly operation: ExecutableOperation;
  /** Coerced. */
  readonly variables: Variables;
}

/** Plans and compiles each operation once, in fair turns among callers, and keeps the plans in a cache. */
export class OperationPreparer {
  readonly #options: PreparerOptions;
  readonly #cache: PlanCache;
  /** The work in progress by cache key; the limits of the turns bound it. */
  readonly #compiling = new Map<string, Work<Planned>>();

  constructor(options: PreparerOptions) {
    this.#options = options;
    this.#cache = new PlanCache(options.cacheBytes);
  }

  /**
   * Plans an operation that has one plan. An operation with several plans is planned when its variables are known.
   *
   * @throws {TooManyWaiting} when too many new operations of the caller, or of all callers, wait to be planned
   */
  async prepare(operation: ValidatedOperation, caller = NO_CALLER): Promise<CompiledOperation> {
    const overrides = this.#options.compiler.activeOverrides();
    const key = cacheKey(operation, overrides);
    const known = this.#cache.get(key);
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
    this.#cache.set(key, prepared);
    return prepared;
  }

  /** Plans one variant of an operation before a request needs it. */
  async planAhead(operation: ValidatedOperation, { conditions, incremental }: PlanVariant): Promise<void> {
    const prepared = (await this.prepare(operation)) as Prepared;
    if (prepared.status !== 'conditional') return;
    await this.#planVariant(prepared, { variables: conditions, incremental, caller: NO_CALLER });
  }

  /** Lists the operations whose plans are in the cache, the most recently used first. */
  recentlyUsed(max: number): readonly PlannedOperation[] {
    return this.#cache.recentlyUsed(max);
  }

  /** Finds the plan of an operation for the variables of a request, if it is in the cache. */
  find(prepared: Prepared, { variables = {}, incremental = false }: PlanChoice): Prepared | undefined {
    return prepared.status === 'conditional'
      ? this.#cache.get(variantKey(prepared, { variables, incremental }))
      : prepared;
  }

  /** Coerces the variables of a request and, where the plan depends on them, finds or makes the plan for their values. */
  async ready(
    prepared: Prepared,
    context: OperationContext,
    incremental: boolean,
  ): Promise<ReadyOperation | RequestErrors> {
    if (prepared.status === 'refused') return requestError(prepared.message, prepared.code);
    const { apiSchema } = this.#options;
    const variables = coerceVariables(prepared.variableDefinitions, context.variables ?? {}, apiSchema);
    if ('errors' in variables) return variables;
    if (prepared.status === 'executable') return { operation: prepared, variables: variables.coerced };
    const operation = await this.#planVariant(prepared, {
      variables: variables.coerced,
      incremental,
      caller: context.caller ?? NO_CALLER,
    });
    if (operation.status === 'refused') return requestError(operation.message, operation.code);
    return { operation, variables: variables.coerced };
  }

  async #planVariant(prepared: ConditionalOperation, choice: VariantChoice): Promise<Planned> {
    const key = variantKey(prepared, choice);
    const known = this.#cache.get(key);
    if (known && known.status !== 'conditional') return known;
    const { variables, incremental, caller } = choice;
    const conditions = Object.fromEntries(prepared.conditions.map((name) => [name, variables[name] === true]));
    const variant = { overrides: prepared.overrides, conditions, incremental, caller };
    return await this.#planOnce(key, reparseOperation(prepared.operation), variant);
  }

  async #planOnce(key: string, operation: ValidatedOperation, variant: CallersVariant): Promise<Planned> {
    const open = this.#compiling.get(key);
    if (open) {
      open.join(variant.caller);
      return await open.result;
    }
    const { turns } = this.#options;
    const work = turns.start(variant.caller, async (turn) => await this.#compile(operation, variant, turn));
    this.#compiling.set(key, work);
    try {
      const planned = await work.result;
      // A timeout may be due to a busy moment, so it is kept only for a while; it is kept at all because trying again
      // with each request would hold up other operations.
      const isLate = planned.status === 'refused' && planned.code === 'TIMEOUT';
      this.#cache.set(key, planned, isLate ? TIMEOUT_KEPT_MS : undefined);
      return planned;
    } finally {
      this.#compiling.delete(key);
    }
  }

  /** Never rejects: an operation that cannot be planned becomes one that answers with the reason. */
  async #compile(operation: ValidatedOperation, variant: Variant, turn: Turn): Promise<Planned> {
    try {
      return await this.#options.compiler.compile(operation, variant, turn);
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

/** In most cases the key is the source alone: joining texts costs more than finding the operation. */
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
  /** Who pays with a share of planning time. */
  readonly caller: string;
}

type CallersVariant = Variant & { readonly caller: string };
