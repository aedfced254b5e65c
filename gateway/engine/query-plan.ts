/** One step of a plan in a form for people to read: what which subgraph is asked, and in which order. */
export type QueryPlanStep =
  | {
      readonly kind: 'fetch' | 'entity-fetch';
      readonly subgraph: string;
      readonly operation: string;
      /** The client's variables that the operation uses. */
      readonly variables: readonly string[];
      /** Where the data belongs in the response; the empty string is the root. */
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
      /** Each of these plans starts from the data of the first one. */
      readonly deferred: readonly DeferredPlan[];
    };

/** The plan of what one or several `@defer` fragments defer. */
export interface DeferredPlan {
  /** The labels of those fragments; a fragment without a label has none here. */
  readonly labels: readonly string[];
  readonly step: QueryPlanStep | undefined;
}
