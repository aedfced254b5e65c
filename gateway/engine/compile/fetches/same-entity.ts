import type { RequiredSelection } from '../../plan/plan-nodes.ts';
import { Code, code, readKey } from '../code.ts';
import type { FunctionMaker } from '../code.ts';
import type { DataObject, Json } from '../data.ts';

/**
 * Compares two entities without writing their representations. Most lists name the same few entities again and again,
 * and comparing keys is several times faster than writing and comparing text.
 */
export interface SameEntity {
  /** A value that differs between most entities. Only strings and numbers are useful. */
  readonly keyOf: (entity: DataObject) => Json;
  /** True only when both entities have equal representations. */
  readonly same: (left: DataObject, right: DataObject) => boolean;
}

/** @returns undefined when the representation holds objects, or only `__typename` */
export function compileSameEntity(
  requires: readonly RequiredSelection[],
  functions: FunctionMaker,
): SameEntity | undefined {
  const names = new Set<string>();
  if (!gatherScalars(requires, names)) return undefined;
  names.delete('__typename');
  const [key] = names;
  if (key === undefined) return undefined;
  const comparisons = ['__typename', ...names].map(
    (name) => code`${readKey(code`a`, name)}===${readKey(code`b`, name)}`,
  );
  const body = code`return {keyOf(a){return ${readKey(code`a`, key)};},same(a,b){return ${Code.join(comparisons, code`&&`)};}};`;
  return functions.make<SameEntity>(body, {});
}

function gatherScalars(selections: readonly RequiredSelection[], names: Set<string>): boolean {
  return selections.every((selection) => {
    if (selection.kind === 'fragment') return gatherScalars(selection.selections, names);
    names.add(selection.responseName);
    return selection.selections.length === 0;
  });
}
