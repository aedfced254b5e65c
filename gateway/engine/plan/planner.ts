import { OperationTypeNode } from 'graphql';
import type { OperationDefinitionNode, SelectionNode } from 'graphql';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import { SubgraphOffers } from '../../supergraph/subgraph-offers.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { NoWay, PlacePlanner } from './place-planner.ts';
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

  /**
   * Plans the root selections that subgraphs answer.
   *
   * @throws {PlanBudgetExceeded} when it takes too long
   */
  async plan(
    operation: OperationDefinitionNode,
    { selections, keys }: PlannedSelections,
    { overrides, time }: Circumstances,
  ): Promise<OperationPlan> {
    if (selections.length === 0) return { root: undefined, unreachable: [] };
    const schema = this.#options.supergraph.fullSchema;
    const isActive = (label: string): boolean => isOverrideActive(label, overrides);
    const options = { schema, offers: this.#offers, isActive, operation, keys, time };
    const attempt: Attempt = async (part) => {
      try {
        return await new PlacePlanner(options).plan(part);
      } catch (error) {
        if (error instanceof NoWay) return undefined;
        throw error;
      }
    };
    const whole = await attempt(selections);
    const inTurn = operation.operation === OperationTypeNode.MUTATION && whole?.kind !== 'fetch';
    if (whole && !inTurn) return { root: whole, unreachable: [] };
    return inTurn ? await planInTurn(selections, attempt) : await planReachable(selections, attempt);
  }
}

function isOverrideActive(label: string, { labels, percentage }: ActiveOverrides): boolean {
  const percent = percentageOf(label);
  return percent === undefined ? labels.has(label) : percentage < percent;
}
