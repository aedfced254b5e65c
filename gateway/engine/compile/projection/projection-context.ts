import { GraphQLError } from 'graphql';
import type { DataObject, ResponsePath, Variables } from '../data.ts';
import { ErrorPaths } from './error-paths.ts';

/** Errors beyond this number say nothing new and only make the response large. */
export const MAX_ERRORS = 1_000;

/** What the fetches left behind beside data. */
export interface FetchOutcome {
  readonly errors: GraphQLError[];
  /** Where a subgraph answered null because of an error: what it would have told of below is missing for that reason. */
  readonly nulledPaths: readonly ResponsePath[];
}

/** An object of the response that a part is delivered of later. */
export interface DeferredObject {
  /** The number of the part's projection. */
  readonly projectionIndex: number;
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
  readonly #nulledPaths: readonly ResponsePath[];
  #errorPaths: ErrorPaths | undefined;
  #nulledPathTree: ErrorPaths | undefined;

  constructor(variables: Variables, local: Readonly<Record<string, unknown>>, outcome: FetchOutcome) {
    this.v = variables;
    this.local = local;
    this.errors = outcome.errors;
    this.#nulledPaths = outcome.nulledPaths;
  }

  /** Notes an object that has a deferred part. Whether the response holds it is known only at the end. */
  defer(part: number, start: DataObject, steps: readonly string[]): void {
    this.deferred.push({ projectionIndex: part, start, path: [...this.path, ...steps] });
  }

  /** A null in a non-null position: an error is added where no subgraph gave one that tells why it is missing. */
  missing(coordinate: string, key?: string | number): null {
    const path = key === undefined ? [...this.path] : [...this.path, key];
    this.#errorPaths ??= new ErrorPaths(this.errors);
    this.#nulledPathTree ??= new ErrorPaths(this.#nulledPaths.map((place) => ({ path: place })));
    if (!this.#errorPaths.covers(path) && !this.#nulledPathTree.isAbove(path)) {
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
    this.#errorPaths?.add(path);
  }
}

/** Projects the response so far to what the client asked for; null when a non-null field of the root is null. */
export type Project = (data: DataObject, context: ProjectionContext) => Record<string, unknown> | null;
