import { isListType, isNonNullType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLOutputType, SelectionNode } from 'graphql';
import type { EntityKey, FieldSource } from '../../supergraph/subgraph-offers.ts';
import type { DraftSet } from './draft-set.ts';
import type { FetchDraft } from './fetch-drafts.ts';
import type { PathStep, PlanPath } from './plan-nodes.ts';
import type { RequiredFields } from './required-fields.ts';

/** A selection set of one subgraph's, for the objects of a place. */
export interface Entry {
  /** How the objects are asked for: see `subgraphOf`. */
  readonly graph: string;
  readonly draft: FetchDraft;
  readonly set: DraftSet;
  /** The name that the subgraph knows the objects by. */
  readonly type: string;
  /** Fields that are answered here though they are external. */
  readonly provided: readonly SelectionNode[];
}

/** An entry for fields that are computed from others. */
export interface ComputingEntry {
  readonly entry: Entry;
  readonly required: RequiredFields;
  /** The fetches that answer what they are computed from. */
  readonly sources: ReadonlySet<FetchDraft>;
  /** Nothing that they lack keeps the entities from being asked for. */
  readonly isCertain: boolean;
}

/** How a subgraph comes to answer fields of a place's objects, and how many fetches one after the other that takes. */
export type Way = { readonly hops: number } & WayIn;

type WayIn =
  /** It does so already. */
  | { readonly kind: 'here' }
  /** As a root. */
  | { readonly kind: 'root' }
  /** It is asked for the entities. */
  | { readonly kind: 'key'; readonly key: EntityKey }
  /** It answers the field that led here, too. */
  | { readonly kind: 'above'; readonly source: FieldSource }
  /** It does so for the place that this one is a part of. */
  | { readonly kind: 'whole' };

/** Objects of the response that a selection set is for. */
export class Place {
  readonly path: PlanPath;
  readonly type: GraphQLCompositeType;
  /** The names of the object types that may stand here. */
  readonly possible: ReadonlySet<string>;
  /** Those of them that all subgraphs which answer the field that leads here know of. */
  readonly certain: ReadonlySet<string>;
  /** The place that this one is a part of, by a type condition. */
  readonly whole: Place | undefined;
  /** The field that leads here. */
  readonly above: { readonly place: Place; readonly field: FieldNode } | undefined;
  /** How far beyond the places of the operation it is; zero for these. */
  readonly imagined: number;
  /** By the ways to ask for the objects: by subgraph, mostly. */
  readonly entries = new Map<string, Entry>();
  readonly computing: ComputingEntry[] = [];
  /** The fetch that answers each field, by response key. */
  readonly asked = new Map<string, FetchDraft>();
  /** By response key. */
  readonly below = new Map<string, Place>();
  /** By the type of a condition. */
  readonly parts = new Map<string, Place>();
  /** The subgraphs whose keys are just being gathered. */
  readonly opening = new Set<string>();
  /** By subgraph, nearest first; found when they are needed. */
  ways: ReadonlyMap<string, Way> | undefined;

  constructor(
    place: Pick<Place, 'path' | 'type' | 'possible'> & Partial<Pick<Place, 'certain' | 'whole' | 'above' | 'imagined'>>,
  ) {
    this.path = place.path;
    this.type = place.type;
    this.possible = place.possible;
    this.certain = place.certain ?? place.possible;
    this.whole = place.whole;
    this.above = place.above;
    this.imagined = place.imagined ?? 0;
  }
}

/** The steps from a field's value to its objects. */
export function itemSteps(type: GraphQLOutputType): PathStep[] {
  if (isNonNullType(type)) return itemSteps(type.ofType as GraphQLOutputType);
  return isListType(type) ? [{ kind: 'items' }, ...itemSteps(type.ofType)] : [];
}
