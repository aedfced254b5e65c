import { isListType, isNonNullType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLOutputType, SelectionNode } from 'graphql';
import type { EntityKey, FieldSource } from '../../../supergraph/subgraph-capabilities.ts';
import type { DraftSelectionSet } from '../fetches/draft-selection-set.ts';
import type { FetchDraft } from '../fetches/fetch-drafts.ts';
import type { PathStep, PlanPath } from '../plan-nodes.ts';
import type { RequiredFields } from '../fetches/required-fields.ts';

/** What one subgraph is asked for at a position. */
export interface SubgraphSelection {
  /** The `join__Graph` value that the objects are asked by: see `subgraphOf`. */
  readonly graph: string;
  readonly draft: FetchDraft;
  readonly set: DraftSelectionSet;
  /** The name under which the subgraph knows the objects. */
  readonly type: string;
  /** External fields that the subgraph provides here. */
  readonly provided: readonly SelectionNode[];
}

/** What a subgraph is asked for that computes fields from others: their `@requires`. */
export interface ComputedSelection {
  readonly selection: SubgraphSelection;
  readonly required: RequiredFields;
  /** The fetches that answer the required fields. */
  readonly sources: ReadonlySet<FetchDraft>;
  /** No required field can be missing or null in a way that leaves entities out of the fetch. */
  readonly isUnconditional: boolean;
}

/** How a subgraph comes to answer fields at a position. `hops` counts the fetches in a row that this takes. */
export type EntityMove = { readonly hops: number } & MoveKind;

type MoveKind =
  /** It is asked at this position already. */
  | { readonly kind: 'here' }
  /** It is asked for root fields. */
  | { readonly kind: 'root' }
  /** It is asked for the entities by a key. */
  | { readonly kind: 'key'; readonly key: EntityKey }
  /** It answers the field that leads to this position, too. */
  | { readonly kind: 'parent'; readonly source: FieldSource }
  /** It reaches the position that this one narrows. */
  | { readonly kind: 'enclosing' };

/** A position of the response: the objects that a plan path leads to. */
export class PlanPosition {
  readonly path: PlanPath;
  readonly type: GraphQLCompositeType;
  /** The names of the object types that the objects may have. */
  readonly possibleTypes: ReadonlySet<string>;
  /** Those of the possible types that every subgraph which answers the parent field knows. */
  readonly certainTypes: ReadonlySet<string>;
  /** The position that a type condition narrowed to this one. */
  readonly enclosing: PlanPosition | undefined;
  /** The field that leads here and the position it is selected at. */
  readonly parent: { readonly position: PlanPosition; readonly field: FieldNode } | undefined;
  /** How many fields this position lies beyond the operation's own ones; see `Reachability`. */
  readonly lookahead: number;
  /** By `graph`. */
  readonly subgraphSelections = new Map<string, SubgraphSelection>();
  readonly computedSelections: ComputedSelection[] = [];
  /** The fetch that answers each field, by response name. */
  readonly answeredBy = new Map<string, FetchDraft>();
  /** The positions that the fields lead to, by response name. */
  readonly children = new Map<string, PlanPosition>();
  /** The positions that type conditions narrow this one to, by the condition's type. */
  readonly narrowings = new Map<string, PlanPosition>();
  /** The subgraphs whose key fields are being selected at the moment. */
  readonly entering = new Set<string>();
  /** By `graph`, the nearest first; set when they are first needed. */
  moves: ReadonlyMap<string, EntityMove> | undefined;

  constructor(
    position: Pick<PlanPosition, 'path' | 'type' | 'possibleTypes'> &
      Partial<Pick<PlanPosition, 'certainTypes' | 'enclosing' | 'parent' | 'lookahead'>>,
  ) {
    this.path = position.path;
    this.type = position.type;
    this.possibleTypes = position.possibleTypes;
    this.certainTypes = position.certainTypes ?? position.possibleTypes;
    this.enclosing = position.enclosing;
    this.parent = position.parent;
    this.lookahead = position.lookahead ?? 0;
  }
}

/** The path steps from the value of a field to its objects. */
export function itemSteps(type: GraphQLOutputType): PathStep[] {
  if (isNonNullType(type)) return itemSteps(type.ofType as GraphQLOutputType);
  return isListType(type) ? [{ kind: 'items' }, ...itemSteps(type.ofType)] : [];
}
