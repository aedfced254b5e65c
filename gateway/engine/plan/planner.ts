import { OperationTypeNode } from 'graphql';
import type { GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import { SubgraphCapabilities } from '../../supergraph/subgraph-capabilities.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { SelectionPlanner } from './positions/selection-planner.ts';
import type { EntityPlan } from './plan-nodes.ts';
import { planSerially, planReachable } from './plan-root-fields.ts';
import type { TryPlan, OperationPlan } from './plan-root-fields.ts';
import type { ResponseNames } from './selections/response-names.ts';
import type { PlanningBudget } from './planning-budget.ts';
import { UnreachableField } from './unreachable-field.ts';

export type { OperationPlan } from './plan-root-fields.ts';

/** The progressive overrides that are in force for one operation. */
export interface ActiveOverrides {
  readonly labels: ReadonlySet<string>;
  /** A drawn number from 0 to 100; the overrides with a higher percentage are active. */
  readonly percentage: number;
  /** Operations with equal keys get equal plans. */
  readonly key: string;
}

/** The root selections that subgraphs answer, and the response names to ask for them under. */
export interface RootSelections {
  readonly selections: readonly SelectionNode[];
  readonly responseNames: ResponseNames;
}

/** The selections on entities that are known already, by the entities' type. */
export interface KnownEntitySelections {
  readonly selectionsByType: ReadonlyMap<GraphQLObjectType, SelectionSetNode>;
  readonly responseNames: ResponseNames;
}

export interface PlannerOptions {
  readonly supergraph: Supergraph;
  readonly overrideLabels: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for progressive overrides by percentage. */
  readonly drawPercentage: () => number;
}

/** What all plans of one operation share. */
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

  /** Decides which progressive overrides apply to the next operation. */
  activeOverrides(): ActiveOverrides {
    const drawn = this.#percentages.length === 0 ? 0 : this.#options.drawPercentage();
    const active = this.#percentages.filter((step) => drawn < step);
    return { labels: new Set(this.#labels), percentage: drawn, key: [...this.#labels, ...active].join() };
  }

  /** Whether objects of a type can be fetched by a key. */
  isEntity(type: string): boolean {
    return this.#capabilities.keys(type).length > 0;
  }

  /**
   * Plans the root selections that subgraphs answer.
   *
   * @throws {PlanBudgetExceeded} when planning takes too long
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
   * Plans selections on entities that are known already.
   *
   * @param operation defines the variables
   * @returns undefined when the entities' keys do not lead to all of the selected fields
   * @throws {PlanBudgetExceeded} when planning takes too long
   */
  async planFromEntities(
    operation: OperationDefinitionNode,
    { selectionsByType, responseNames }: KnownEntitySelections,
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
