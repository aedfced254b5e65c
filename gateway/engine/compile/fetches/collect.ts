import { assertNever } from '../../invariant.ts';
import type { PathStep, PlanPath } from '../../plan/plan-nodes.ts';
import { Code, code, FunctionMaker, readKey } from '../code.ts';
import { isDataObject } from '../data.ts';
import type { DataObject, Json, ResponsePath } from '../data.ts';
import type { TypeRelations } from '../type-relations.ts';

/** Appends every object a plan's path leads to, in the response's order. */
export type Collect = (root: DataObject, into: DataObject[]) => void;

/**
 * Compiles a plan's path to nested loops.
 *
 * @returns a collector for data rooted at the response's root
 */
export function compileCollect(path: PlanPath, relations: TypeRelations, functions = new FunctionMaker()): Collect {
  const sets: ReadonlySet<string>[] = [];
  const steps = path.map((step, index) => stepFunction(step, index, sets, relations));
  const last = Code.identifier('w', path.length);
  const end = code`function ${last}(x,o){if(Array.isArray(x)){for(let i=0;i<x.length;i++)${last}(x[i],o);}else if(typeof x==="object"&&x!==null)o.push(x);}`;
  const body = code`${Code.join(steps)}${end}return ${Code.identifier('w', 0)};`;
  return functions.make<Collect>(body, { sets });
}

function stepFunction(step: PathStep, index: number, sets: ReadonlySet<string>[], relations: TypeRelations): Code {
  const self = Code.identifier('w', index);
  const next = Code.identifier('w', index + 1);
  // Every step walks through whatever lists it meets.
  const open = code`function ${self}(x,o){if(Array.isArray(x)){for(let i=0;i<x.length;i++)${self}(x[i],o);return;}if(typeof x!=="object"||x===null)return;`;
  switch (step.kind) {
    case 'items':
      return code`${open}${next}(x,o);}`;
    case 'field':
      return code`${open}${next}(${readKey(code`x`, step.name)},o);}`;
    case 'type': {
      const set = sets.push(relations.typeNamesMatching(step.name)) - 1;
      return code`${open}const t=x["__typename"];if(t===undefined||sets[${set}].has(t))${next}(x,o);}`;
    }
    default:
      return assertNever(step);
  }
}

/**
 * Where the objects a path leads to stand in the response. Only errors need it, so it walks instead of being compiled.
 */
export function pathsOfObjects(
  path: PlanPath,
  root: DataObject,
  relations: TypeRelations,
): Map<DataObject, ResponsePath> {
  const paths = new Map<DataObject, ResponsePath>();
  const visit = (value: Json, depth: number, at: ResponsePath): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, depth, [...at, index]));
      return;
    }
    if (!isDataObject(value)) return;
    const step = path[depth];
    if (!step) paths.set(value, at);
    else if (step.kind === 'items') visit(value, depth + 1, at);
    else if (step.kind === 'field') {
      if (Object.hasOwn(value, step.name)) visit(value[step.name], depth + 1, [...at, step.name]);
    } else {
      const type = value['__typename'];
      const meets = typeof type !== 'string' || relations.typeNamesMatching(step.name).has(type);
      if (meets) visit(value, depth + 1, at);
    }
  };
  visit(root, 0, []);
  return paths;
}
