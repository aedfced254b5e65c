import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLLeafType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import type { ResponseNames } from '../../plan/selections/response-names.ts';
import { Code, code, readKey } from '../code.ts';
import type { FunctionMaker } from '../code.ts';
import type { DeferredFields, DeferredUnit, DeferredUnits, ObjectPosition } from '../deferred/deferred-units.ts';
import type { Project } from './projection-context.ts';
import { createResultCoercion } from './result-coercion.ts';
import type { CoerceResult } from './result-coercion.ts';
import { collectResponseFields } from './response-fields.ts';
import type { ObjectKnowledge, ResponseField } from './response-fields.ts';

/**
 * Compiles the client's selection set to functions that build the response. Names, order, type conditions, result
 * coercion and the bubbling of nulls are decided per object type while compiling.
 *
 * @param set the root selections with fragments inlined
 * @throws {NotDeferrable} when a fragment cannot be deferred
 * @see https://spec.graphql.org/October2021/#sec-Executing-Selection-Sets
 */
export function compileProject(source: Source, rootType: GraphQLObjectType, set: SelectionSetNode): Projection {
  return new ProjectionWriter(source).compile(rootType, set);
}

/** The functions that build a response from the merged data. */
export interface Projection {
  readonly project: Project;
  /** The functions for deferred parts; `DeferredObject.projectionIndex` is an index of this list. */
  readonly deferred: readonly DeferredProjection[];
}

/** Builds the deferred part of one object. */
export interface DeferredProjection {
  readonly unit: DeferredUnit;
  readonly project: Project;
}

/** How the data is read: by the API schema and the response names in the data. */
interface Source {
  readonly schema: GraphQLSchema;
  readonly responseNames: ResponseNames;
  readonly functions: FunctionMaker;
  /** Records what is deferred. If undefined, `@defer` is ignored. */
  readonly units?: DeferredUnits | undefined;
}

/** The field whose value is completed, the object it is on, and the lists around the value. */
interface FieldPosition {
  readonly objectPosition: ObjectPosition | undefined;
  readonly node: FieldNode;
  readonly lists: number;
  /** Whether the type of the value is abstract. */
  readonly isAbstract: boolean;
}

/**
 * Where a value is completed. The code reads `v` and leaves its result, which may be null, in `r`. Every function
 * leaves the error path as it found it, however it returns.
 */
interface ValuePosition {
  readonly coordinate: string;
  /** The response name for error paths; undefined inside a list, where the path already ends with the index. */
  readonly key: string | undefined;
  readonly fieldPosition: FieldPosition;
}

class ProjectionWriter {
  readonly #schema: GraphQLSchema;
  readonly #responseNames: ResponseNames;
  readonly #maker: FunctionMaker;
  readonly #functions: Code[] = [];
  readonly #coercions: CoerceResult[] = [];
  readonly #coercionOf = new Map<GraphQLLeafType, number>();
  readonly #objects = new Map<string, Code>();
  readonly #defined = new Map<string, Code>();
  readonly #setNumbers = new Map<SelectionSetNode, number>();
  readonly #units: DeferredUnits | undefined;
  readonly #parts: { readonly unit: DeferredUnit; readonly self: Code }[] = [];
  /** The unit whose objects are being compiled at the moment. */
  #enclosingUnit: DeferredUnit | undefined;

  constructor({ schema, responseNames, functions, units }: Source) {
    this.#schema = schema;
    this.#responseNames = responseNames;
    this.#maker = functions;
    this.#units = units;
  }

