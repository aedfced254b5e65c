import type { Engine, EngineOptions } from './engine-interface.ts';
import { FederationEngine, PLANNING_TURNS } from './federation-engine.ts';

export { PLANNING_TURNS };

export type {
  CompiledOperation,
  Conditions,
  Engine,
  EngineOptions,
  IncrementalData,
  IncrementalResult,
  OperationContext,
  OperationKind,
  PendingResult,
  PlanChoice,
  PlannedOperation,
  QueryPlanStep,
  ValidatedOperation,
} from './engine-interface.ts';

/**
 * Builds the engine of one supergraph.
 *
 * @throws {Error} when a subgraph has no client
 */
export function createEngine(options: EngineOptions): Engine {
  return new FederationEngine(options);
}
