import { OperationTypeNode } from 'graphql';
import type { GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import { SubgraphCapabilities } from '../../supergraph/subgraph-capabilities.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { SelectionPlanner } from './positions/selection-planner.ts';
import type { EntityPlan } from './positions/selection-planner.ts';
import { planSerially, planReachable } from './plan-root-fields.ts';
import type { TryPlan, OperationPlan } from './plan-root-fields.ts';
import type { ResponseNames } from './selections/response-names.ts';
import type { PlanningBudget } from './planning-budget.ts';
import { UnreachableField } from './unreachable-field.ts';

export type { OperationPlan } from './plan-root-fields.ts';

/** The progressive overrides in force for one operation. */
export interface ActiveOverrides {
  readonly labels: ReadonlySet<string>;
  /** From 0 to 100; the overrides of more percent than this are active. */
  readonly percentage: number;
  /** Equal keys mean equal plans. */
  readonly key: string;
}

/** The root selections that subgraphs answer, and the keys to ask for them under. */
export interface RootSelections {
  readonly selections: readonly SelectionNode[];
  readonly responseNames: ResponseNames;
}

/** What is selected of entities, by their type. */
export interface EntitySelections {
  readonly selectionsByType: ReadonlyMap<GraphQLObjectType, SelectionSetNode>;
  readonly responseNames: ResponseNames;
}

export interface PlannerOptions {
  readonly supergraph: Supergraph;
  readonly overrideLabels: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for percentage overrides. */
  readonly drawPercentage: () => number;
}

/** What holds for all of an operation's plans. */
export interface PlanningContext {
  readonly overrides: ActiveOverrides;
  readonly budget: PlanningBudget;
}

/** Plans the operations of one supergraph. */
export class OperationPlanner {
  readonly #options: PlannerOptions;
  readonly #labels: readonly string[];
  readonly #percentages: readonly number[];
  readonly #capabilities: SubgraphCapabilities;

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { fullSchema } = options.supergraph;
    const { labels, percentages } = overrideLabels(fullSchema);
    this.#labels = labels.filter((label) => options.overrideLabels.has(label)).sort();
    this.#percentages = percentages;
    this.#capabilities = new SubgraphCapabilities(fullSchema);
  }

  /** Decides which overrides apply to the next operation. */
  activeOverrides(): ActiveOverrides {
    const drawn = this.#percentages.length === 0 ? 0 : this.#options.drawPercentage();
    const active = this.#percentages.filter((step) => drawn < step);
    return { labels: new Set(this.#labels), percentage: drawn, key: [...this.#labels, ...active].join() };
  }

  /** Whether objects of a type can be asked for by a key. */
  isEntity(type: string): boolean {
    return this.#capabilities.keys(type).length > 0;
  }

  /**
   * Plans the root selections that subgraphs answer.
   *
   * @throws {PlanBudgetExceeded} when it takes too long
   */
  async plan(
    operation: OperationDefinitionNode,
    { selections, responseNames }: RootSelections,
    context: PlanningContext,
  ): Promise<OperationPlan> {
    if (selections.length === 0) return { root: undefined, unreachable: [] };
    const tryPlan: TryPlan = (part) => {
      return unlessUnreachable(this.#selectionPlanner(operation, responseNames, context).plan(part));
    };
    const wholePlan = await tryPlan(selections);
    const isSerial = operation.operation === OperationTypeNode.MUTATION && wholePlan?.kind !== 'fetch';
    if (wholePlan && !isSerial) return { root: wholePlan, unreachable: [] };
    return isSerial ? await planSerially(selections, tryPlan) : await planReachable(selections, tryPlan);
  }

  /**
   * Plans what is selected of entities that are known already.
   *
   * @param operation whose variables are used
   * @returns nothing when some of it cannot be reached from their keys
   * @throws {PlanBudgetExceeded} when it takes too long
   */
  async planFromEntities(
    operation: OperationDefinitionNode,
    { selectionsByType, responseNames }: EntitySelections,
    context: PlanningContext,
  ): Promise<EntityPlan | undefined> {
    return await unlessUnreachable(
      this.#selectionPlanner(operation, responseNames, context).planFromEntities(selectionsByType),
    );
  }

  #selectionPlanner(
    operation: OperationDefinitionNode,
    responseNames: ResponseNames,
    { overrides, budget }: PlanningContext,
  ) {
    const schema = this.#options.supergraph.fullSchema;
    const isActive = (label: string): boolean => isOverrideActive(label, overrides);
    return new SelectionPlanner({
      schema,
      capabilities: this.#capabilities,
      isActive,
      operation,
      responseNames,
      budget,
    });
  }
}

async function unlessUnreachable<Plan>(planning: Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await planning;
  } catch (error) {
    if (error instanceof UnreachableField) return undefined;
    throw error;
  }
}

function isOverrideActive(label: string, { labels, percentage }: ActiveOverrides): boolean {
  const percent = percentageOf(label);
  return percent === undefined ? labels.has(label) : percentage < percent;
}
