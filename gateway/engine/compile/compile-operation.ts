import { Kind } from 'graphql';
import type {
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import type { CompiledOperation, OperationKind, PlannedOperation } from '../operation-types.ts';
import type { ResponseNames } from '../plan/selections/response-names.ts';
import type { ActiveOverrides, OperationPlan } from '../plan/planner.ts';
import type { PlanningBudget } from '../plan/planning-budget.ts';
import type { OperationSource } from '../plan/selections/reparse-operation.ts';
import { introspectionSelections } from '../plan/selections/root-selections.ts';
import type { FunctionMaker } from './code.ts';
import type { DeferredWork } from './deferred/compile-deferred.ts';
import { compilePlan } from './compile-plan.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { Introspect } from './projection/introspect.ts';
import { measurePlan } from './measure-plan.ts';
import type { Project } from './projection/projection-context.ts';
import type { TypeRelations } from './type-relations.ts';

/** A root field that no subgraph can answer. */
export interface UnreachableRootField {
  readonly key: string;
  readonly name: string;
}

/** What the client selected, and how to find it in the data of subgraphs. */
export interface ClientSelection {
  /**
   * Makes the root selections with fragments inlined. They are seldom needed and large, so they may be parsed again.
   */
  readonly set: () => SelectionSetNode;
  readonly schema: GraphQLSchema;
  readonly responseNames: ResponseNames;
}

/** Everything that executing an operation needs. It is immutable. */
export interface ExecutableOperation extends CompiledOperation {
  readonly status: 'executable';
  readonly kind: OperationKind;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  readonly plannedFor: PlannedOperation;
  /** An estimate of the bytes of the heap that it takes. */
  readonly bytes: number;
  readonly selected: ClientSelection;
  readonly plan: CompiledPlan;
  readonly project: Project;
  readonly introspect: Introspect | undefined;
  readonly unreachable: readonly UnreachableRootField[];
  /** What comes after the first result. */
  readonly deferred: DeferredWork | undefined;
}

/**
 * An operation with several plans: one for each combination of the variables that its `@skip`, `@include` and `@defer`
 * depend on, each with and without `@defer`. A plan is made when an execution needs it.
 */
export interface ConditionalOperation extends CompiledOperation {
  readonly status: 'conditional';
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  readonly operation: OperationSource;
  readonly conditions: readonly string[];
  readonly defers: boolean;
  readonly overrides: ActiveOverrides;
  /** The common part of the cache keys of its plans. */
  readonly key: string;
}

/** An operation that is answered with an error instead of being executed. */
export interface RefusedOperation extends CompiledOperation {
  readonly status: 'refused';
  readonly message: string;
  readonly code: string;
}

interface PlannedParts {
  readonly definition: OperationDefinitionNode;
  readonly plannedFor: PlannedOperation;
  readonly selected: ClientSelection;
  /** The selections that the first result answers. */
  readonly first: SelectionSetNode;
  readonly plan: OperationPlan;
  readonly project: Project;
  /** Answers the introspection of all parts of the operation. */
  readonly introspect: Introspect | undefined;
  readonly deferred: DeferredWork | undefined;
}

/** What compiling an operation needs, beside the operation. */
export interface Compilation {
  readonly supergraph: Supergraph;
  readonly relations: TypeRelations;
  readonly budget: PlanningBudget;
  /** The operation's projection is among its functions already. */
  readonly functions: FunctionMaker;
}

/**
 * Compiles a planned operation.
 *
 * @throws {PlanBudgetExceeded} when the budget is used up
 */
export async function compileOperation(planned: PlannedParts, compilation: Compilation): Promise<ExecutableOperation> {
  const { definition, plannedFor, selected, first, plan, project, introspect, deferred } = planned;
  const rootType = compilation.supergraph.apiSchema.getRootType(definition.operation);
  if (!rootType) throw new Error(`The schema has no ${definition.operation} type`);
  const variableDefinitions = definition.variableDefinitions ?? [];
  const compiled = await compilePlan(plan.root, { ...compilation, rootType });
  return {
    status: 'executable',
    kind: definition.operation,
    variableDefinitions,
    plannedFor,
    bytes: measurePlan({ compiled, deferred, variableDefinitions, introspect, first }, compilation.functions),
    selected,
    plan: compiled,
    project,
    introspect: introspectionSelections(first.selections).length > 0 ? introspect : undefined,
    unreachable: plan.unreachable.flatMap(fieldsOf),
    deferred,
  };
}

function fieldsOf(selection: SelectionNode): UnreachableRootField[] {
  if (selection.kind === Kind.FIELD) {
    return [{ key: (selection.alias ?? selection.name).value, name: selection.name.value }];
  }
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet.selections.flatMap(fieldsOf) : [];
}
