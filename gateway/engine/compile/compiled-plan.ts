import type { PlanPath } from '../plan/plan-nodes.ts';
import type { Collect } from './fetches/collect.ts';
import type { Json, ResponsePath } from './data.ts';
import type { Merge } from './fetches/merge.ts';
import type { Represent } from './fetches/represent.ts';
import type { SameEntity } from './fetches/same-entity.ts';

interface CompiledRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly bodyPrefix: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly variables: readonly string[];
}

/**
 * Copies the data of a response and renames its fields. Present only where fields were asked for under another name.
 */
export type RenameData = (data: Json) => Json;

/** Renames the keys of an error's path as the data is renamed. */
export type RenamePath = (path: ResponsePath) => ResponsePath;

export interface CompiledFetch extends CompiledRequest {
  readonly kind: 'fetch';
  readonly path: PlanPath;
  /** Undefined for a fetch at the root. */
  readonly collect: Collect | undefined;
  readonly merge: Merge;
  readonly rename: RenameData | undefined;
  readonly renamePath: RenamePath;
  readonly rootFields: readonly RootField[];
}

/** A root field of a plain fetch. */
export interface RootField {
  readonly key: string;
  /** In a mutation, a null in such a field ends the operation. */
  readonly nonNull: boolean;
}

export interface CompiledEntities {
  readonly alias: string;
  /** The JSON text before the representations: `"representations":[`. */
  readonly variablePrefix: string;
  readonly paths: readonly { readonly path: PlanPath; readonly collect: Collect }[];
  readonly represent: Represent;
  readonly sameEntity: SameEntity | undefined;
  readonly merge: Merge;
  readonly rename: RenameData | undefined;
  readonly renamePath: RenamePath;
}

export interface CompiledEntityFetch extends CompiledRequest {
  readonly kind: 'entity-fetch';
  readonly entities: readonly CompiledEntities[];
}

export type CompiledNode =
  | CompiledFetch
  | CompiledEntityFetch
  | { readonly kind: 'sequence' | 'parallel'; readonly nodes: readonly CompiledNode[] };

/** A compiled plan. In a subscription, `primary` opens the stream and `root` completes each of its events. */
export interface CompiledPlan {
  readonly primary: CompiledFetch | undefined;
  readonly root: CompiledNode | undefined;
}
