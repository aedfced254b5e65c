import { OperationTypeNode } from 'graphql';
import type {
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Turn } from '../fair-turns.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { FunctionMaker } from './compile/code.ts';
import { selectionsFor, compileDeferred, selectionsByTypeOf } from './compile/deferred/compile-deferred.ts';
import { compileOperation } from './compile/compile-operation.ts';
import type { ExecutableOperation } from './compile/compile-operation.ts';
import { DeferredUnits } from './compile/deferred/deferred-units.ts';
import type { DeferredUnit } from './compile/deferred/deferred-units.ts';
import { compileIntrospection } from './compile/projection/introspect.ts';
import { compileProject } from './compile/projection/project.ts';
import { weaklyCached } from './compile/weak-cache.ts';
import { TypeRelations } from './compile/type-relations.ts';
import type { PlannedOperation, PlanVariant, ValidatedOperation } from './operation-types.ts';
import { Deferrals, NotDeferrable } from './plan/selections/deferrals.ts';
import { inlineFragments, OperationRefused } from './plan/selections/inline-fragments.ts';
import { ResponseNames } from './plan/selections/response-names.ts';
import { reparseOperation } from './plan/selections/reparse-operation.ts';
import { introspectionSelections, remoteSelections, TYPENAME } from './plan/selections/root-selections.ts';
import { OperationPlanner } from './plan/planner.ts';
import { PlanningBudget } from './plan/planning-budget.ts';
import type { ActiveOverrides, PlanningContext, PlannerOptions } from './plan/planner.ts';

/** What decides the plan of an operation, beside its document. */
export interface Variant extends PlanVariant {
  readonly overrides: ActiveOverrides;
}

export interface CompilerOptions extends PlannerOptions {
  /** How long planning an operation may take in milliseconds, all its plans together. */
  readonly budgetMs: number;
}

