import { Kind, OperationTypeNode } from 'graphql';
import type { OperationDefinitionNode, SelectionNode } from 'graphql';
import { withEntityRoots } from '../../supergraph/entity-roots.ts';
import type { SupergraphWithRoots } from '../../supergraph/entity-roots.ts';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { normalisePlan } from './normalise-plan.ts';
import { StepPlanner } from './plan-in-steps.ts';
import type { PlannedRoot, StepOperation } from './plan-in-steps.ts';
import type { PlanNode } from './plan-nodes.ts';
import type { PlannedKeys } from './planned-keys.ts';
import { plannedText } from './planned-text.ts';
import type { QueryPlanSource } from './query-plan-source.ts';

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

/** The root selections that subgraphs answer, and the keys to ask for them under. */
export interface PlannedSelections {
  readonly selections: readonly SelectionNode[];
  readonly keys: PlannedKeys;
}

export interface PlannerOptions {
  readonly source: QueryPlanSource;
  readonly supergraph: Supergraph;
  /** The name that the source knows the supergraph by. */
  readonly name: string;
  readonly overrideLabels: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for percentage overrides. */
  readonly drawPercentage: () => number;
}

/** What holds for all of an operation's plans. */
export interface Circumstances {
  readonly overrides: ActiveOverrides;
  /** Aborted when planning has taken too long. */
  readonly signal: AbortSignal;
}

/** Plans operations with the Rust planner, off the event loop and within a time budget. */
export class OperationPlanner {
  readonly #options: PlannerOptions;
  readonly #labels: readonly string[];
  readonly #percentages: readonly number[];
  readonly #ready: Promise<void>;
  /** What plans in steps are made by, opened when it is first needed; nothing where there are none to make. */
  #fallback: Promise<SupergraphWithRoots | undefined> | undefined;

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { labels, percentages } = overrideLabels(options.supergraph.fullSchema);
    this.#labels = labels.filter((label) => options.overrideLabels.has(label)).sort();
    this.#percentages = percentages;
    this.#ready = options.source.open(options.name, options.supergraph.sdl);
    // Whoever waits for it is told; nobody has to.
    this.#ready.catch(() => {});
  }

  /** Rejects when the planner cannot read the supergraph. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  get #nameWithRoots(): string {
    return `${this.#options.name}, with roots`;
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
   * @throws {PlanBudgetExceeded} when the signal says so
   */
  async plan(
    operation: OperationDefinitionNode,
    { selections, keys }: PlannedSelections,
    circumstances: Circumstances,
  ): Promise<OperationPlan> {
    if (selections.length === 0) return { root: undefined, unreachable: [] };
    const asked = { operation, keys, ...circumstances };
    const attempt: Attempt = (part) => this.#attempt({ kind: operation.operation, selections: part }, asked);
    const whole = await attempt(selections);
    const inTurn = operation.operation === OperationTypeNode.MUTATION && whole?.root?.kind !== 'fetch';
    if (whole && !inTurn) return { root: whole.root, unreachable: [] };
    return inTurn ? await planInTurn(selections, attempt) : await planReachable(selections, attempt);
  }

  /** @returns nothing when there is no way to answer the selections */
  async #attempt(part: StepOperation, asked: Asked): Promise<PlannedRoot | undefined> {
    const whole = await this.#ask(this.#options.name, part, asked);
    const supergraph = whole ? undefined : await (this.#fallback ??= this.#openFallback());
    if (!supergraph) return whole;
    const isActive = (label: string): boolean => isOverrideActive(label, asked.overrides);
    const steps = new StepPlanner({ supergraph, keys: asked.keys, isActive }, (step) =>
      this.#ask(this.#nameWithRoots, step, asked),
    );
    return await steps.plan(part);
  }

  async #openFallback(): Promise<SupergraphWithRoots | undefined> {
    const { sdl, fullSchema } = this.#options.supergraph;
    const supergraph = withEntityRoots(sdl, fullSchema);
    if (!supergraph) return undefined;
    const isOpen = this.#options.source.open(this.#nameWithRoots, supergraph.sdl).then(
      () => true,
      () => false,
    );
    return (await isOpen) ? supergraph : undefined;
  }

  /** @returns nothing when the planner finds no way to answer the selections */
  async #ask(
    supergraph: string,
    { kind, selections }: StepOperation,
    { operation, keys, overrides, signal }: Asked,
  ): Promise<PlannedRoot | undefined> {
    if (signal.aborted) throw new PlanBudgetExceeded();
    let onAbort = (): void => {};
    const exceeded = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(new PlanBudgetExceeded());
      signal.addEventListener('abort', onAbort, { once: true });
    });
    const text = plannedText({ ...operation, operation: kind }, selections, keys);
    const { labels, percentage } = overrides;
    const planning = this.#options.source.plan({ supergraph, text, labels: [...labels], percentage }, signal);
    try {
      // The planner looks at the signal between steps only; the client's answer does not wait for that.
      const planned = await Promise.race([planning, exceeded]);
      return planned && { root: normalisePlan(planned.node) };
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) exceeded.catch(() => {});
    }
  }
}

/** What is the same for all parts of an operation that are planned. */
interface Asked extends Circumstances {
  readonly operation: OperationDefinitionNode;
  readonly keys: PlannedKeys;
}

function isOverrideActive(label: string, { labels, percentage }: ActiveOverrides): boolean {
  const percent = percentageOf(label);
  return percent === undefined ? labels.has(label) : percentage < percent;
}

type Attempt = (selections: readonly SelectionNode[]) => Promise<PlannedRoot | undefined>;

/** What is left of an operation that cannot be planned as a whole. */
async function planReachable(selections: readonly SelectionNode[], attempt: Attempt): Promise<OperationPlan> {
  const unreachable: SelectionNode[] = [];
  const reachable: SelectionNode[] = [];
  for (const selection of selections) {
    const alone = selections.length > 1 ? await attempt([selection]) : undefined;
    (alone ? reachable : unreachable).push(selection);
  }
  const rest = reachable.length > 0 ? await attempt(reachable) : undefined;
  if (!rest) return { root: undefined, unreachable: selections };
  return { root: rest.root, unreachable };
}

/**
 * Plans every field of a mutation for itself, so that each is complete, the entities of its payload included, before the
 * next one starts. A plan of all of them would complete the payloads when the last field has run.
 *
 * @see https://spec.graphql.org/October2021/#sec-Mutation
 */
async function planInTurn(selections: readonly SelectionNode[], attempt: Attempt): Promise<OperationPlan> {
  const nodes: PlanNode[] = [];
  const unreachable: SelectionNode[] = [];
  for (const field of groupByKey(selections)) {
    const root = (await attempt(field))?.root;
    if (root) nodes.push(root);
    else unreachable.push(...field);
  }
  return { root: nodes.length > 1 ? { kind: 'sequence', nodes } : nodes[0], unreachable };
}

/** The selections of one response key are one field, wherever they stand. */
function groupByKey(selections: readonly SelectionNode[]): readonly SelectionNode[][] {
  const groups = new Map<string, SelectionNode[]>();
  for (const selection of selections) {
    const key = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '';
    groups.set(key, [...(groups.get(key) ?? []), selection]);
  }
  return [...groups.values()];
}
