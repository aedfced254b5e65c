import type { SelectionSetNode, VariableDefinitionNode } from 'graphql';
import { countNodes } from '../plan/selections/reparse-operation.ts';
import { introspectionSelections } from '../plan/selections/root-selections.ts';
import type { FunctionMaker } from './code.ts';
import type { DeferredWork } from './deferred/compile-deferred.ts';
import type { CompiledEntityFetch, CompiledFetch, CompiledNode, CompiledPlan } from './compiled-plan.ts';
import type { Introspect } from './projection/introspect.ts';

/** The bytes for a character of a function's text: an average of functions that have run and of those that have not. */
const BYTES_PER_CODE_CHARACTER = 2.2;
/** A request's text may hold text that a client wrote, which may take two bytes per character. */
const BYTES_PER_TEXT_CHARACTER = 2;
/** The objects of one fetch, and those of one `_entities` field with its paths. */
const BYTES_PER_FETCH = 1_500;
const BYTES_PER_NODE = 150;

interface Parts {
  readonly compiled: CompiledPlan;
  readonly deferred: DeferredWork | undefined;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  readonly introspect: Introspect | undefined;
  readonly first: SelectionSetNode;
}

/** Estimates the bytes of the heap that a plan takes for as long as it is kept. */
export function measurePlan(parts: Parts, functions: FunctionMaker): number {
  const { compiled, deferred, variableDefinitions, introspect, first } = parts;
  const units = new Set(deferred?.projections.map(({ unit }) => unit));
  const plans = [compiled, ...[...units].map(({ plan }) => plan)];
  const sets = [...units].map(({ selected }) => selected.set());
  const kept = introspect ? introspectionSelections(first.selections) : [];
  const nodes = countNodes(variableDefinitions) + countNodes(sets) + countNodes(kept);
  const code = functions.characters * BYTES_PER_CODE_CHARACTER;
  return Math.ceil(code + nodes * BYTES_PER_NODE + plans.reduce((sum, plan) => sum + planBytes(plan), 0));
}

function planBytes({ primary, root }: CompiledPlan): number {
  return (primary ? fetchBytes(primary) : 0) + (root ? nodeBytes(root) : 0);
}

function nodeBytes(node: CompiledNode): number {
  if (node.kind === 'fetch' || node.kind === 'entity-fetch') return fetchBytes(node);
  return node.nodes.reduce((sum, part) => sum + nodeBytes(part), 0);
}

function fetchBytes(fetch: CompiledFetch | CompiledEntityFetch): number {
  const text = (fetch.query.length + fetch.bodyPrefix.length) * BYTES_PER_TEXT_CHARACTER;
  const parts = fetch.kind === 'fetch' ? 1 : fetch.entities.length;
  return text + (1 + parts) * BYTES_PER_FETCH;
}
