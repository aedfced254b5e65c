import { OperationTypeNode } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionNode } from 'graphql';
import { requiresArguments, withEntityRoots } from '../../supergraph/entity-roots.ts';
import type { SupergraphWithRoots } from '../../supergraph/entity-roots.ts';
import { overrideLabels, percentageOf } from '../../supergraph/override-labels.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { mapFetches } from './map-fetches.ts';
import { normalisePlan } from './normalise-plan.ts';
import { PlanCoverage } from './plan-coverage.ts';
import { planInTurn, planReachable } from './plan-root-fields.ts';
import type { Attempt, OperationPlan } from './plan-root-fields.ts';
import { StepPlanner } from './plan-in-steps.ts';
import type { PlannedRoot, StepOperation } from './plan-in-steps.ts';
import type { PlannedKeys } from './planned-keys.ts';
import { plannedText } from './planned-text.ts';
import { withoutImpossibleFragments } from './possible-fragments.ts';
import type { QueryPlanSource } from './query-plan-source.ts';

export type { OperationPlan } from './plan-root-fields.ts';

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

/** An operation that takes more plans than that in steps has none: trying every way must not use up its time. */
const MAX_ASKED = 300;

/** Plans operations with the Rust planner, off the event loop and within a time budget. */
export class OperationPlanner {
  readonly #options: PlannerOptions;
  readonly #labels: readonly string[];
  readonly #percentages: readonly number[];
  readonly #whole: Target;
  /** True where fields require others with arguments: plans in steps are tried first then. */
  readonly #requiresArguments: boolean;
  readonly #ready: Promise<void>;
  /** What plans in steps are made by, opened when it is first needed; nothing where there are none to make. */
  #fallback: Promise<SupergraphWithRoots | undefined> | undefined;

  constructor(options: PlannerOptions) {
    this.#options = options;
    const { labels, percentages } = overrideLabels(options.supergraph.fullSchema);
    this.#labels = labels.filter((label) => options.overrideLabels.has(label)).sort();
    this.#percentages = percentages;
    this.#whole = { name: options.name, schema: options.supergraph.fullSchema };
    this.#requiresArguments = requiresArguments(options.supergraph.fullSchema);
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
    const atOnce = this.#requiresArguments ? undefined : await this.#ask(this.#whole, part, asked);
    if (atOnce?.isComplete) return atOnce;
    const complete = await this.#planInSteps(part, asked, (planned) => planned.isComplete);
    // What is left out may be what no subgraph has.
    return complete ?? atOnce ?? (await this.#planInSteps(part, asked, () => true));
  }

  async #planInSteps(
    part: StepOperation,
    asked: Asked,
    isEnough: (planned: AtOnce) => boolean,
  ): Promise<PlannedRoot | undefined> {
    const supergraph = await (this.#fallback ??= this.#openFallback());
    if (!supergraph) return this.#requiresArguments ? await this.#ask(this.#whole, part, asked) : undefined;
    const isActive = (label: string): boolean => isOverrideActive(label, asked.overrides);
    const target = { name: this.#nameWithRoots, schema: supergraph.schema };
    // Different ways lead to the same steps.
    const known = new Map<string, PlannedRoot | undefined>();
    const planAtOnce = async (step: StepOperation): Promise<PlannedRoot | undefined> => {
      const key = plannedText({ ...asked.operation, operation: step.kind }, step.selections, asked.keys);
      if (known.has(key) || known.size >= MAX_ASKED) return known.get(key);
      const planned = await this.#ask(target, step, asked);
      known.set(key, planned && isEnough(planned) ? planned : undefined);
      return known.get(key);
    };
    return await new StepPlanner({ supergraph, keys: asked.keys, isActive }, planAtOnce).plan(part);
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
    { name, schema }: Target,
    { kind, selections }: StepOperation,
    { operation, keys, overrides, signal }: Asked,
  ): Promise<AtOnce | undefined> {
    if (signal.aborted) throw new PlanBudgetExceeded();
    let onAbort = (): void => {};
    const exceeded = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(new PlanBudgetExceeded());
      signal.addEventListener('abort', onAbort, { once: true });
    });
    const text = plannedText({ ...operation, operation: kind }, selections, keys);
    const { labels, percentage } = overrides;
    const planning = this.#options.source.plan({ supergraph: name, text, labels: [...labels], percentage }, signal);
    try {
      // The planner looks at the signal between steps only; the client's answer does not wait for that.
      const planned = await Promise.race([planning, exceeded]);
      if (!planned) return undefined;
      const root = normalisePlan(planned.node);
      const coverage = new PlanCoverage(schema, kind);
      if (root) coverage.add(root);
      const isComplete = coverage.has(selections, keys);
      return { root: root && mapFetches(root, (fetch) => onlyPossible(fetch, schema)), isComplete };
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) exceeded.catch(() => {});
    }
  }
}

/** The planner's own plan. */
interface AtOnce extends PlannedRoot {
  /** False where it does not ask for all that was selected. */
  readonly isComplete: boolean;
}

/** A supergraph that the planner knows. */
interface Target {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

function onlyPossible<Fetch extends { readonly operation: string }>(fetch: Fetch, schema: GraphQLSchema): Fetch {
  return { ...fetch, operation: withoutImpossibleFragments(fetch.operation, schema) };
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