  compile(rootType: GraphQLObjectType, set: SelectionSetNode): Projection {
    const root = this.#object({ kind: 'named', type: rootType }, [set], undefined);
    const parts = Code.join(
      this.#parts.map(({ self }) => self),
      code`,`,
    );
    const body = code`${Code.join(this.#functions)}return [${root},${parts}];`;
    const [project, ...others] = this.#maker.make<[Project, ...Project[]]>(body, { checks: this.#coercions });
    const deferred = this.#parts.flatMap(({ unit }, index) => {
      const part = others[index];
      return part ? [{ unit, project: part }] : [];
    });
    return { project, deferred };
  }

  /** A function for objects of a composite type. */
  #composite(type: GraphQLCompositeType, selections: readonly SelectionSetNode[], fieldPosition: FieldPosition): Code {
    if (isAbstractType(type)) return this.#dispatch(type, selections, { ...fieldPosition, isAbstract: true });
    return this.#object({ kind: 'named', type }, selections, fieldPosition);
  }

  #dispatch(type: GraphQLAbstractType, selections: readonly SelectionSetNode[], fieldPosition: FieldPosition): Code {
    return this.#once(`dispatch ${type.name}`, selections, () => {
      this.#units?.addAbstractPosition(selections, this.#enclosingUnit);
      const cases = this.#namesAt(type).map((named) => {
        const project = this.#object({ kind: 'named', type: named }, selections, fieldPosition);
        return code`case ${named.name}:return ${project}(s,c);`;
      });
      const unnamed = this.#object({ kind: 'unnamed', type }, selections, fieldPosition);
      return code`(s,c){if(typeof s!=="object")return c.invalid(${type.name});switch(s["__typename"]){${Code.join(cases)}case undefined:case null:return ${unnamed}(s,c);default:return c.invalid(${type.name});}}`;
    });
  }

  /**
   * The types that a `__typename` may name where the type is abstract: its members, their interfaces, and the type
   * itself, which may be an interface of interface objects only.
   */
  #namesAt(type: GraphQLAbstractType): GraphQLCompositeType[] {
    const members = this.#schema.getPossibleTypes(type);
    const interfaces = Object.values(this.#schema.getTypeMap()).filter(isInterfaceType);
    const sharing = interfaces.filter((other) => {
      return other === type || members.some((member) => this.#schema.isSubType(other, member));
    });
    return [...members, ...sharing];
  }

  #object(
    knowledge: ObjectKnowledge,
    selections: readonly SelectionSetNode[],
    fieldPosition: FieldPosition | undefined,
  ): Code {
    const { kind, type } = knowledge;
    const within = withinOf(fieldPosition);
    // The plan of a deferred part may start at the parent object, whose function then records it. So each position has
    // a function of its own.
    return this.#once(`${kind} ${type.name} ${within?.position.number ?? ''}`, selections, () => {
      const fields = collectResponseFields(this.#schema, knowledge, selections);
      // A subgraph with the interface object answered the interface's name, and no other could tell the object's type.
      if (!fields) return code`(s,c){return c.missing(${`${type.name}.__typename`},"__typename");}`;
      if (!this.#units) return this.#fields(fields, { type, objectPosition: undefined });
      const set = this.#units.setOf(selections, this.#enclosingUnit);
      if (!set || !isObjectType(type)) {
        return this.#fields(this.#units.immediate(fields, this.#enclosingUnit), { type, objectPosition: undefined });
      }
      const depth = fieldPosition?.objectPosition ? fieldPosition.objectPosition.depth + 1 + fieldPosition.lists : 0;
      const objectPosition = this.#units.position({ type, depth, set, within });
      const { now, later } = this.#units.partition(fields, objectPosition, this.#enclosingUnit);
      for (const part of later) this.#deferred(part);
      return this.#fields(now, { type, objectPosition });
    });
  }

  /** The parameters and the body of a function that builds an object from fields. */
  #fields(
    fields: readonly ResponseField[],
    {
      type,
      objectPosition,
    }: { readonly type: GraphQLCompositeType; readonly objectPosition: ObjectPosition | undefined },
  ): Code {
    const parts = fields.map(
      (field, index) => code`${this.#field(field, type, objectPosition)}const ${Code.identifier('r', index)}=r;`,
    );
    const entries = fields.map((field, index) => code`${field.responseName}:${Code.identifier('r', index)}`);
    const objectCheck = code`if(typeof s!=="object"||Array.isArray(s))return c.invalid(${type.name});let v,r;`;
    // The calls are complete only now, because the fields below may add to them.
    const calls = Code.join(objectPosition?.calls ?? []);
    return code`(s,c){${objectCheck}${calls}${Code.join(parts)}return {${Code.join(entries, code`,`)}};}`;
  }

  /** Writes the function for a deferred part, and the call that records the objects that have one. */
  #deferred({ unit, fields, start, found }: DeferredFields): void {
    const enclosingUnit = this.#enclosingUnit;
    this.#enclosingUnit = unit;
    const slot = this.#functions.push(code``) - 1;
    const self = Code.identifier('p', slot);
    const number = this.#parts.push({ unit, self }) - 1;
    this.#functions[slot] = code`function ${self}${this.#fields(fields, { type: found.type, objectPosition: found })}`;
    this.#enclosingUnit = enclosingUnit;
    const steps = unit.steps.map((node) => code`${(node.alias ?? node.name).value}`);
    start.calls.push(code`c.defer(${number},s,[${Code.join(steps, code`,`)}]);`);
  }

  /** Leaves the field's value in `r`, or returns null from the object's function when a null bubbles up. */
  #field(field: ResponseField, type: GraphQLCompositeType, objectPosition: ObjectPosition | undefined): Code {
    const fieldPosition = { objectPosition, node: field.node, lists: 0, isAbstract: false };
    const position = { coordinate: `${field.parentName}.${field.name}`, key: field.responseName, fieldPosition };
    if (field.name === '__typename') {
      if (!isAbstractType(type)) return code`r=${type.name};`;
      return code`return c.missing(${position.coordinate},${field.responseName});`;
    }
    if (!field.type) return code`r=c.local[${field.responseName}];if(r===undefined)r=null;`;
    const key = this.#responseNames.of(field.node);
    return code`v=${readKey(code`s`, key)};${this.#complete(field.type, field.selections, position)}`;
  }

  #complete(type: GraphQLOutputType, selections: readonly SelectionSetNode[], position: ValuePosition): Code {
    if (isNonNullType(type)) {
      const where = position.key === undefined ? code`` : code`,${position.key}`;
      const inner = this.#complete(type.ofType as GraphQLOutputType, selections, position);
      const leave = position.key === undefined ? code`c.path.pop();` : code``;
      return code`${inner}if(r===null){if(v==null)c.missing(${position.coordinate}${where});${leave}return null;}`;
    }
    if (isLeafType(type)) return this.#leaf(type, position);
    const project = isListType(type)
      ? this.#list(type.ofType, selections, position)
      : this.#composite(type, selections, position.fieldPosition);
    if (position.key === undefined) return code`r=v==null?null:${project}(v,c);`;
    return code`if(v==null)r=null;else{c.path.push(${position.key});r=${project}(v,c);c.path.pop();}`;
  }

  #leaf(type: GraphQLLeafType, position: ValuePosition): Code {
    const where = position.key === undefined ? code`` : code`,${position.key}`;
    const otherwise = code`v==null?null:`;
    if (type.name === 'String') {
      return code`r=typeof v==="string"?v:${otherwise}c.invalid(${type.name}${where});`;
    }
    let coercion = this.#coercionOf.get(type);
    if (coercion === undefined) {
      coercion = this.#coercions.push(createResultCoercion(type)) - 1;
      this.#coercionOf.set(type, coercion);
    }
    const fast = type.name === 'ID' ? code`typeof v==="string"?v:` : code``;
    return code`r=${fast}${otherwise}checks[${coercion}](v);if(r===undefined)r=c.invalid(${type.name}${where});`;
  }

  #list(
    itemType: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    { coordinate, fieldPosition }: ValuePosition,
  ): Code {
    const inner = { coordinate, key: undefined, fieldPosition: { ...fieldPosition, lists: fieldPosition.lists + 1 } };
    const item = this.#complete(itemType, selections, inner);
    const name = `list of ${getNamedType(itemType).name}`;
    return this.#define(code`(list,c){
if(!Array.isArray(list))return c.invalid(${name});
const o=[],p=c.path,d=p.length;let v,r;p.push(0);
for(let i=0;i<list.length;i++){p[d]=i;v=list[i];${item}o.push(r);}
p.pop();return o;
}`);
  }

  /** One function per type and selections, so that the members of an interface share what is selected below them. */
  #once(what: string, selections: readonly SelectionSetNode[], write: () => Code): Code {
    const sets = selections.map((part) => this.#selectionsKey(part)).join(' ');
    const key = `${what} ${sets} ${this.#enclosingUnit?.index ?? ''}`;
    const known = this.#objects.get(key) ?? this.#define(write());
    this.#objects.set(key, known);
    return known;
  }

  /** One function for all equal bodies: prices, for example, are selected in the same way in many fields. */
  #define(body: Code): Code {
    const known = this.#defined.get(body.text);
    if (known) return known;
    const self = Code.identifier('p', this.#functions.length);
    this.#functions.push(code`function ${self}${body}`);
    this.#defined.set(body.text, self);
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

function withinOf(fieldPosition: FieldPosition | undefined): ObjectPosition['within'] {
  if (!fieldPosition?.objectPosition || fieldPosition.lists > 0 || fieldPosition.isAbstract) return undefined;
  return { position: fieldPosition.objectPosition, node: fieldPosition.node };
}
