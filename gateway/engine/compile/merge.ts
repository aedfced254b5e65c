import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { Code, code, readKey } from './code.ts';
import type { DataObject } from './data.ts';
import type { Rename } from '../plan/plan-nodes.ts';

/**
 * Merges a fetch's data into an object of the response. A null never overwrites, objects merge, lists zip, the last
 * scalar wins, but an interface's name, which an interface object gives as its type, never a known type. Objects and lists are copied on the way: equal requests in flight share one answer, and the response
 * must stay a tree in which every object stands in one place.
 */
export type Merge = (target: DataObject, source: DataObject) => void;

/** The keys of a selection set with what they hold; a leaf holds nothing. */
type Shape = Map<string, Shape | undefined>;

/** Compiles a merger for data of the given selection set, renamed keys included. */
export function compileMerge(
  set: SelectionSetNode,
  renames: readonly Rename[],
  abstractNames: ReadonlySet<string>,
): Merge {
  const shape: Shape = new Map();
  addSelections(shape, set);
  for (const rename of renames) addRenamed(shape, rename);
  const functions: Code[] = [];
  const root = objectFunctions(shape, functions);
  return Code.toFunction<Merge>(code`${Code.join(functions)}return ${Code.identifier('m', root)};`, { abstractNames });
}

function addSelections(shape: Shape, set: SelectionSetNode): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      if (!selection.selectionSet) {
        if (!shape.has(key)) shape.set(key, undefined);
        continue;
      }
      const inner = shape.get(key) ?? new Map();
      shape.set(key, inner);
      addSelections(inner, selection.selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      addSelections(shape, selection.selectionSet);
    }
  }
}

function addRenamed(shape: Shape, { path, key: name }: Rename): void {
  const keys = [...path];
  const last = keys.pop();
  let holder: Shape | undefined = shape;
  for (const key of keys) holder = holder?.get(key);
  if (last === undefined || !holder?.has(last)) return;
  const [known, renamed] = [holder.get(name), holder.get(last)];
  if (known && renamed) addShape(known, renamed);
  else holder.set(name, known ?? renamed);
}

/** Objects of one type may have under a renamed key what those of another one have under its own. */
function addShape(shape: Shape, added: Shape): void {
  for (const [key, inner] of added) {
    const known = shape.get(key);
    if (known && inner) addShape(known, inner);
    else shape.set(key, known ?? inner);
  }
}

/** Writes three functions for a shape: `m` merges two objects, `k` copies any value, `g` merges any two values. */
function objectFunctions(shape: Shape, functions: Code[]): number {
  const index = functions.push(code``) - 1;
  const [merge, copy, join] = (['m', 'k', 'g'] as const).map((prefix) => Code.identifier(prefix, index));
  if (!merge || !copy || !join) return index;
  const merges: Code[] = [];
  const copies: Code[] = [];
  for (const [key, inner] of shape) {
    const read = readKey(code`s`, key);
    const current = readKey(code`t`, key);
    const ifNull = code`else if(v===null&&${current}===undefined)t[${key}]=null;`;
    if (!inner) {
      copies.push(code`${key}:${read}`);
      const known = key === '__typename' ? code`&&!(typeof ${current}==="string"&&abstractNames.has(v))` : code``;
      merges.push(code`v=${read};if(v!==null&&v!==undefined${known})t[${key}]=v;${ifNull}`);
      continue;
    }
    const child = objectFunctions(inner, functions);
    const [childCopy, childJoin] = [Code.identifier('k', child), Code.identifier('g', child)];
    copies.push(code`${key}:${childCopy}(${read})`);
    merges.push(
      code`v=${read};if(v!==null&&v!==undefined){x=${current};t[${key}]=typeof x==="object"&&x!==null?${childJoin}(x,v):${childCopy}(v);}${ifNull}`,
    );
  }
  functions[index] = code`
    function ${merge}(t,s){let v,x;${Code.join(merges)}}
    function ${copy}(s){
      if(typeof s!=="object"||s===null)return s;
      if(Array.isArray(s)){const o=[];for(let i=0;i<s.length;i++)o.push(${copy}(s[i]));return o;}
      return {${Code.join(copies, code`,`)}};
    }
    function ${join}(t,s){
      if(typeof s!=="object"||Array.isArray(s)!==Array.isArray(t))return ${copy}(s);
      if(!Array.isArray(s)){${merge}(t,s);return t;}
      for(let i=0;i<s.length;i++){
        const x=t[i],v=s[i];
        if(v===null||v===undefined){if(x===undefined)t[i]=v;}
        else t[i]=typeof x==="object"&&x!==null?${join}(x,v):${copy}(v);
      }
      return t;
    }`;
  return index;
}
