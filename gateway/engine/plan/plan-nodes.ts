/** A step on the way from the response's root to the objects a fetch is about. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  /** Every item of a list, of lists of lists too. */
  | { readonly kind: 'items' }
  | { readonly kind: 'type'; readonly name: string };

export type PlanPath = readonly PathStep[];

export interface RequiredField {
  readonly kind: 'field';
  /** The key read from the response so far. */
  readonly responseName: string;
  /** The key written into the representation. */
  readonly fieldName: string;
  /** Without a value for it, be it null, the entity cannot be asked for. */
  readonly isKey: boolean;
  /** Which of the value, its items, their items, and so on cannot be null. */
  readonly nonNull: readonly boolean[];
  readonly selections: readonly RequiredSelection[];
}

export interface RequiredFragment {
  readonly kind: 'fragment';
  readonly typeCondition: string;
  readonly selections: readonly RequiredSelection[];
}

export type RequiredSelection = RequiredField | RequiredFragment;

/** The key of what was asked for under another one. */
export interface Rename {
  /** The keys that lead there, those of the answer. */
  readonly path: readonly string[];
  readonly responseName: string;
}

interface FetchBase {
  readonly subgraph: string;
  readonly operation: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** Names of the client's variables the operation uses. */
  readonly variables: readonly string[];
}

/** A plain operation whose data belongs at `path`, the root when that is empty. */
export interface FetchNode extends FetchBase {
  readonly kind: 'fetch';
  readonly path: PlanPath;
  /** Those furthest below first. */
  readonly renames: readonly Rename[];
}

/** One `_entities` field of an entity fetch. */
export interface EntitySelection {
  /** The key in the fetch's data. */
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly PlanPath[];
  readonly requires: readonly RequiredSelection[];
  /** The interface's name, where it is sent in place of its member's. */
  readonly interfaceName: string | undefined;
  readonly renames: readonly Rename[];
}

/** A fetch of entities by representations. */
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

/** A stream whose every event is the initial data for the nodes that follow it. */
export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly primary: FetchNode;
}

/** The key of the list that a plan for entities starts from. */
export const KNOWN_ENTITIES = '_known';

export type PlanNode = FetchNode | EntityFetchNode | SequenceNode | ParallelNode | SubscriptionNode;
