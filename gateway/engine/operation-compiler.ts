import { setImmediate as nextTurn } from 'node:timers/promises';
import { OperationTypeNode, parse } from 'graphql';
import type { GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { ENTRY_SUBGRAPH, isEntity, withEntityEntry } from '../supergraph/entity-entry.ts';
import { buildFullSchema } from '../supergraph/supergraph.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { askingFor, compileDeferred, partEntry, queryOf } from './compile/compile-deferred.ts';
import { compileOperation } from './compile/compile-operation.ts';
import type { ExecutableOperation } from './compile/compile-operation.ts';
import { DeferredUnits } from './compile/deferred-units.ts';
import type { DeferredUnit } from './compile/deferred-units.ts';
import { compileIntrospection } from './compile/introspect.ts';
import { compileProject } from './compile/project.ts';
import { TypeRelations } from './compile/type-relations.ts';
import type { PlanVariant, ValidatedOperation } from './engine-interface.ts';
import { Deferrals, NotDeferrable } from './plan/deferrals.ts';
import { inlineFragments, OperationRefused } from './plan/inline-fragments.ts';
import { neededFieldNames, PlannedKeys } from './plan/planned-keys.ts';
import { introspectionSelections, remoteSelections, TYPENAME } from './plan/root-selections.ts';
import { OperationPlanner } from './plan/planner.ts';
import { PlanningTime } from './plan/planning-time.ts';
import type { ActiveOverrides, Circumstances, OperationPlan, PlannerOptions } from './plan/planner.ts';

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
  readonly #neededNames: ReadonlySet<string>;
  readonly #room: PlanningRoom;
  /** For what is deferred; made when the first operation defers something. */
  #entryRoom: PlanningRoom | undefined;

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#neededNames = neededFieldNames(options.supergraph.fullSchema);
    this.#room = new PlanningRoom(options);
  }

  get relations(): TypeRelations {
    return this.#room.relations;
  }

  activeOverrides(): ActiveOverrides {
    return this.#room.planner.activeOverrides();
  }

  /**
   * Plans and compiles an operation. What of it cannot be deferred is answered with the first result.
   *
   * @throws {OperationRefused} when it is too large
   * @throws {PlanBudgetExceeded} when planning takes too long
   */
  async compile(operation: ValidatedOperation, variant: Variant): Promise<ExecutableOperation> {
    const ignored = new Set<number>();
    const circumstances = { overrides: variant.overrides, time: new PlanningTime(this.#options.budgetMs) };
    for (;;) {
      try {
        return await this.#compile(operation, { ...variant, ...circumstances }, new Deferrals(ignored));
      } catch (error) {
        if (!(error instanceof NotDeferrable)) throw error;
        for (const { index } of error.usages) ignored.add(index);
        // Other operations have their turn before this one is tried again.
        await nextTurn();
      }
    }
  }

  async #compile(operation: ValidatedOperation, variant: Attempt, deferrals: Deferrals): Promise<ExecutableOperation> {
    const { supergraph } = this.#options;
    const definition = operation.operation;
    const schema = supergraph.apiSchema;
    const set = inlineFragments(operation, schema, variant.conditions, variant.incremental ? deferrals : undefined);
    const keys = new PlannedKeys(this.#neededNames, set);
    const rootType = rootTypeOf(definition, supergraph);
    const units = deferrals.areThere ? this.#deferredUnits(deferrals) : undefined;
    const projection = compileProject({ schema, keys, units }, rootType, set);
    const planning: Planning = { definition, keys, variant, deferrals, needed: typesOf(units) };
    const deferred = units && (await this.#planDeferred(units, planning));
    const first = deferrals.areThere ? deferrals.withoutFragments(set, planning.needed) : set;
    const plan = await this.#room.plan(definition, first, planning);
    const { source, operationName } = operation;
    const { conditions, incremental } = variant;
    // Of all parts at once: one field of the schema may be selected in several, and is answered with the first of them.
    const introspect = compileIntrospection(schema, definition, introspectionSelections(set.selections));
    return compileOperation(
      {
        definition,
        plannedFor: { source, operationName, conditions, incremental },
        set,
        first,
        plan,
        keys,
        project: projection.project,
        introspect,
        deferred:
          deferred &&
          compileDeferred(deferred, projection.deferred, {
            introspect,
            supergraph,
            keys,
            relations: this.#entryRoom?.relations ?? this.#room.relations,
            depthOf: (usage) => units.depthOf(usage),
          }),
      },
      supergraph,
      this.#room.relations,
    );
  }

  #deferredUnits(deferrals: Deferrals): DeferredUnits {
    const { apiSchema, fullSchema } = this.#options.supergraph;
    const entity = (type: GraphQLObjectType): boolean => isEntity(fullSchema.getType(type.name));
    return new DeferredUnits({ deferrals, queryType: apiSchema.getQueryType(), isEntity: entity });
  }

  /** Plans the units from the last to the first, as those within others add to what these ask for. */
  async #planDeferred(units: DeferredUnits, planning: Planning) {
    const planned = [];
    for (const unit of units.all.toReversed()) planned.push(await this.#planUnit(unit, planning));
    return planned;
  }

  async #planUnit(unit: DeferredUnit, planning: Planning) {
    const { definition, deferrals, needed } = planning;
    const set = deferrals.withoutFragments(queryOf(unit), needed);
    const query = { ...definition, operation: OperationTypeNode.QUERY };
    const room = unit.startsAt === 'root' ? this.#room : this.#planningFromEntities(unit);
    const { root, unreachable } = await room.plan(query, set, planning);
    if (unreachable.length > 0) throw new NotDeferrable(unit.group);
    if (unit.startsAt === 'root') return { unit, root, known: [] };
    const parted = partEntry(root, ENTRY_SUBGRAPH);
    if (!parted) throw new NotDeferrable(unit.group);
    needed.set(unit.startSet, [...(needed.get(unit.startSet) ?? []), ...askingFor(parted.known)]);
    return { unit, ...parted };
  }

  #planningFromEntities(unit: DeferredUnit): PlanningRoom {
    if (!this.#entryRoom) {
      const { supergraph } = this.#options;
      const sdl = withEntityEntry(supergraph.sdl, supergraph.fullSchema);
      if (sdl === undefined) throw new NotDeferrable(unit.group);
      this.#entryRoom = new PlanningRoom({
        ...this.#options,
        supergraph: { ...supergraph, sdl, fullSchema: buildFullSchema(parse(sdl, { noLocation: true })) },
      });
    }
    return this.#entryRoom;
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

/** A planner with what it takes to ask it. */
class PlanningRoom {
  readonly planner: OperationPlanner;
  readonly relations: TypeRelations;
  readonly #supergraph: Supergraph;

  constructor(options: PlannerOptions) {
    const { fullSchema } = options.supergraph;
    this.planner = new OperationPlanner(options);
    this.relations = new TypeRelations(fullSchema);
    this.#supergraph = options.supergraph;
  }

  async plan(
    definition: OperationDefinitionNode,
    set: SelectionSetNode,
    { keys, variant }: Planning,
  ): Promise<OperationPlan> {
    const rootType = this.#supergraph.fullSchema.getRootType(definition.operation);
    if (!rootType) throw new OperationRefused(`The schema has no ${definition.operation}`);
    const selections = remoteSelections(set.selections);
    return await this.planner.plan(definition, { selections, keys }, variant);
  }
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
