import type { EntitySelection, RequiredField, RequiredSelection } from '../../plan/plan-nodes.ts';
import { Code, code, FunctionMaker, readKey } from '../code.ts';
import { isDataObject } from '../data.ts';
import type { DataObject, Json } from '../data.ts';
import type { TypeRelations } from '../type-relations.ts';

/**
 * Writes the representation of an entity as JSON text.
 *
 * @returns an empty string when a part of the key is missing, or null stands where the type is non-null
 */
export type Represent = (entity: DataObject) => string;

/**
 * Compiles the required fields of entities to a function that writes JSON text. A missing field is one that its
 * subgraph could not answer: it is written as null, and bubbles up where the field is non-null.
 *
 * @see https://spec.graphql.org/October2021/#sec-Handling-Field-Errors
 */
export function compileRepresent(
  { requires, interfaceName }: EntitySelection,
  relations: TypeRelations,
  functions = new FunctionMaker(),
): Represent {
  return new RepresentationWriter(relations, interfaceName).compile(requires, functions);
}

class RepresentationWriter {
  readonly #relations: TypeRelations;
  readonly #interfaceName: string | undefined;
  readonly #sets: ReadonlySet<string>[] = [];
  #counter = 0;

  constructor(relations: TypeRelations, interfaceName: string | undefined) {
    this.#relations = relations;
    this.#interfaceName = interfaceName;
  }

  compile(requires: readonly RequiredSelection[], functions: FunctionMaker): Represent {
    const fields = this.#selections(requires, { object: code`e`, root: true });
    const body = code`return function(e){const t=e["__typename"];if(typeof t!=="string")return "";let s="";${fields}
      return s===""?"":"{"+s.slice(1)+"}";};`;
    return functions.make<Represent>(body, { sets: this.#sets, text: JSON.stringify, nested: writeNested });
  }

  /** Code that writes the fields of one object into `s`. A field that several fragments name is written once. */
  #selections(selections: readonly RequiredSelection[], scope: { object: Code; root: boolean }): Code {
    const level: Level = { ...scope, fields: new Map() };
    gatherFields(selections, level.fields);
    const declarations: Code[] = [];
    for (const entry of level.fields.values()) {
      if (entry.count < 2) continue;
      entry.flag = Code.identifier('r', this.#counter++);
      declarations.push(code`let ${entry.flag}=false;`);
    }
    return code`${Code.join(declarations)}${this.#writes(selections, level)}`;
  }

  #writes(selections: readonly RequiredSelection[], level: Level): Code {
    const parts = selections.map((selection) => {
      if (selection.kind === 'field') return this.#field(selection, level);
      const set = this.#sets.push(this.#relations.typeNamesMatching(selection.typeCondition)) - 1;
      const type = readKey(level.object, '__typename');
      const inner = this.#writes(selection.selections, level);
      return code`if(${type}===undefined||sets[${set}].has(${type})){${inner}}`;
    });
    return Code.join(parts);
  }

  #field(field: RequiredField, level: Level): Code {
    const entry = level.fields.get(field.fieldName);
    const write = this.#fieldWrite(field, entry?.selections ?? field.selections, level);
    return entry?.flag ? code`if(!${entry.flag}){${entry.flag}=true;${write}}` : write;
  }

  #fieldWrite(field: RequiredField, selections: readonly RequiredSelection[], level: Level): Code {
    if (level.root && field.responseName === '__typename') return this.#typenameField(field.fieldName);
    const value = Code.identifier('x', this.#counter++);
    const text = Code.identifier('x', this.#counter++);
    const leave = level.root ? code`return "";` : code`return undefined;`;
    const written = this.#textOf(value, field, selections);
    return code`{const ${value}=${readKey(level.object, field.responseName)},${text}=${written};if(${text}===undefined)${leave}s+=${`,${JSON.stringify(field.fieldName)}:`}+${text};}`;
  }

  /** Code for the text of a value; it yields undefined where the object around the value cannot be sent. */
  #textOf(value: Code, { isKey, nonNull }: RequiredField, selections: readonly RequiredSelection[]): Code {
    const [isNonNull = false] = nonNull;
    if (selections.length === 0) {
      if (isKey) return code`text(${value})`;
      return code`${value}==null?${isNonNull ? code`undefined` : code`"null"`}:text(${value})`;
    }
    const levels = [isKey || isNonNull, ...nonNull.slice(1)].map((level) => code`${level}`);
    const text = code`nested(${value},${this.#nested(selections)},[${Code.join(levels, code`,`)}],0)`;
    return isKey ? code`${value}===null?"null":${text}` : text;
  }

  #typenameField(as: string): Code {
    const prefix = `,${JSON.stringify(as)}:`;
    const name = this.#interfaceName;
    return name === undefined ? code`s+=${prefix}+text(t);` : code`s+=${prefix + JSON.stringify(name)};`;
  }

  #nested(selections: readonly RequiredSelection[]): Code {
    const object = Code.identifier('y', this.#counter++);
    const inner = this.#selections(selections, { object, root: false });
    return code`function(${object}){let s="";${inner}return "{"+s.slice(1)+"}";}`;
  }
}

interface FieldEntry {
  count: number;
  /** The required selections of all occurrences of the field together. */
  selections: RequiredSelection[];
  flag?: Code;
}

interface Level {
  readonly object: Code;
  readonly root: boolean;
  readonly fields: Map<string, FieldEntry>;
}

function gatherFields(selections: readonly RequiredSelection[], fields: Map<string, FieldEntry>): void {
  for (const selection of selections) {
    if (selection.kind === 'fragment') {
      gatherFields(selection.selections, fields);
      continue;
    }
    const entry = fields.get(selection.fieldName) ?? { count: 0, selections: [] };
    entry.count += 1;
    entry.selections.push(...selection.selections);
    fields.set(selection.fieldName, entry);
  }
}

/** @returns undefined where null stands for a non-null value */
function writeNested(
  value: Json,
  writeObject: (object: DataObject) => string | undefined,
  nonNull: readonly boolean[],
  depth: number,
): string | undefined {
  let text: string | undefined;
  if (Array.isArray(value)) text = writeList(value.map((item) => writeNested(item, writeObject, nonNull, depth + 1)));
  else if (isDataObject(value)) text = writeObject(value);
  else if (value !== null) text = JSON.stringify(value);
  return text ?? (nonNull[depth] === true ? undefined : 'null');
}

function writeList(items: readonly (string | undefined)[]): string | undefined {
  return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
}
