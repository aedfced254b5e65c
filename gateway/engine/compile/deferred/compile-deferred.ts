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

/** Copies the fields of an entity that a plan starts from: its type and keys. */
export type Seed = (entity: DataObject) => DataObject;

/** A separate plan for what some fragments defer, and how to deliver its data. */
export interface CompiledDeferredUnit {
  readonly plan: CompiledPlan;
  /** Undefined for a plan that starts at the query root, which needs no data to start from. */
  readonly seed: Seed | undefined;
  /** The fields from the start of the plan to the object, by the response names in the data and in the response. */
  readonly steps: readonly { readonly planned: string; readonly client: string }[];
  /** The deferred fragments, and the depth in the response of the objects that they are on. */
  readonly usages: readonly { readonly usage: DeferUsage; readonly depth: number }[];
  readonly introspect: Introspect | undefined;
  readonly selected: ClientSelection;
}

/** What an operation delivers after its first result. */
export interface DeferredWork {
  /** By the index that projections record deferred objects with. */
  readonly projections: readonly { readonly project: Project; readonly unit: CompiledDeferredUnit }[];
}

interface PlannedUnit {
  readonly unit: DeferredUnit;
  readonly root: PlanNode | undefined;
  /** The fields that the data must hold of an entity that the plan starts from. */
  readonly known: readonly SelectionNode[];
}

interface Options {
  /** Answers the introspection of all parts of the operation. */
  readonly introspect: Introspect | undefined;
  readonly supergraph: Supergraph;
  readonly responseNames: ResponseNames;
  /** Of the supergraph's types, which the plans name. */
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
  const compiledProjections = projections.flatMap(({ unit, project }) => {
    const compiled = units.get(unit);
    return compiled ? [{ project, unit: compiled }] : [];
  });
  return { projections: compiledProjections };
}

async function compileUnit({ unit, root, known }: PlannedUnit, options: Options): Promise<CompiledDeferredUnit> {
  const { introspect, supergraph, responseNames, relations, budget, functions, units } = options;
  const schema = supergraph.apiSchema;
  const rootType = schema.getQueryType();
  if (!rootType) throw new Error('The schema has no query type');
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

// These functions stand outside of `compileUnit` because a closure inside it would keep everything in its scope in
// memory.

function seedOf(known: readonly SelectionNode[], responseNames: ResponseNames): Seed {
  return (entity) => copyKnown(known, entity, responseNames);
}

function always(set: SelectionSetNode): () => SelectionSetNode {
  return () => set;
}

/** The selections of a unit from the object that its plan starts at, by type. */
export function selectionsByTypeOf({
  selectionsByType,
  steps,
}: DeferredUnit): Map<GraphQLObjectType, SelectionSetNode> {
  const around = (inner: SelectionSetNode, node: FieldNode): SelectionSetNode => {
    return { kind: Kind.SELECTION_SET, selections: [{ ...node, selectionSet: inner }] };
  };
  return new Map([...selectionsByType].map(([type, set]) => [type, steps.toReversed().reduce(around, set)]));
}

/** The selection set of a unit's plan: at the query root, or on a list of entities. */
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

/** Makes the selections that fetch what a plan must know; its own aliases are left out. */
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

/** Copies the known fields of an entity under the response names that a plan reads. */
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
