import { isListType, isNonNullType } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLOutputType, SelectionNode } from 'graphql';
import type { EntityKey, FieldSource } from '../../../supergraph/subgraph-capabilities.ts';
import type { DraftSelectionSet } from '../fetches/draft-selection-set.ts';
import type { FetchDraft } from '../fetches/fetch-drafts.ts';
import type { PathStep, PlanPath } from '../plan-nodes.ts';
import type { RequiredFields } from '../fetches/required-fields.ts';

/** A selection set of one subgraph's, for the objects of a place. */
export interface SubgraphSelection {
  /** How the objects are asked for: see `subgraphOf`. */
  readonly graph: string;
  readonly draft: FetchDraft;
  readonly set: DraftSelectionSet;
  /** The name that the subgraph knows the objects by. */
  readonly type: string;
  /** Fields that are answered here though they are external. */
  readonly provided: readonly SelectionNode[];
}

/** An entry for fields that are computed from others. */
export interface ComputedSelection {
  readonly selection: SubgraphSelection;
  readonly required: RequiredFields;
  /** The fetches that answer what they are computed from. */
  readonly sources: ReadonlySet<FetchDraft>;
  /** Nothing that they lack keeps the entities from being asked for. */
  readonly isUnconditional: boolean;
}

/** How a subgraph comes to answer fields of a place's objects, and how many fetches one after the other that takes. */
export type EntityMove = { readonly hops: number } & MoveKind;

type MoveKind =
  /** It does so already. */
  | { readonly kind: 'here' }
  /** As a root. */
  | { readonly kind: 'root' }
  /** It is asked for the entities. */
  | { readonly kind: 'key'; readonly key: EntityKey }
  /** It answers the field that led here, too. */
  | { readonly kind: 'parent'; readonly source: FieldSource }
  /** It does so for the place that this one is a part of. */
  | { readonly kind: 'enclosing' };

/** Objects of the response that a selection set is for. */
export class PlanPosition {
  readonly path: PlanPath;
  readonly type: GraphQLCompositeType;
  /** The names of the object types that may stand here. */
  readonly possibleTypes: ReadonlySet<string>;
  /** Those of them that all subgraphs which answer the field that leads here know of. */
  readonly certainTypes: ReadonlySet<string>;
  /** The place that this one is a part of, by a type condition. */
  readonly enclosing: PlanPosition | undefined;
  /** The field that leads here. */
  readonly parent: { readonly position: PlanPosition; readonly field: FieldNode } | undefined;
  /** How far beyond the places of the operation it is; zero for these. */
  readonly lookahead: number;
  /** By the ways to ask for the objects: by subgraph, mostly. */
  readonly subgraphSelections = new Map<string, SubgraphSelection>();
  readonly computedSelections: ComputedSelection[] = [];
  /** The fetch that answers each field, by response key. */
  readonly answeredBy = new Map<string, FetchDraft>();
  /** By response key. */
  readonly children = new Map<string, PlanPosition>();
  /** By the type of a condition. */
  readonly narrowings = new Map<string, PlanPosition>();
  /** The subgraphs whose keys are just being gathered. */
  readonly entering = new Set<string>();
  /** By subgraph, nearest first; found when they are needed. */
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

/** The steps from a field's value to its objects. */
export function itemSteps(type: GraphQLOutputType): PathStep[] {
  if (isNonNullType(type)) return itemSteps(type.ofType as GraphQLOutputType);
  return isListType(type) ? [{ kind: 'items' }, ...itemSteps(type.ofType)] : [];
}
