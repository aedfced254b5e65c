import { OperationTypeNode } from 'graphql';
import type { GraphQLObjectType, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import { SubgraphOffers } from '../../supergraph/subgraph-offers.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { NoWay, PlacePlanner } from './place-planner.ts';
import type { EntityPlan } from './place-planner.ts';
import { planInTurn, planReachable } from './plan-root-fields.ts';
import type { Attempt, OperationPlan } from './plan-root-fields.ts';
import type { PlannedKeys } from './planned-keys.ts';
import type { PlanningTime } from './planning-time.ts';

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
export interface PlannedSelections {
  readonly selections: readonly SelectionNode[];
  readonly keys: PlannedKeys;
}

/** What is selected of entities, by their type. */
export interface WantedOfEntities {
  readonly wanted: ReadonlyMap<GraphQLObjectType, SelectionSetNode>;
  readonly keys: PlannedKeys;
}

export interface PlannerOptions {
  readonly supergraph: Supergraph;
  readonly overrideLabels: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for percentage overrides. */
  readonly drawPercentage: () => number;
}

/** What holds for all of an operation's plans. */
export interface Circumstances {
  readonly overrides: ActiveOverrides;
  readonly time: PlanningTime;
}

/** Plans the operations of one supergraph. */
export class OperationPlanner {
  readonly #options: PlannerOptions;
  readonly #labels: readonly string[];
  readonly #percentages: readonly number[];
  readonly #offers: SubgraphOffers;

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { fullSchema } = options.supergraph;
    const { labels, percentages } = overrideLabels(fullSchema);
    this.#labels = labels.filter((label) => options.overrideLabels.has(label)).sort();
    this.#percentages = percentages;
    this.#offers = new SubgraphOffers(fullSchema);
  }

  /** Decides which overrides apply to the next operation. */
  activeOverrides(): ActiveOverrides {
    const drawn = this.#percentages.length === 0 ? 0 : this.#options.drawPercentage();
    const active = this.#percentages.filter((step) => drawn < step);
    return { labels: new Set(this.#labels), percentage: drawn, key: [...this.#labels, ...active].join() };
  }

  /** Whether objects of a type can be asked for by a key. */
  isEntity(type: string): boolean {
    return this.#offers.keys(type).length > 0;
  }

  /**
   * Plans the root selections that subgraphs answer.
   *
   * @throws {PlanBudgetExceeded} when it takes too long
   */
  async plan(
    operation: OperationDefinitionNode,
    { selections, keys }: PlannedSelections,
    circumstances: Circumstances,
  ): Promise<OperationPlan> {
    if (selections.length === 0) return { root: undefined, unreachable: [] };
    const attempt: Attempt = (part) => {
      return unlessNoWay(this.#placePlanner(operation, keys, circumstances).plan(part));
    };
    const whole = await attempt(selections);
    const inTurn = operation.operation === OperationTypeNode.MUTATION && whole?.kind !== 'fetch';
    if (whole && !inTurn) return { root: whole, unreachable: [] };
    return inTurn ? await planInTurn(selections, attempt) : await planReachable(selections, attempt);
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
    { wanted, keys }: WantedOfEntities,
    circumstances: Circumstances,
  ): Promise<EntityPlan | undefined> {
    return await unlessNoWay(this.#placePlanner(operation, keys, circumstances).planFromEntities(wanted));
  }

  #placePlanner(operation: OperationDefinitionNode, keys: PlannedKeys, { overrides, time }: Circumstances) {
    const schema = this.#options.supergraph.fullSchema;
    const isActive = (label: string): boolean => isOverrideActive(label, overrides);
    return new PlacePlanner({ schema, offers: this.#offers, isActive, operation, keys, time });
  }
}

async function unlessNoWay<Plan>(planning: Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await planning;
  } catch (error) {
    if (error instanceof NoWay) return undefined;
    throw error;
  }
}

function isOverrideActive(label: string, { labels, percentage }: ActiveOverrides): boolean {
  const percent = percentageOf(label);
  return percent === undefined ? labels.has(label) : percentage < percent;
}
