import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { Code, code, readKey } from '../code.ts';
import type { FunctionMaker } from '../code.ts';
import type { DataObject } from '../data.ts';
import { createInterpretedMerge } from './interpreted-merge.ts';
import type { Shape } from './interpreted-merge.ts';
import { weaklyCached } from '../weak-cache.ts';
import type { TypeRelations } from '../type-relations.ts';
import type { Rename } from '../../plan/plan-nodes.ts';

/**
 * Merges the data of a fetch into an object of the response. A null never overwrites a value, objects are merged, lists
 * are merged item by item, and the last scalar wins. The exception is an interface's name as `__typename`, which
 * interface objects answer: it never replaces an object type's. Objects and lists are copied, because equal requests in
 * flight share one response and the merged data must remain a tree.
 */
export type Merge = (target: DataObject, source: DataObject) => void;

interface MergeOptions {
  readonly relations: TypeRelations;
  readonly functions: FunctionMaker;
  /** Parses the selection set again. */
  readonly read: () => SelectionSetNode;
}

/**
 * Compiles the merge of data that has the given selection set, renamed fields included. The generated function merges
 * the fields of the target object and copies everything below that the target lacks. Two objects below the target
 * seldom have to be merged; that case parses the selection set again and walks it, as generated functions for it would
 * be most of an operation's text.
 */
export function compileMerge(
  set: SelectionSetNode,
  renames: readonly Rename[],
  { relations, functions, read }: MergeOptions,
): Merge {
  const { abstractNames } = relations;
  const writer = new MergeWriter();
  const body = writer.write(shapeOf(set, renames));
  const shape = weaklyCached(() => shapeOf(read(), renames));
  return functions.make<Merge>(body, { abstractNames, join: createInterpretedMerge(shape, abstractNames) });
}

function shapeOf(set: SelectionSetNode, renames: readonly Rename[]): Shape {
  const shape: Shape = new Map();
  addSelections(shape, set);
  for (const rename of renames) addRenamed(shape, rename);
  return shape;
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

function addRenamed(shape: Shape, { path, responseName: name }: Rename): void {
  const keys = [...path];
  const last = keys.pop();
  let holder: Shape | undefined = shape;
  for (const key of keys) holder = holder?.get(key);
  if (last === undefined || !holder?.has(last)) return;
  const [known, renamed] = [holder.get(name), holder.get(last)];
  if (known && renamed) addShape(known, renamed);
  else holder.set(name, known ?? renamed);
}

/**
 * Objects of one type may have a field under a renamed response name that objects of another type have under its own.
 */
function addShape(shape: Shape, added: Shape): void {
  for (const [key, inner] of added) {
    const known = shape.get(key);
    if (known && inner) addShape(known, inner);
    else shape.set(key, known ?? inner);
  }
}

class MergeWriter {
  readonly #functions: Code[] = [];
  /** The copying functions by their body: many objects of a response have the same keys. */
  readonly #copies = new Map<string, Code>();

  /** Writes the merge of the shape's own object: it reads from `s` and writes to `t`. */
  write(shape: Shape): Code {
    const merges = [...shape].map(([key, inner]) => this.#merge(key, inner));
    return code`${Code.join(this.#functions)}return function(t,s){let v,x;${Code.join(merges)}};`;
  }

  #merge(key: string, inner: Shape | undefined): Code {
    const read = readKey(code`s`, key);
    const current = readKey(code`t`, key);
    const ifNull = code`else if(v===null&&${current}===undefined)t[${key}]=null;`;
    if (!inner) {
      const known = key === '__typename' ? code`&&!(typeof ${current}==="string"&&abstractNames.has(v))` : code``;
      return code`v=${read};if(v!=null${known})t[${key}]=v;${ifNull}`;
    }
    const joined = code`typeof x==="object"&&x!==null?join(x,v,${key}):${this.#copy(inner)}(v)`;
    return code`v=${read};if(v!=null){x=${current};t[${key}]=${joined};}${ifNull}`;
  }

  /** Writes the function that copies any value of a shape. */
  #copy(shape: Shape): Code {
    const entries = [...shape].map(([key, inner]) => {
      const read = readKey(code`s`, key);
      return code`${key}:${inner ? code`${this.#copy(inner)}(${read})` : read}`;
    });
    const object = code`{${Code.join(entries, code`,`)}}`;
    const known = this.#copies.get(object.text);
    if (known) return known;
    const self = Code.identifier('k', this.#functions.length);
    this.#copies.set(object.text, self);
    this.#functions.push(code`function ${self}(s){
if(typeof s!=="object"||s===null)return s;
if(Array.isArray(s)){const o=[];for(let i=0;i<s.length;i++)o.push(${self}(s[i]));return o;}
return ${object};
}`);
    return self;
  }
}
