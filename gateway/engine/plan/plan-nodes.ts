import type { SelectionNode } from 'graphql';

/** A step from the root of the response to the objects that a fetch is about. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  /** Every item of a list; of nested lists, every item of the inner lists. */
  | { readonly kind: 'items' }
  | { readonly kind: 'type'; readonly name: string };

export type PlanPath = readonly PathStep[];

export interface RequiredField {
  readonly kind: 'field';
  /** The response name under which the value stands in the data merged so far. */
  readonly responseName: string;
  /** The name under which the representation holds the value. */
  readonly fieldName: string;
  /** The entity cannot be fetched without this field; null counts as a value. */
  readonly isKey: boolean;
  /** Whether the value is non-null, then whether its items are, then the items of these, and so on. */
  readonly nonNull: readonly boolean[];
  readonly selections: readonly RequiredSelection[];
}

export interface RequiredFragment {
  readonly kind: 'fragment';
  readonly typeCondition: string;
  readonly selections: readonly RequiredSelection[];
}

export type RequiredSelection = RequiredField | RequiredFragment;

/** Gives a field that was asked for under another response name its own one back. */
export interface Rename {
  /** The response names in the subgraph's data that lead to the field, its own included. */
  readonly path: readonly string[];
  readonly responseName: string;
}

interface FetchBase {
  readonly subgraph: string;
  readonly operation: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** The names of the client's variables that the operation uses. */
  readonly variables: readonly string[];
}

/** A plain operation. Its data belongs at `path`; an empty path is the root of the response. */
export interface FetchNode extends FetchBase {
  readonly kind: 'fetch';
  readonly path: PlanPath;
  /** The deepest fields come first. */
  readonly renames: readonly Rename[];
}

/** One `_entities` field of an entity fetch. */
export interface EntitySelection {
  /** The response name of the `_entities` field. */
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly PlanPath[];
  readonly requires: readonly RequiredSelection[];
  /** The name of an interface, where representations carry it in place of the object type's name. */
  readonly interfaceName: string | undefined;
  readonly renames: readonly Rename[];
}

/** Fetches entities by their representations. */
export interface EntityFetchNode extends FetchBase {
  readonly kind: 'entity-fetch';
  readonly entities: readonly EntitySelection[];
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** Opens a stream of events. The nodes after it in the plan complete the data of each event. */
export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly primary: FetchNode;
}

/** The response name of the list of entities that the plan of a deferred fragment starts from. */
export const KNOWN_ENTITIES = '_known';

export type PlanNode = FetchNode | EntityFetchNode | SequenceNode | ParallelNode | SubscriptionNode;

/** A plan that starts from entities, which the data holds under {@link KNOWN_ENTITIES}. */
export interface EntityPlan {
  readonly root: PlanNode | undefined;
  /** The fields that the data must hold of each entity. */
  readonly known: readonly SelectionNode[];
}
