import {
  buildSchema,
  execute,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { ExecutionResult, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { overTheWire } from '../harness.ts';
import { canonical } from './world.ts';
import type { World, WorldObject } from './world.ts';

/** An error that the specification allows in an answer: of several below one null, an executor reports any. */
export interface PossibleError {
  readonly path: readonly (string | number)[];
  /** Nothing for a null in a non-null position, whose message names the parent's type as the executor knows it. */
  readonly message: string | undefined;
}

export interface MonolithAnswer {
  readonly result: ExecutionResult;
  readonly possibleErrors: readonly PossibleError[];
  /** The mutations that ran. */
  readonly log: readonly string[];
}

/** The whole graph as one schema, executed by graphql-js. */
export class Monolith {
  readonly #schema: GraphQLSchema;
  readonly #world: World;
  #possibleErrors: PossibleError[] = [];

  constructor(publicSdl: string, world: World) {
    this.#schema = buildSchema(publicSdl);
    this.#world = world;
    for (const type of Object.values(this.#schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (isAbstractType(type)) type.resolveType = ({ type: name }: WorldObject) => name;
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) field.resolve = this.#resolve.bind(this);
    }
  }

  async answer(source: string, variables: Record<string, unknown>, operationName?: string): Promise<MonolithAnswer> {
    this.#possibleErrors = [];
    const result = await execute({
      schema: this.#schema,
      document: parse(source),
      variableValues: variables,
      operationName,
    });
    // A null that bubbles ends the execution while fields beside it still run.
    await new Promise((resolve) => setImmediate(resolve));
    return { result: overTheWire(result), possibleErrors: this.#possibleErrors, log: [...this.#world.log] };
  }

  /** Always asynchronous: a resolver that throws at once would keep the fields after it from being tried. */
  async #resolve(
    parent: WorldObject | undefined,
    args: Record<string, unknown>,
    _context: unknown,
    info: GraphQLResolveInfo,
  ) {
    const type = info.parentType.name;
    const object = parent ?? { type, id: '' };
    if (type === 'Mutation') this.#world.log.push(`${info.fieldName}${canonical(args)}`);
    const value = this.#world.valueOf(object, info.fieldName, args);
    const path: (string | number)[] = [];
    for (let at: typeof info.path | undefined = info.path; at; at = at.prev) path.unshift(at.key);
    this.#note(value, info.returnType, path);
    return await later(value);
  }

  #note(value: unknown, type: GraphQLOutputType, path: readonly (string | number)[]): void {
    if (value instanceof Error) this.#possibleErrors.push({ path, message: value.message });
    else if (isNonNullType(type)) {
      if (value === null) this.#possibleErrors.push({ path, message: undefined });
      else this.#note(value, type.ofType as GraphQLOutputType, path);
    } else if (value === null) return;
    else if (isListType(type)) {
      (value as unknown[]).forEach((item, index) => this.#note(item, type.ofType, [...path, index]));
    } else if (isLeafType(type)) {
      try {
        type.serialize(value);
      } catch (error) {
        this.#possibleErrors.push({ path, message: (error as Error).message });
      }
    }
  }
}

/** Items as promises, since graphql-js forgets the promises before an item that fails at once. */
async function later(value: unknown): Promise<unknown> {
  await Promise.resolve();
  return Array.isArray(value) ? value.map((item) => later(item)) : value;
}

/** The composite types of a schema that share an object with a type. */
export function overlappingTypes(schema: GraphQLSchema, type: GraphQLOutputType): string[] {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return [];
  const possible = new Set(isAbstractType(named) ? schema.getPossibleTypes(named) : [named]);
  return Object.values(schema.getTypeMap())
    .filter(isCompositeType)
    .filter((other) => !other.name.startsWith('__'))
    .filter((other) =>
      (isAbstractType(other) ? schema.getPossibleTypes(other) : [other]).some((one) => possible.has(one)),
    )
    .map(({ name }) => name);
}
