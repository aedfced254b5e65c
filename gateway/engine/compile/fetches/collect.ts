import { assertNever } from '../../invariant.ts';
import type { PathStep, PlanPath } from '../../plan/plan-nodes.ts';
import { Code, code, FunctionMaker, readKey } from '../code.ts';
import { isDataObject } from '../data.ts';
import type { DataObject, Json, ResponsePath } from '../data.ts';
import type { TypeRelations } from '../type-relations.ts';

/** Appends every object that a plan path leads to, in the order of the response. */
export type Collect = (root: DataObject, into: DataObject[]) => void;

/**
 * Compiles a plan path to nested loops.
 *
 * @returns a function that collects objects from the root of the data
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
  // Every step walks through the lists that it meets.
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
 * The response paths of the objects that a plan path leads to. Only errors need them, so this function is not compiled.
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
