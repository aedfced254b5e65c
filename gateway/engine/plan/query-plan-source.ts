import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** An operation as the planner library gets it. */
export interface PlanRequest {
  /** The name that the supergraph was opened by. */
  readonly supergraph: string;
  /** One anonymous operation with fragments inlined. */
  readonly text: string;
  /** The labels of progressive overrides that are active. */
  readonly labels: readonly string[];
  /** From 0 to 100, for overrides by percentage. */
  readonly percentage: number;
}

/** The planner library, wherever it runs. */
export interface QueryPlanSource {
  /**
   * Makes a supergraph known by a name.
   *
   * @returns a promise that rejects when the planner cannot read it
   */
  open(name: string, sdl: string): Promise<void>;
  /**
   * @param signal ends the work; the promise is not settled then
   * @returns nothing when the planner finds no plan or fails over the operation
   */
  plan(request: PlanRequest, signal: AbortSignal): Promise<QueryPlan | undefined>;
  close(): Promise<void>;
}
