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
import { askingFor, compileDeferred, wantedOf } from './compile/compile-deferred.ts';
import { compileOperation } from './compile/compile-operation.ts';
import type { ExecutableOperation } from './compile/compile-operation.ts';
import { DeferredUnits } from './compile/deferred-units.ts';
import type { DeferredUnit } from './compile/deferred-units.ts';
import { compileIntrospection } from './compile/introspect.ts';
import { compileProject } from './compile/project.ts';
import { remade } from './compile/remade.ts';
import { TypeRelations } from './compile/type-relations.ts';
import type { PlannedOperation, PlanVariant, ValidatedOperation } from './engine-interface.ts';
import { Deferrals, NotDeferrable } from './plan/deferrals.ts';
import { inlineFragments, OperationRefused } from './plan/inline-fragments.ts';
import { PlannedKeys } from './plan/planned-keys.ts';
import { rereadOperation } from './plan/reread-operation.ts';
import { introspectionSelections, remoteSelections, TYPENAME } from './plan/root-selections.ts';
import { OperationPlanner } from './plan/planner.ts';
import { PlanningTime } from './plan/planning-time.ts';
import type { ActiveOverrides, Circumstances, PlannerOptions } from './plan/planner.ts';

/** What decides, beside the document, how an operation is planned. */
export interface Variant extends PlanVariant {
  readonly overrides: ActiveOverrides;
}

export interface CompilerOptions extends PlannerOptions {
  /** How long planning an operation may take, all its plans together. */
  readonly budgetMs: number;
}

/** Plans and compiles operations. */
export class OperationCompiler {
  readonly #options: CompilerOptions;
  readonly #keys: PlannedKeys;
  readonly #planner: OperationPlanner;
  readonly relations: TypeRelations;

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#keys = new PlannedKeys(options.supergraph.fullSchema);
    this.#planner = new OperationPlanner(options);
    this.relations = new TypeRelations(options.supergraph.fullSchema);
  }

  activeOverrides(): ActiveOverrides {
    return this.#planner.activeOverrides();
  }

  /**
   * Plans and compiles an operation. What of it cannot be deferred is answered with the first result.
   *
   * @param turn in which it begins; it passes on after some milliseconds
   * @throws {OperationRefused} when it is too large
   * @throws {PlanBudgetExceeded} when planning takes too long
   */
  async compile(operation: ValidatedOperation, variant: Variant, turn: Turn): Promise<ExecutableOperation> {
    const ignored = new Set<number>();
    const time = new PlanningTime(this.#options.budgetMs, async () => await turn.pass());
    const circumstances = { overrides: variant.overrides, time };
    for (;;) {
      try {
        return await this.#compile(operation, { ...variant, ...circumstances }, new Deferrals(ignored));
      } catch (error) {
        if (!(error instanceof NotDeferrable)) throw error;
        for (const { index } of error.usages) ignored.add(index);
        // Other operations have their turn before this one is tried again.
        await time.rest();
      }
    }
  }

  async #compile(operation: ValidatedOperation, variant: Attempt, deferrals: Deferrals): Promise<ExecutableOperation> {
    const { supergraph } = this.#options;
    const definition = operation.operation;
    const schema = supergraph.apiSchema;
    const set = inlineFragments(operation, schema, variant.conditions, variant.incremental ? deferrals : undefined);
    const keys = this.#keys;
    const rootType = rootTypeOf(definition, supergraph);
    const units = deferrals.areThere ? this.#deferredUnits(deferrals) : undefined;
    const functions = new FunctionMaker();
    const projection = compileProject({ schema, keys, functions, units }, rootType, set);
    await variant.time.pass();
    const planning: Planning = { definition, keys, variant, deferrals, needed: typesOf(units) };
    const deferred = units && (await this.#planDeferred(units, planning));
    const first = deferrals.areThere ? deferrals.withoutFragments(set, planning.needed) : set;
    const selections = remoteSelections(first.selections);
    const plan = await this.#planner.plan(definition, { selections, keys }, variant);
    await variant.time.pass();
    const plannedFor = plannedForOf(operation, variant);
    // Of all parts at once: one field of the schema may be selected in several, and is answered with the first of them.
    const introspect = compileIntrospection(schema, definition, introspectionSelections(set.selections));
    const compilation = { supergraph, relations: this.relations, time: variant.time, functions };
    const work =
      deferred && (await compileDeferred(deferred, projection.deferred, { ...compilation, introspect, keys, units }));
    const selected = { set: units ? always(set) : selectedAgain(plannedFor, schema), schema, keys };
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

  /** Plans the units from the last to the first, as those within others add to what these ask for. */
  async #planDeferred(units: DeferredUnits, planning: Planning) {
    const planned = [];
    for (const unit of units.all.toReversed()) planned.push(await this.#planUnit(unit, planning));
    return planned;
  }

  async #planUnit(unit: DeferredUnit, { definition, keys, variant, deferrals, needed }: Planning) {
    const operation = { ...definition, operation: OperationTypeNode.QUERY };
    const wanted = new Map([...wantedOf(unit)].map(([type, set]) => [type, deferrals.withoutFragments(set, needed)]));
    if (unit.startsAt === 'root') {
      const selections = [...wanted.values()].flatMap((set) => remoteSelections(set.selections));
      const { root, unreachable } = await this.#planner.plan(operation, { selections, keys }, variant);
      if (unreachable.length > 0) throw new NotDeferrable(unit.group);
      return { unit, root, known: [] };
    }
    const planned = await this.#planner.planFromEntities(operation, { wanted, keys }, variant);
    if (!planned) throw new NotDeferrable(unit.group);
    needed.set(unit.startSet, [...(needed.get(unit.startSet) ?? []), ...askingFor(planned.known)]);
    return { unit, ...planned };
  }
}

type Attempt = Variant & Circumstances;

interface Planning {
  readonly definition: OperationDefinitionNode;
  readonly keys: PlannedKeys;
  readonly variant: Attempt;
  readonly deferrals: Deferrals;
  /** What deferred fragments need to know, by the selection sets that ask for it. */
  readonly needed: Map<SelectionSetNode, readonly SelectionNode[]>;
}

// What a kept plan calls later is made in functions of its own: it would hold all that planning works with.

function plannedForOf({ source, operationName }: ValidatedOperation, variant: PlanVariant): PlannedOperation {
  const { conditions, incremental } = variant;
  return { source, operationName, conditions, incremental };
}

function always(set: SelectionSetNode): () => SelectionSetNode {
  return () => set;
}

function selectedAgain(plannedFor: PlannedOperation, schema: GraphQLSchema): () => SelectionSetNode {
  return remade(() => inlineFragments(rereadOperation(plannedFor), schema, plannedFor.conditions));
}

/** What decides which objects have deferred parts is asked for with the objects. */
function typesOf(units: DeferredUnits | undefined): Planning['needed'] {
  return new Map([...(units?.open ?? [])].map((set) => [set, [TYPENAME]]));
}

function rootTypeOf({ operation }: OperationDefinitionNode, { apiSchema }: Supergraph): GraphQLObjectType {
  const type = apiSchema.getRootType(operation);
  if (!type) throw new OperationRefused(`The schema has no ${operation}`);
  return type;
}
