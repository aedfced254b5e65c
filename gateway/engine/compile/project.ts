import { getNamedType, isAbstractType, isInterfaceType, isLeafType, isListType, isNonNullType } from 'graphql';
import type {
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLLeafType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import type { PlannedKeys } from '../plan/planned-keys.ts';
import { Code, code, readKey } from './code.ts';
import { leafCheck } from './projection-context.ts';
import type { LeafCheck, Project } from './projection-context.ts';
import { collectResponseFields } from './response-fields.ts';
import type { ObjectKnowledge, ResponseField } from './response-fields.ts';

/**
 * Compiles the client's selection set to functions that build the response: names, order, type conditions, leaf
 * checks and the bubbling of nulls are all decided per concrete type while compiling.
 *
 * @param set the root's selections with fragments inlined
 * @see https://spec.graphql.org/October2021/#sec-Executing-Selection-Sets
 */
export function compileProject(source: Source, rootType: GraphQLObjectType, set: SelectionSetNode): Project {
  return new ProjectionWriter(source).compile(rootType, [set]);
}

/** What the data is read by: the public schema, and the keys that the data stands under. */
interface Source {
  readonly schema: GraphQLSchema;
  readonly keys: PlannedKeys;
}

/**
 * Where a value is completed: the code reads `v` and leaves its result, null included, in `r`. Every function leaves the
 * error path as it found it, whichever way it returns.
 */
interface Position {
  readonly coordinate: string;
  /** The response key for error paths; none within lists, where the path already ends with the index. */
  readonly key: string | undefined;
}

class ProjectionWriter {
  readonly #schema: GraphQLSchema;
  readonly #keys: PlannedKeys;
  readonly #functions: Code[] = [];
  readonly #checks: LeafCheck[] = [];
  readonly #checkOf = new Map<GraphQLLeafType, number>();
  readonly #objects = new Map<string, Code>();
  readonly #setNumbers = new Map<SelectionSetNode, number>();

  constructor({ schema, keys }: Source) {
    this.#schema = schema;
    this.#keys = keys;
  }

  compile(rootType: GraphQLObjectType, selections: readonly SelectionSetNode[]): Project {
    const root = this.#object({ kind: 'named', type: rootType }, selections);
    const body = code`${Code.join(this.#functions)}return ${root};`;
    return Code.toFunction<Project>(body, { checks: this.#checks });
  }

  /** A function for objects of a position's type, abstract or not. */
  #composite(type: GraphQLCompositeType, selections: readonly SelectionSetNode[]): Code {
    return isAbstractType(type) ? this.#dispatch(type, selections) : this.#object({ kind: 'named', type }, selections);
  }

  #dispatch(type: GraphQLAbstractType, selections: readonly SelectionSetNode[]): Code {
    return this.#once(`dispatch ${type.name}`, selections, (self) => {
      const cases = this.#namesAt(type).map((named) => {
        const project = this.#object({ kind: 'named', type: named }, selections);
        return code`case ${named.name}:return ${project}(s,c);`;
      });
      const unnamed = this.#object({ kind: 'unnamed', type }, selections);
      return code`function ${self}(s,c){if(typeof s!=="object")return c.invalid(${type.name});switch(s["__typename"]){${Code.join(cases)}case undefined:case null:return ${unnamed}(s,c);default:return c.invalid(${type.name});}}`;
    });
  }

  /** The types a `__typename` may name at an abstract position: its members, and interfaces of theirs. */
  #namesAt(type: GraphQLAbstractType): GraphQLCompositeType[] {
    const members = this.#schema.getPossibleTypes(type);
    const interfaces = Object.values(this.#schema.getTypeMap()).filter(isInterfaceType);
    const sharing = interfaces.filter((other) => members.some((member) => this.#schema.isSubType(other, member)));
    return [...members, ...sharing];
  }

  #object(knowledge: ObjectKnowledge, selections: readonly SelectionSetNode[]): Code {
    const { kind, type } = knowledge;
    return this.#once(`${kind} ${type.name}`, selections, (self) => {
      const fields = collectResponseFields(this.#schema, knowledge, selections);
      // An interface's name in place of a member's is what an interface object has when its owner could not be asked.
      if (!fields) return code`function ${self}(s,c){return c.missing(${`${type.name}.__typename`},"__typename");}`;
      const check = code`if(typeof s!=="object"||Array.isArray(s))return c.invalid(${type.name});let v,r;`;
      const parts = fields.map(
        (field, index) => code`${this.#field(field, type)}const ${Code.identifier('r', index)}=r;`,
      );
      const entries = fields.map((field, index) => code`${field.key}:${Code.identifier('r', index)}`);
      return code`function ${self}(s,c){${check}${Code.join(parts)}return {${Code.join(entries, code`,`)}};}`;
    });
  }

  /** Leaves the field's value in `r`, or returns null from the object's function when a null bubbles. */
  #field(field: ResponseField, type: GraphQLCompositeType): Code {
    const position = { coordinate: `${field.parentName}.${field.name}`, key: field.key };
    if (field.name === '__typename') {
      if (!isAbstractType(type)) return code`r=${type.name};`;
      return code`return c.missing(${position.coordinate},${field.key});`;
    }
    if (!field.type) return code`r=c.local[${field.key}];if(r===undefined)r=null;`;
    const key = this.#keys.of(field.node);
    return code`v=${readKey(code`s`, key)};${this.#complete(field.type, field.selections, position)}`;
  }

  #complete(type: GraphQLOutputType, selections: readonly SelectionSetNode[], position: Position): Code {
    if (isNonNullType(type)) {
      const where = position.key === undefined ? code`` : code`,${position.key}`;
      const inner = this.#complete(type.ofType as GraphQLOutputType, selections, position);
      const leave = position.key === undefined ? code`c.path.pop();` : code``;
      return code`${inner}if(r===null){if(v===null||v===undefined)c.missing(${position.coordinate}${where});${leave}return null;}`;
    }
    if (isLeafType(type)) return this.#leaf(type, position);
    const project = isListType(type)
      ? this.#list(type.ofType, selections, position.coordinate)
      : this.#composite(type, selections);
    if (position.key === undefined) return code`r=v===null||v===undefined?null:${project}(v,c);`;
    return code`if(v===null||v===undefined)r=null;else{c.path.push(${position.key});r=${project}(v,c);c.path.pop();}`;
  }

  #leaf(type: GraphQLLeafType, position: Position): Code {
    const where = position.key === undefined ? code`` : code`,${position.key}`;
    const otherwise = code`v===null||v===undefined?null:`;
    if (type.name === 'String') {
      return code`r=typeof v==="string"?v:${otherwise}c.invalid(${type.name}${where});`;
    }
    let check = this.#checkOf.get(type);
    if (check === undefined) {
      check = this.#checks.push(leafCheck(type)) - 1;
      this.#checkOf.set(type, check);
    }
    const fast = type.name === 'ID' ? code`typeof v==="string"?v:` : code``;
    return code`r=${fast}${otherwise}checks[${check}](v);if(r===undefined)r=c.invalid(${type.name}${where});`;
  }

  #list(itemType: GraphQLOutputType, selections: readonly SelectionSetNode[], coordinate: string): Code {
    const slot = this.#functions.push(code``) - 1;
    const self = Code.identifier('l', slot);
    const item = this.#complete(itemType, selections, { coordinate, key: undefined });
    const name = `list of ${getNamedType(itemType).name}`;
    this.#functions[slot] = code`function ${self}(list,c){
      if(!Array.isArray(list))return c.invalid(${name});
      const o=[],p=c.path,d=p.length;let v,r;p.push(0);
      for(let i=0;i<list.length;i++){p[d]=i;v=list[i];${item}o.push(r);}
      p.pop();return o;
    }`;
    return self;
  }

  /** One function per type and selections, so that members of an interface share what is below them. */
  #once(what: string, selections: readonly SelectionSetNode[], write: (self: Code) => Code): Code {
    const key = `${what} ${selections.map((part) => this.#selectionsKey(part)).join(' ')}`;
    const known = this.#objects.get(key);
    if (known) return known;
    const slot = this.#functions.push(code``) - 1;
    const self = Code.identifier('p', slot);
    this.#objects.set(key, self);
    this.#functions[slot] = write(self);
    return self;
  }

  #selectionsKey(set: SelectionSetNode): number {
    let number = this.#setNumbers.get(set);
    if (number === undefined) {
      number = this.#setNumbers.size;
      this.#setNumbers.set(set, number);
    }
    return number;
  }
}
