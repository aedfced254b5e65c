import type { ResponsePath } from '../data.ts';

interface PathNode {
  readonly below: Map<string | number, PathNode>;
  hasError: boolean;
}

/** The response paths of errors as a tree, so that looking up many nulls among many errors stays cheap. */
export class ErrorPaths {
  readonly #root: PathNode = { below: new Map(), hasError: false };

  constructor(errors: readonly { readonly path?: ResponsePath | undefined }[]) {
    for (const error of errors) this.add(error.path ?? []);
  }

  add(path: ResponsePath): void {
    let node = this.#root;
    for (const key of path) {
      let next = node.below.get(key);
      if (!next) {
        next = { below: new Map(), hasError: false };
        node.below.set(key, next);
      }
      node = next;
    }
    node.hasError = true;
  }

  /** True when there is an error at the path, above it or below it. */
  covers(path: ResponsePath): boolean {
    const node = this.#find(path);
    return node !== undefined && (node.hasError || node.below.size > 0);
  }

  /** True when there is an error at the path or above it. */
  isAbove(path: ResponsePath): boolean {
    return this.#find(path)?.hasError === true;
  }

  /** The node of the path, or the first node with an error on the way to it. */
  #find(path: ResponsePath): PathNode | undefined {
    let node = this.#root;
    for (const key of path) {
      if (node.hasError) return node;
      const next = node.below.get(key);
      if (!next) return undefined;
      node = next;
    }
    return node;
  }
}
