import { Kind } from 'graphql';
import type { FieldNode, GraphQLObjectType, SelectionNode, SelectionSetNode } from 'graphql';
import type { Supergraph } from '../../../supergraph/supergraph.ts';
import type { DeferUsage } from '../../plan/selections/deferrals.ts';
import { KNOWN_ENTITIES } from '../../plan/plan-nodes.ts';
import type { PlanNode } from '../../plan/plan-nodes.ts';
import type { ResponseNames } from '../../plan/selections/response-names.ts';
import type { PlanningBudget } from '../../plan/planning-budget.ts';
import { introspectionSelections } from '../../plan/selections/root-selections.ts';
import type { FunctionMaker } from '../code.ts';
import type { ClientSelection } from '../compile-operation.ts';
import { compilePlan } from '../compile-plan.ts';
import type { CompiledPlan } from '../compiled-plan.ts';
import { isDataObject } from '../data.ts';
import type { DataObject, Json } from '../data.ts';
import type { DeferredUnit, DeferredUnits } from './deferred-units.ts';
import type { Introspect } from '../projection/introspect.ts';
import type { Project } from '../projection/projection-context.ts';
import type { DeferredProjection } from '../projection/project.ts';
import type { TypeRelations } from '../type-relations.ts';

/** What the engine knows of an entity that a plan starts from: a copy of its type and keys. */
export type Seed = (entity: DataObject) => DataObject;

/** A plan of its own for what some fragments defer, and how to deliver what it finds. */
export interface CompiledDeferredUnit {
  readonly plan: CompiledPlan;
  /** For a plan that starts at entities; one that starts at the root of queries needs to know nothing. */
  readonly seed: Seed | undefined;
  /** From the start to the object: the keys of the data, and those of the response. */
  readonly steps: readonly { readonly planned: string; readonly client: string }[];
  /** The fragments it is delivered for, and how deep in the response the objects are that they are on. */
  readonly usages: readonly { readonly usage: DeferUsage; readonly depth: number }[];
  readonly introspect: Introspect | undefined;
  readonly selected: ClientSelection;
}

/** What is delivered later of an operation. */
export interface DeferredWork {
  /** By the numbers that projections note objects with. */
  readonly projections: readonly { readonly project: Project; readonly unit: CompiledDeferredUnit }[];
}

interface PlannedUnit {
  readonly unit: DeferredUnit;
  readonly root: PlanNode | undefined;
  /** What must be known of an entity that the plan starts at. */
  readonly known: readonly SelectionNode[];
}

interface Options {
  /** Answers what all parts of the operation ask of the schema. */
  readonly introspect: Introspect | undefined;
  readonly supergraph: Supergraph;
  readonly responseNames: ResponseNames;
  /** Of the types that the plans speak of. */
  readonly relations: TypeRelations;
  readonly budget: PlanningBudget;
  readonly functions: FunctionMaker;
  readonly units: DeferredUnits;
}

/** Compiles the plans of an operation's deferred fragments. */
export async function compileDeferred(
  planned: readonly PlannedUnit[],
  projections: readonly DeferredProjection[],
  options: Options,
): Promise<DeferredWork> {
  const units = new Map<DeferredUnit, CompiledDeferredUnit>();
  for (const one of planned) units.set(one.unit, await compileUnit(one, options));
  const parts = projections.flatMap(({ unit, project }) => {
    const compiled = units.get(unit);
    return compiled ? [{ project, unit: compiled }] : [];
  });
  return { projections: parts };
}

async function compileUnit({ unit, root, known }: PlannedUnit, options: Options): Promise<CompiledDeferredUnit> {
  const { introspect, supergraph, responseNames, relations, budget, functions, units } = options;
  const schema = supergraph.apiSchema;
  const rootType = schema.getQueryType();
  if (!rootType) throw new Error('The schema has no query');
  const set = queryOf(unit);
  return {
    plan: await compilePlan(root, { relations, rootType, budget, functions }),
    seed: unit.startsAt === 'root' ? undefined : seedOf(known, responseNames),
    steps: unit.steps.map((node) => ({ planned: responseNames.of(node), client: responseNameOf(node) })),
    usages: unit.deferUsages.map((usage) => ({ usage, depth: units.depthOf(usage) })),
    introspect: introspectionSelections(set.selections).length > 0 ? introspect : undefined,
    selected: { set: always(set), schema, responseNames },
  };
}

// Functions of their own, as a kept plan would hold all that is in sight of them.

function seedOf(known: readonly SelectionNode[], responseNames: ResponseNames): Seed {
  return (entity) => copyKnown(known, entity, responseNames);
}

function always(set: SelectionSetNode): () => SelectionSetNode {
  return () => set;
}

/** What a unit asks of where it starts, by type. */
export function selectionsByTypeOf({
  selectionsByType,
  steps,
}: DeferredUnit): Map<GraphQLObjectType, SelectionSetNode> {
  const around = (inner: SelectionSetNode, node: FieldNode): SelectionSetNode => {
    return { kind: Kind.SELECTION_SET, selections: [{ ...node, selectionSet: inner }] };
  };
  return new Map([...selectionsByType].map(([type, set]) => [type, steps.toReversed().reduce(around, set)]));
}

/** The query that a unit is: of the root itself, or of a list of entities. */
function queryOf(unit: DeferredUnit): SelectionSetNode {
  const sets = [...selectionsByTypeOf(unit)];
  if (unit.startsAt === 'root')
    return { kind: Kind.SELECTION_SET, selections: sets.flatMap(([, set]) => set.selections) };
  const fragments = sets.map(([type, selectionSet]): SelectionNode => {
    const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } } as const;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
  });
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fragments };
  const entities: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: KNOWN_ENTITIES }, selectionSet };
  return { kind: Kind.SELECTION_SET, selections: [entities] };
}

/** The selections that find what a plan must know; the keys that it reads it by are only its own. */
export function selectionsFor(known: readonly SelectionNode[]): SelectionNode[] {
  return known.map((selection) => {
    const { selectionSet } = { selectionSet: undefined, ...selection };
    const inner: SelectionSetNode | undefined = selectionSet && {
      ...selectionSet,
      selections: selectionsFor(selectionSet.selections),
    };
    if (selection.kind === Kind.FIELD) return { ...selection, alias: undefined, selectionSet: inner };
    return inner && selection.kind === Kind.INLINE_FRAGMENT ? { ...selection, selectionSet: inner } : selection;
  });
}

/** Copies what is known of an entity, by the keys that a plan reads it by. */
function copyKnown(selections: readonly SelectionNode[], source: DataObject, responseNames: ResponseNames): DataObject {
  const copy: DataObject = {};
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition !== undefined && condition !== source['__typename']) continue;
      Object.assign(copy, copyKnown(selection.selectionSet.selections, source, responseNames));
    } else if (selection.kind === Kind.FIELD) {
      const inner = selection.selectionSet?.selections;
      const key =
        selection.name.value === '__typename' ? '__typename' : responseNames.of({ ...selection, alias: undefined });
      copy[responseNameOf(selection)] = copyValue(source[key], inner, responseNames);
    }
  }
  return copy;
}

function copyValue(value: Json, selections: readonly SelectionNode[] | undefined, responseNames: ResponseNames): Json {
  if (Array.isArray(value)) return value.map((item) => copyValue(item, selections, responseNames));
  return selections && isDataObject(value) ? copyKnown(selections, value, responseNames) : value;
}

function responseNameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
