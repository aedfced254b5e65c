import { Kind } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import type { CompiledOperation, OperationKind, PlannedOperation, ValidatedOperation } from '../engine-interface.ts';
import type { PlannedKeys } from '../plan/planned-keys.ts';
import type { ActiveOverrides, OperationPlan } from '../plan/planner.ts';
import { introspectionSelections } from '../plan/root-selections.ts';
import type { DeferredWork } from './compile-deferred.ts';
import { compilePlan } from './compile-plan.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Introspect } from './introspect.ts';
import type { Project } from './projection-context.ts';
import type { TypeRelations } from './type-relations.ts';

/** A root field no subgraph can answer. */
export interface UnreachableField {
  readonly key: string;
  readonly name: string;
}

/** What the client selected, and how to find it in the data of subgraphs. */
export interface Selected {
  /** The root selections with fragments inlined. */
  readonly set: SelectionSetNode;
  readonly schema: GraphQLSchema;
  readonly keys: PlannedKeys;
}

/** Everything that serving an operation needs; nothing of it changes. */
export interface ExecutableOperation extends CompiledOperation {
  readonly status: 'executable';
  readonly kind: OperationKind;
  readonly definition: OperationDefinitionNode;
  readonly plannedFor: PlannedOperation;
  readonly selected: Selected;
  readonly plan: CompiledPlan;
  readonly project: Project;
  readonly introspect: Introspect | undefined;
  readonly unreachable: readonly UnreachableField[];
  /** What is delivered after the first result. */
  readonly deferred: DeferredWork | undefined;
}

/**
 * An operation that has several plans: those for the values of the variables that its `@skip`, `@include` and `@defer`
 * depend on, and those with and without `@defer`. The one that is needed is made when it runs.
 */
export interface ConditionalOperation extends CompiledOperation {
  readonly status: 'conditional';
  readonly definition: OperationDefinitionNode;
  readonly operation: ValidatedOperation;
  readonly conditions: readonly string[];
  readonly defers: boolean;
  readonly overrides: ActiveOverrides;
  /** What the plans of its variants are kept by, beside the values. */
  readonly key: string;
}

/** An operation that is answered with an error instead of being run. */
export interface RefusedOperation extends CompiledOperation {
  readonly status: 'refused';
  readonly message: string;
  readonly code: string;
}

interface Planned {
  readonly definition: OperationDefinitionNode;
  readonly plannedFor: PlannedOperation;
  /** The client's root selections with fragments inlined. */
  readonly set: SelectionSetNode;
  /** Those of them that the first result answers. */
  readonly first: SelectionSetNode;
  readonly plan: OperationPlan;
  readonly keys: PlannedKeys;
  readonly project: Project;
  /** Answers what all parts of the operation ask of the schema. */
  readonly introspect: Introspect | undefined;
  readonly deferred: DeferredWork | undefined;
}

/** Compiles a planned operation. */
export function compileOperation(
  planned: Planned,
  supergraph: Supergraph,
  relations: TypeRelations,
): ExecutableOperation {
  const { definition, plannedFor, set, first, plan, keys, project, introspect, deferred } = planned;
  const schema = supergraph.apiSchema;
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error(`The schema has no ${definition.operation}`);
  return {
    status: 'executable',
    kind: definition.operation,
    definition,
    plannedFor,
    selected: { set, schema, keys },
    plan: compilePlan(plan.root, { relations, rootType }),
    project,
    introspect: introspectionSelections(first.selections).length > 0 ? introspect : undefined,
    unreachable: plan.unreachable.flatMap(fieldsOf),
    deferred,
  };
}

function fieldsOf(selection: SelectionNode): UnreachableField[] {
  if (selection.kind === Kind.FIELD) {
    return [{ key: (selection.alias ?? selection.name).value, name: selection.name.value }];
  }
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet.selections.flatMap(fieldsOf) : [];
}
