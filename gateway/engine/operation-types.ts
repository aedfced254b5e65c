import type { DocumentNode, OperationDefinitionNode } from 'graphql';

/** The operation to execute, in a document that passed full validation against the API schema. */
export interface ValidatedOperation {
  readonly document: DocumentNode;
  /** The source text; a part of the plan cache's key. */
  readonly source: string;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
}

/** What one request brings to a compiled operation. */
export interface OperationContext {
  /** The raw variables of the request. The engine coerces them, and answers invalid ones with a request error. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** The headers for a subgraph; they hold the signed principal. Equal headers mean an equal principal. */
  headersFor(subgraph: string): Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Who pays for the work with a share of time: one name for all requests of an account, or of an address. */
  readonly caller?: string;
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** A planned and compiled operation. Its content is the engine's own; callers only pass it back. */
export interface CompiledOperation {
  readonly kind: OperationKind;
  /** The document uses `@defer`, which takes effect when the operation is executed incrementally. */
  readonly defers?: boolean;
}

/** What a plan was made for: enough to plan the same operation again, for another supergraph too. */
export interface PlannedOperation extends PlanVariant {
  readonly source: string;
  readonly operationName: string | undefined;
}

/** Identifies one of the plans of an operation. */
export interface PlanVariant {
  readonly conditions: Conditions;
  /** True for the plan that defers; false for the plan that ignores `@defer`. */
  readonly incremental: boolean;
}

/** The values of the variables that the `@skip`, `@include` and `@defer` directives of an operation depend on. */
export type Conditions = Readonly<Record<string, boolean>>;

/** Selects one of the plans of an operation by the variables of a request. */
export interface PlanChoice {
  /** Needed when `@skip`, `@include` or `@defer` depend on variables. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** True for the plan that defers; false for the plan that ignores `@defer`. */
  readonly incremental?: boolean;
}
