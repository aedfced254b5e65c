import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from 'graphql';
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
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** An operation planned and compiled; opaque to callers. */
export interface CompiledOperation {
  readonly kind: OperationKind;
}

/** What a plan was made for: enough to make it again, with another supergraph too. */
export interface PlannedOperation {
  readonly source: string;
  readonly operationName: string | undefined;
  readonly conditions: Conditions;
}

/** The values of the variables that a `@skip` or `@include` of the operation depends on. */
export type Conditions = Readonly<Record<string, boolean>>;

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
      readonly kind: 'condition';
      readonly variable: string;
      readonly whenTrue: QueryPlanStep | undefined;
      readonly whenFalse: QueryPlanStep | undefined;
    }
  | {
      readonly kind: 'subscription';
      readonly primary: QueryPlanStep;
      readonly eachEvent: QueryPlanStep | undefined;
    };

/** One supergraph in, one executor out. Its planner is a process of its own, which ends when the engine is closed. */
export interface Engine {
  /** Rejects when the planner cannot read the supergraph, with the planner closed. Operations that come earlier wait. */
  ready(): Promise<void>;
  /** Plans and compiles, once per document and operation name; later calls answer from the cache. */
  prepare(operation: ValidatedOperation): Promise<CompiledOperation>;
  /** Prepares an operation before anybody asks, the plan for these values included that runs otherwise make. */
  planAhead(operation: ValidatedOperation, conditions: Conditions): Promise<void>;
  /** What the plans that are kept were made for, those used last first. */
  recentlyUsed(max: number): readonly PlannedOperation[];
  /** Runs a query or a mutation. Never throws for what a request or a subgraph did: those are errors in the result. */
  execute(compiled: CompiledOperation, context: OperationContext): Promise<ExecutionResult>;
  /** Starts a subscription: a stream of results, or one result when it could not start. */
  subscribe(
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
  /**
   * The plan of a prepared operation; nothing when it asks no subgraph or cannot be run.
   *
   * @param variables where `@skip` or `@include` depend on them: those of a run, whose plan is meant
   */
  explain(compiled: CompiledOperation, variables?: Readonly<Record<string, unknown>>): QueryPlanStep | undefined;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly supergraph: Supergraph;
  /** A client for every subgraph of the supergraph, by its name. */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  /** How long planning one operation may take. */
  readonly planBudgetMs?: number;
  /** How many compiled operations are kept. */
  readonly planCacheSize?: number;
  /** Labels of progressive overrides that are in force. */
  readonly overrideLabels?: ReadonlySet<string>;
  /** Draws a number from 0 up to 100 for overrides by percentage. */
  readonly drawPercentage?: () => number;
}
