import { GraphQLError } from 'graphql';
import type { DataObject, ResponsePath, Variables } from '../data.ts';
import { ErrorPaths } from './error-paths.ts';

/** Further errors would say nothing new and only make the response larger. */
export const MAX_ERRORS = 1_000;

/** What the fetches have left beside data. */
export interface FetchOutcome {
  readonly errors: GraphQLError[];
  /** Where a subgraph answered null because of an error. What is missing below such a path has that reason. */
  readonly nulledPaths: readonly ResponsePath[];
}

/** An object of the response with fields that come later. */
export interface DeferredObject {
  /** The index of the projection that builds these fields. */
  readonly projectionIndex: number;
  /** The object that the plan starts at: this one, one around it, or the root. */
  readonly start: DataObject;
  /** The response path of the object. */
  readonly path: ResponsePath;
}

/** What the projection of one response works with. Generated functions read `v`, `local` and `path`. */
export class ProjectionContext {
  readonly v: Variables;
  /** The answers to introspection, by response name. */
  readonly local: Readonly<Record<string, unknown>>;
  /** The response path of the value that is being completed; generated functions push and pop. */
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

  /** Records an object with a deferred part. A null may still remove the object from the response. */
  defer(projectionIndex: number, start: DataObject, steps: readonly string[]): void {
    this.deferred.push({ projectionIndex, start, path: [...this.path, ...steps] });
  }

  /** A null at a non-null type. An error is added unless one from a subgraph explains the null. */
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
    this.#add(`A subgraph returned a value that is not a valid ${typeName}.`, path);
    return null;
  }

  #add(message: string, path: ResponsePath): void {
    if (this.errors.length >= MAX_ERRORS) return;
    this.errors.push(new GraphQLError(message, { path, extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }));
    this.#errorPaths?.add(path);
  }
}

/** Projects the merged data to what the client selected; null when a non-null root field is null. */
export type Project = (data: DataObject, context: ProjectionContext) => Record<string, unknown> | null;
