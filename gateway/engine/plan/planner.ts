import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import type { OperationDefinitionNode, SelectionNode } from 'graphql';
import { normalisePlan } from './normalise-plan.ts';
import { orderMutations } from './order-mutations.ts';
import type { FetchNode, PlanNode } from './plan-nodes.ts';
import { plannedText } from './planned-text.ts';
import { listRootFields } from './root-fields.ts';

/** Planning took longer than its budget. */
export class PlanBudgetExceeded extends Error {
  override readonly name = 'PlanBudgetExceeded';
}

/** The progressive overrides in force for one operation. */
export interface ActiveOverrides {
  readonly labels: ReadonlySet<string>;
  /** From 0 to 100; the overrides of more percent than this are active. */
  readonly percentage: number;
  /** Equal keys mean equal plans. */
  readonly key: string;
}

export interface OperationPlan {
  /** Nothing when no subgraph has to be asked. */
  readonly root: PlanNode | undefined;
  /** Root selections that no subgraph can answer. */
  readonly unreachable: readonly SelectionNode[];
}

export interface PlannerOptions {
  readonly supergraphSdl: string;
  readonly budgetMs: number;
  readonly overrideLabels: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for percentage overrides. */
  readonly drawPercentage: () => number;
}

/** Plans operations with the Rust planner, off the event loop and within a time budget. */
export class OperationPlanner {
  readonly #planner: QueryPlanner;
  readonly #options: PlannerOptions;
  readonly #labels: readonly string[];
  readonly #percentages: readonly number[];

  /** @throws {Error} when the planner cannot read the supergraph */
  constructor(options: PlannerOptions) {
    this.#planner = new QueryPlanner(options.supergraphSdl);
    this.#options = options;
    this.#labels = this.#planner.overrideLabels.filter((label) => options.overrideLabels.has(label)).sort();
    this.#percentages = this.#planner.overridePercentages;
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
   * @throws {PlanBudgetExceeded} when the budget is used up
   */
  async plan(
    operation: OperationDefinitionNode,
    selections: readonly SelectionNode[],
    overrides: ActiveOverrides,
  ): Promise<OperationPlan> {
    if (selections.length === 0) return { root: undefined, unreachable: [] };
    const signal = AbortSignal.timeout(this.#options.budgetMs);
    const attempt = (part: readonly SelectionNode[]) => this.#attempt(plannedText(operation, part), overrides, signal);
    const whole = await attempt(selections);
    if (whole) return { root: normalise(whole), unreachable: [] };
    const unreachable: SelectionNode[] = [];
    const reachable: SelectionNode[] = [];
    for (const selection of selections) {
      const alone = selections.length > 1 ? await attempt([selection]) : undefined;
      (alone ? reachable : unreachable).push(selection);
    }
    const rest = reachable.length > 0 ? await attempt(reachable) : undefined;
    if (!rest) return { root: undefined, unreachable: selections };
    return { root: normalise(rest), unreachable };
  }

  /** @returns nothing when the planner finds no way to answer the selections */
  async #attempt(text: string, overrides: ActiveOverrides, signal: AbortSignal): Promise<QueryPlan | undefined> {
    if (signal.aborted) throw new PlanBudgetExceeded();
    let onAbort = (): void => {};
    const exceeded = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(new PlanBudgetExceeded());
      signal.addEventListener('abort', onAbort, { once: true });
    });
    const labels = new Set(overrides.labels);
    const planned = this.#planner.planAsync(text, undefined, labels, overrides.percentage, signal);
    try {
      // The planner looks at the signal between steps only; the client's answer does not wait for that.
      return await Promise.race([planned.catch(() => undefined), exceeded]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) exceeded.catch(() => {});
    }
  }
}

function normalise(plan: QueryPlan): PlanNode | undefined {
  const root = normalisePlan(plan.node);
  return root && orderMutations(root, rootResponseKeys);
}

function rootResponseKeys(fetch: FetchNode): string[] {
  const fields = listRootFields(parse(fetch.operation, { noLocation: true }));
  return fields.map(({ field }) => (field.alias ?? field.name).value);
}