/** Leads operations through plan and compile. */
export class OperationCompiler {
  readonly #options: CompilerOptions;
  readonly #responseNames: ResponseNames;
  readonly #planner: OperationPlanner;
  readonly relations: TypeRelations;

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#responseNames = new ResponseNames(options.supergraph.fullSchema);
    this.#planner = new OperationPlanner(options);
    this.relations = new TypeRelations(options.supergraph.fullSchema);
  }

  activeOverrides(): ActiveOverrides {
    return this.#planner.activeOverrides();
  }

  /**
   * Plans and compiles an operation. Fragments that cannot be deferred come with the first result.
   *
   * @param turn the turn in which planning begins; it passes to other work after some milliseconds
   * @throws {OperationRefused} when the operation is too large
   * @throws {PlanBudgetExceeded} when planning takes too long
   */
  async compile(operation: ValidatedOperation, variant: Variant, turn: Turn): Promise<ExecutableOperation> {
    const ignored = new Set<number>();
    const budget = new PlanningBudget(this.#options.budgetMs, async () => await turn.pass());
    const context = { overrides: variant.overrides, budget };
    for (;;) {
      try {
        return await this.#compile(operation, { ...variant, ...context }, new Deferrals(ignored));
      } catch (error) {
        if (!(error instanceof NotDeferrable)) throw error;
        for (const { index } of error.usages) ignored.add(index);
        // Other operations get a turn before this one is planned again.
        await budget.yieldTurn();
      }
    }
  }

  async #compile(
    operation: ValidatedOperation,
    variant: CompilationAttempt,
    deferrals: Deferrals,
  ): Promise<ExecutableOperation> {
    const { supergraph } = this.#options;
    const definition = operation.operation;
    const schema = supergraph.apiSchema;
    const set = inlineFragments(operation, schema, variant.conditions, variant.incremental ? deferrals : undefined);
    const responseNames = this.#responseNames;
    const rootType = rootTypeOf(definition, supergraph);
    const units = deferrals.hasUsages ? this.#deferredUnits(deferrals) : undefined;
    const functions = new FunctionMaker();
    const projection = compileProject({ schema, responseNames, functions, units }, rootType, set);
    await variant.budget.checkpoint();
    const planning: Planning = { definition, responseNames, variant, deferrals, needed: typesOf(units) };
    const deferred = units && (await this.#planDeferred(units, planning));
    const first = deferrals.hasUsages ? deferrals.withoutFragments(set, planning.needed) : set;
    const selections = remoteSelections(first.selections);
    const plan = await this.#planner.plan(definition, { selections, responseNames }, variant);
    await variant.budget.checkpoint();
    const plannedFor = plannedForOf(operation, variant);
    // One introspection for all parts: a field of the schema may be selected in several, and the first of them answers
    // it.
    const introspect = compileIntrospection(schema, definition, introspectionSelections(set.selections));
    const compilation = { supergraph, relations: this.relations, budget: variant.budget, functions };
    const work =
      deferred &&
      (await compileDeferred(deferred, projection.deferred, { ...compilation, introspect, responseNames, units }));
    const selected = { set: units ? always(set) : selectedAgain(plannedFor, schema), schema, responseNames };
    const { project } = projection;
    return await compileOperation(
      { definition, plannedFor, selected, first, plan, project, introspect, deferred: work },
      compilation,
    );
  }

  #deferredUnits(deferrals: Deferrals): DeferredUnits {
    const queryType = this.#options.supergraph.apiSchema.getQueryType();
    return new DeferredUnits({ deferrals, queryType, isEntity: ({ name }) => this.#planner.isEntity(name) });
  }

  /** Plans the last unit first: a unit inside another one adds to what the outer one selects. */
  async #planDeferred(units: DeferredUnits, planning: Planning) {
    const planned = [];
    for (const unit of units.all.toReversed()) planned.push(await this.#planUnit(unit, planning));
    return planned;
  }

  async #planUnit(unit: DeferredUnit, { definition, responseNames, variant, deferrals, needed }: Planning) {
    const operation = { ...definition, operation: OperationTypeNode.QUERY };
    const selectionsByType = new Map(
      [...selectionsByTypeOf(unit)].map(([type, set]) => [type, deferrals.withoutFragments(set, needed)]),
    );
    if (unit.startsAt === 'root') {
      const selections = [...selectionsByType.values()].flatMap((set) => remoteSelections(set.selections));
      const { root, unreachable } = await this.#planner.plan(operation, { selections, responseNames }, variant);
      if (unreachable.length > 0) throw new NotDeferrable(unit.deferUsages);
      return { unit, root, known: [] };
    }
    const planned = await this.#planner.planFromEntities(operation, { selectionsByType, responseNames }, variant);
    if (!planned) throw new NotDeferrable(unit.deferUsages);
    needed.set(unit.startSet, [...(needed.get(unit.startSet) ?? []), ...selectionsFor(planned.known)]);
    return { unit, ...planned };
  }
}

type CompilationAttempt = Variant & PlanningContext;

interface Planning {
  readonly definition: OperationDefinitionNode;
  readonly responseNames: ResponseNames;
  readonly variant: CompilationAttempt;
  readonly deferrals: Deferrals;
  /** The selections that deferred fragments need, by the selection set of the object that they are on. */
  readonly needed: Map<SelectionSetNode, readonly SelectionNode[]>;
}

// These functions stand outside the class because a closure inside it would keep all that planning works with in
// memory, for as long as the plan is in the cache.

function plannedForOf({ source, operationName }: ValidatedOperation, variant: PlanVariant): PlannedOperation {
  const { conditions, incremental } = variant;
  return { source, operationName, conditions, incremental };
}

function always(set: SelectionSetNode): () => SelectionSetNode {
  return () => set;
}

function selectedAgain(plannedFor: PlannedOperation, schema: GraphQLSchema): () => SelectionSetNode {
  return weaklyCached(() => inlineFragments(reparseOperation(plannedFor), schema, plannedFor.conditions));
}

/** The types of the objects decide which of them have deferred parts, so `__typename` is fetched with the objects. */
function typesOf(units: DeferredUnits | undefined): Planning['needed'] {
  return new Map([...(units?.abstractSets ?? [])].map((set) => [set, [TYPENAME]]));
}

function rootTypeOf({ operation }: OperationDefinitionNode, { apiSchema }: Supergraph): GraphQLObjectType {
  const type = apiSchema.getRootType(operation);
  if (!type) throw new OperationRefused(`The schema has no ${operation} type`);
  return type;
}
