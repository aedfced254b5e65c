import {
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import type { GraphQLLeafType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { FederationFacts, FieldRole } from './federation-facts.ts';
import { chanceOf } from './random.ts';

/** An object of the world. Its fields follow from its type, its id and the world's seed, so every subgraph tells the same. */
export interface WorldObject {
  readonly type: string;
  readonly id: string;
  /** What a subgraph was told of it by a representation. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** The external fields a subgraph may answer on the way it came to the object. */
  readonly provided?: SelectionSetNode;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Where a value stands: its own key, and the field it belongs to. */
interface Place {
  readonly key: string;
  readonly owner: string;
  readonly field: string;
  readonly role: FieldRole;
  readonly nullable: boolean;
}

const ENTITIES_PER_TYPE = 4;

/** The data behind a graph. Nothing is stored but the number of mutations that ran. */
export class World {
  readonly #schema: GraphQLSchema;
  readonly #facts: FederationFacts;
  #seed = 0;
  /** The mutations that ran, in their order. */
  log: string[] = [];

  /** @param schema all types of the supergraph, hidden ones too */
  constructor(schema: GraphQLSchema, facts: FederationFacts) {
    this.#schema = schema;
    this.#facts = facts;
  }

  /** Starts anew with the data of a seed. */
  reset(seed: number): void {
    this.#seed = seed;
    this.log = [];
  }

  /** The value of a field as a resolver returns it; a failure is returned as an `Error`. */
  valueOf(object: WorldObject, field: string, args: Arguments): unknown {
    const definition = this.#fieldOf(object.type, field);
    const key = `${object.id}.${field}${argumentsText(args)}`;
    const role = this.#facts.roleOf(object.type, field);
    if (role === 'key') return this.#keyValue(object, definition.type, field);
    if (this.isMissing(object)) return null;
    const requires = this.#facts.requiresOf(object.type, field);
    if (!requires) return this.#value(definition.type, { key, owner: object.type, field, role, nullable: true });
    return this.computed(object, field, args, () => this.project(object, requires));
  }

  /** The value of a field that is computed from others: the text of all that went into it. */
  computed(object: WorldObject, field: string, args: Arguments, required: () => unknown): unknown {
    const key = `${object.id}.${field}${argumentsText(args)}`;
    const { type } = this.#fieldOf(object.type, field);
    const role = this.#facts.roleOf(object.type, field);
    const value = this.#value(type, { key, owner: object.type, field, role, nullable: true });
    return typeof value === 'string' ? `${value} of ${canonical(required())}` : value;
  }

  /** The fields of a selection set as plain data, in the order of their names. */
  project(object: WorldObject, { selections }: SelectionSetNode): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? object.type;
        const holds = this.#facts.memberNames(condition).includes(object.type);
        if (holds) Object.assign(result, this.project(object, selection.selectionSet));
      } else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
        const args = getArgumentValues(this.#fieldOf(object.type, selection.name.value), selection);
        const value = this.valueOf(object, selection.name.value, args);
        result[selection.name.value] = this.#projectValue(value, selection.selectionSet);
      }
    }
    return result;
  }

  #projectValue(value: unknown, set: SelectionSetNode | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#projectValue(item, set));
    return set && value !== null ? this.project(value as WorldObject, set) : value;
  }

  /** Every entity that may go by a type's name. */
  entitiesOf(type: string): WorldObject[] {
    return this.#facts
      .memberNames(type)
      .flatMap((name) => Array.from({ length: ENTITIES_PER_TYPE }, (_item, index) => entity(name, index)));
  }

  /** An entity that others refer to and no subgraph knows: all it has is its key. */
  isMissing({ type, id }: WorldObject): boolean {
    return id === entity(type, ENTITIES_PER_TYPE - 1).id && this.#facts.mayBeMissing(type);
  }

  #fieldOf(type: string, field: string) {
    const named = this.#schema.getType(type);
    const definition = isObjectType(named) ? named.getFields()[field] : undefined;
    if (!definition) throw new Error(`No field ${type}.${field}`);
    return definition;
  }

  #keyValue(object: WorldObject, type: GraphQLOutputType, field: string): unknown {
    const named = getNamedType(type);
    if (isObjectType(named)) {
      // Two entities never have the same key, so each has an entity of its own in it.
      if (this.#facts.isEntity(named.name)) return entity(named.name, numberOf(object) - 1);
      return { type: named.name, id: `${object.id}.${field}` };
    }
    const values = isEnumType(named) ? named.getValues() : [];
    if (values.length > 0) return values[Math.floor(this.#chance(`${object.id}.${field}`) * values.length)]?.name;
    if (named.name === 'Int') return numberOf(object);
    return field === 'id' ? object.id : `${field} of ${object.id}`;
  }

  #value(type: GraphQLOutputType, at: Place): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType as GraphQLOutputType, { ...at, nullable: false });
    const mishap = this.#mishap(at);
    if (mishap !== undefined) return mishap;
    if (isListType(type)) {
      const length = Math.floor(this.#chance(`${at.key} length`) * 4);
      const item = (_: unknown, index: number) => {
        return this.#value(type.ofType, { ...at, key: `${at.key}[${index}]`, nullable: true });
      };
      return Array.from({ length }, item);
    }
    if (isObjectType(type)) return this.#object(type.name, at.key);
    if (!isAbstractType(type)) return this.#leaf(type, at);
    const members = this.#facts.membersAt(at.owner, at.field, type.name);
    const member = members[Math.floor(this.#chance(`${at.key} type`) * members.length)];
    if (member === undefined) throw new Error(`${type.name} has no members`);
    return this.#object(member, at.key);
  }

  /** @returns undefined most of the time */
  #mishap({ key, role, nullable }: Place): Error | null | undefined {
    const chance = this.#chance(`${key} mishap`);
    if (role === 'never-null') return undefined;
    if (role === 'required') return nullable && chance < 0.15 ? null : undefined;
    if (chance < 0.02) return new Error(`No ${key}`);
    return chance < (nullable ? 0.08 : 0.03) ? null : undefined;
  }

  #object(type: string, key: string): WorldObject {
    if (type === this.#schema.getQueryType()?.name) return { type, id: '' };
    if (!this.#facts.isEntity(type))
      return { type, id: `${type}#${Math.floor(this.#chance(`${key} value`) * 2 ** 32).toString(36)}` };
    return entity(type, Math.floor(this.#chance(`${key} entity`) * ENTITIES_PER_TYPE));
  }

  #leaf(type: GraphQLLeafType, { key, field, role }: Place): unknown {
    const chance = this.#chance(`${key} leaf`);
    // A value that a mutation changes: it tells how many had run when it was read.
    const moment = field.endsWith('Now') ? this.log.length : 0;
    if (isEnumType(type)) return type.getValues()[Math.floor(chance * type.getValues().length)]?.name;
    const wrong = role === 'free' && this.#chance(`${key} wrong`) < 0.01;
    switch (type.name) {
      case 'Int':
        return wrong ? 'many' : Math.floor(chance * 1_000) + moment * 1_000;
      case 'Float':
        return wrong ? 'some' : Math.floor(chance * 1_000) / 8;
      case 'Boolean':
        return wrong ? 'maybe' : chance < 0.5;
      case 'ID':
        // What is computed from an id is told of the string it becomes.
        return chance < 0.2 && role === 'free' ? Math.floor(chance * 1_000) : `id ${key}`;
      case 'Json':
        return { key, list: [chance < 0.5, null, { deep: {} }] };
      default:
        return moment === 0 ? key : `${key} after ${moment}`;
    }
  }

  #chance(text: string): number {
    return chanceOf(`${this.#seed} ${text}`);
  }
}

function entity(type: string, index: number): WorldObject {
  return { type, id: `${type}-${index + 1}` };
}

/** The number of an entity, also of one that a value is a part of. */
function numberOf({ id }: WorldObject): number {
  return Number(/-(\d+)/.exec(id)?.[1] ?? 1 + Math.floor(chanceOf(id) * ENTITIES_PER_TYPE));
}

function argumentsText(args: Arguments): string {
  return Object.keys(args).length === 0 ? '' : canonical(args);
}

/** JSON text with sorted keys; what is missing shows. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return value === undefined ? '<missing>' : JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${key}:${canonical(item)}`).join(',')}}`;
}
