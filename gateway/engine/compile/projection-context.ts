import { GraphQLError, isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { rawText } from '../../exact-json.ts';
import type { DataObject, Json, ResponsePath, Variables } from './data.ts';
import { ErrorPlaces } from './error-places.ts';

/** Errors beyond this number say nothing new and only make the response large. */
export const MAX_ERRORS = 1_000;

/** What the fetches left behind beside data. */
export interface FetchOutcome {
  readonly errors: GraphQLError[];
  /** Where a subgraph answered null because of an error: what it would have told of below is missing for that reason. */
  readonly lost: readonly ResponsePath[];
}

/** An object of the response that a part is delivered of later. */
export interface DeferredObject {
  /** The number of the part's projection. */
  readonly part: number;
  /** What the part's plan starts at: the object itself, one around it, or the root. */
  readonly start: DataObject;
  /** Where the object stands. */
  readonly path: ResponsePath;
}

/** What projecting one response works with; the generated functions read `v`, `local` and `path`. */
export class ProjectionContext {
  readonly v: Variables;
  /** Answers of introspection, by response key. */
  readonly local: Readonly<Record<string, unknown>>;
  /** Where the projection stands; generated functions push and pop. */
  readonly path: (string | number)[] = [];
  readonly errors: GraphQLError[];
  readonly deferred: DeferredObject[] = [];
  readonly #lost: readonly ResponsePath[];
  #places: ErrorPlaces | undefined;
  #lostPlaces: ErrorPlaces | undefined;

  constructor(variables: Variables, local: Readonly<Record<string, unknown>>, outcome: FetchOutcome) {
    this.v = variables;
    this.local = local;
    this.errors = outcome.errors;
    this.#lost = outcome.lost;
  }

  /** Notes an object that has a deferred part. Whether the response holds it is known only at the end. */
  defer(part: number, start: DataObject, steps: readonly string[]): void {
    this.deferred.push({ part, start, path: [...this.path, ...steps] });
  }

  /** A null in a non-null position: an error is added where no subgraph gave one that tells why it is missing. */
  missing(coordinate: string, key?: string | number): null {
    const path = key === undefined ? [...this.path] : [...this.path, key];
    this.#places ??= new ErrorPlaces(this.errors);
    this.#lostPlaces ??= new ErrorPlaces(this.#lost.map((place) => ({ path: place })));
    if (!this.#places.covers(path) && !this.#lostPlaces.isAbove(path)) {
      this.#add(`Cannot return null for non-nullable field ${coordinate}.`, path);
    }
    return null;
  }

  /** A value that its type does not allow. */
  invalid(typeName: string, key?: string | number): null {
    const path = key === undefined ? [...this.path] : [...this.path, key];
    this.#add(`A subgraph answered a value that is not a valid ${typeName}.`, path);
    return null;
  }

  #add(message: string, path: ResponsePath): void {
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push(new GraphQLError(message, { path, extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }));
    this.#places?.add(path);
  }
}

/**
 * Checks a leaf against its type.
 *
 * @returns the value to answer, or undefined when the type does not allow it
 */
export type LeafCheck = (value: Json) => Json;

/** The check for a scalar or enum of the API schema; custom scalars are the subgraphs' own and pass as they are. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set<Json>(type.getValues().map((value) => value.name));
    return (value) => (names.has(value) ? value : undefined);
  }
  if (!isSpecifiedScalarType(type)) return (value) => value;
  switch (type.name) {
    case 'Int':
      return (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined);
    case 'Float':
      return (value) => (typeof value === 'number' ? value : numberOf(value));
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'ID':
      return (value) => {
        if (typeof value === 'number') return Number.isInteger(value) ? String(value) : undefined;
        return rawText(value) ?? onlyString(value);
      };
    default:
      return onlyString;
  }
}

/** A number that was too long for one, rounded. */
function numberOf(value: Json): Json {
  const text = rawText(value);
  return text === undefined ? undefined : Number(text);
}

function onlyString(value: Json): Json {
  return typeof value === 'string' ? value : undefined;
}

/** Projects the response so far to what the client asked for; null when a non-null field of the root is null. */
export type Project = (data: DataObject, context: ProjectionContext) => Record<string, unknown> | null;
