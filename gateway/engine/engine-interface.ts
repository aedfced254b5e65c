import type { DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import type { FairTurns } from '../fair-turns.ts';
import type { SubgraphClient } from '../subgraph-clients/subgraph-client.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';

/** A document that passed full validation against the API schema, with the operation to run. */
export interface ValidatedOperation {
  readonly document: DocumentNode;
  /** The source text, part of the plan cache's key. */
  readonly source: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
}

/** What one request brings to a compiled operation. */
export interface OperationContext {
  /** Raw variables of the request; the engine coerces them and answers bad ones as a request error. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** Headers for a subgraph: the signed principal first of all. Equal strings mean an equal principal. */
  headersFor(subgraph: string): Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Whose share of time the work counts in: equal for all requests of one account, or of one address. */
  readonly caller?: string;
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** An operation planned and compiled; opaque to callers. */
export interface CompiledOperation {
  readonly kind: OperationKind;
  /** It has a `@defer`, which counts when it is run incrementally. */
  readonly defers?: boolean;
}

/** What a plan was made for: enough to make it again, with another supergraph too. */
export interface PlannedOperation extends PlanVariant {
  readonly source: string;
  readonly operationName: string | undefined;
}

/** Which of an operation's plans is meant. */
export interface PlanVariant {
  readonly conditions: Conditions;
  /** With `@defer`, not as if it were not there. */
  readonly incremental: boolean;
}

/** The values of the variables that a `@skip`, `@include` or `@defer` of the operation depends on. */
export type Conditions = Readonly<Record<string, boolean>>;

/** A deferred fragment on an object of the response, of which a later result tells. */
export interface PendingResult {
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly label?: string;
}

/** Fields of a deferred fragment, to be merged into the object at `subPath` below the fragment's own path. */
export interface IncrementalData {
  readonly id: string;
  readonly subPath?: readonly (string | number)[];
  readonly data: Record<string, unknown>;
  readonly errors?: readonly GraphQLError[];
}

/** A deferred fragment of which nothing more comes; with errors nothing came at all, as a null left no place for it. */
export interface CompletedResult {
  readonly id: string;
  readonly errors?: readonly GraphQLError[];
}

/**
 * One of several results of an operation with `@defer`: `data` is in the first one only.
 *
 * @see https://github.com/graphql/graphql-spec/pull/1110
 */
export interface IncrementalResult extends ExecutionResult {
  readonly pending?: readonly PendingResult[];
  readonly incremental?: readonly IncrementalData[];
  readonly completed?: readonly CompletedResult[];
  readonly hasNext: boolean;
}

/** One step of a plan, for people to read: what is asked of whom, and in which order. */
export type QueryPlanStep =
  | {
      readonly kind: 'fetch' | 'entity-fetch';
      readonly subgraph: string;
      readonly operation: string;
      /** The client's variables that the operation uses. */
      readonly variables: readonly string[];
      /** Where in the response the answer belongs; the root is the empty text. */
      readonly paths: readonly string[];
    }
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly QueryPlanStep[] }
  | {
      readonly kind: 'subscription';
      readonly primary: QueryPlanStep;
      readonly eachEvent: QueryPlanStep | undefined;
    }
  | {
      readonly kind: 'defer';
      readonly first: QueryPlanStep | undefined;
      /** Plans of their own, which start with what the first one found. */
      readonly deferred: readonly DeferredPlan[];
    };

/** The plan of what some fragments defer. */
export interface DeferredPlan {
  /** Of the fragments that have one. */
  readonly labels: readonly string[];
  readonly step: QueryPlanStep | undefined;
}

/** How an operation is run, where it has several plans. */
export interface PlanChoice {
  /** Where `@skip`, `@include` or `@defer` depend on them. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** With `@defer`, not as if it were not there. */
  readonly incremental?: boolean;
}

/** One supergraph in, one executor out. */
export interface Engine {
  /**
   * Plans and compiles, once per document and operation name; later calls answer from the cache. Callers take turns.
   *
   * @param caller whose share of time it counts in
   * @throws {TooManyWaiting} when too much of the caller, or of all, waits to be planned
   */
  prepare(operation: ValidatedOperation, caller?: string): Promise<CompiledOperation>;
  /** Prepares an operation before anybody asks, with the plan that a run would make. */
  planAhead(operation: ValidatedOperation, variant: PlanVariant): Promise<void>;
  /** What the plans that are kept were made for, those used last first. */
  recentlyUsed(max: number): readonly PlannedOperation[];
  /** Runs a query or a mutation. Never throws for what a request or a subgraph did: those are errors in the result. */
  execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult>;
  /**
   * Runs a query or a mutation whose `@defer`s count. Never throws for what a request or a subgraph did.
   *
   * @returns the results, the first of them with the data that is not deferred, or one result when nothing is
   */
  executeIncrementally(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<IncrementalResult> | ExecutionResult>;
  /** Starts a subscription: a stream of results, or one result when it could not start. */
  subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  /** The plan of a prepared operation that has run; nothing when it asks no subgraph or cannot be run. */
  explain(compiled: CompiledOperation, choice?: PlanChoice): QueryPlanStep | undefined;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly supergraph: Supergraph;
  /** A client for every subgraph of the supergraph, by its name. */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  /** How long planning one operation may take. */
  readonly planBudgetMs?: number;
  /** Bytes of the heap that kept plans may take. */
  readonly planCacheBytes?: number;
  /** The turns that planning takes, where something else has a part in them. */
  readonly planningTurns?: FairTurns;
  /** How many events of subscriptions are completed by further fetches at the same time. */
  readonly eventsAtOnce?: number;
  /** Labels of progressive overrides that are in force. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for overrides by percentage. */
  readonly drawPercentage?: () => number;
}
