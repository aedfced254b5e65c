import type { ResponsePath } from './data.ts';

interface Place {
  readonly below: Map<string | number, Place>;
  erroneous: boolean;
}

/** The places of a response that have an error, as a tree, so that many nulls among many errors stay cheap. */
export class ErrorPlaces {
  readonly #root: Place = { below: new Map(), erroneous: false };

  constructor(errors: readonly { readonly path?: ResponsePath | undefined }[]) {
    for (const error of errors) this.add(error.path ?? []);
  }

  add(path: ResponsePath): void {
    let place = this.#root;
    for (const key of path) {
      let next = place.below.get(key);
      if (!next) {
        next = { below: new Map(), erroneous: false };
        place.below.set(key, next);
      }
      place = next;
    }
    place.erroneous = true;
  }

  /** True when there is an error at the path, above it or below it. */
  covers(path: ResponsePath): boolean {
    const place = this.#find(path);
    return place !== undefined && (place.erroneous || place.below.size > 0);
  }

  /** True when there is an error at the path or above it. */
  isAbove(path: ResponsePath): boolean {
    return this.#find(path)?.erroneous === true;
  }

  /** The place of the path, or the first with an error on the way to it. */
  #find(path: ResponsePath): Place | undefined {
    let place = this.#root;
    for (const key of path) {
      if (place.erroneous) return place;
      const next = place.below.get(key);
      if (!next) return undefined;
      place = next;
    }
    return place;
  }
}
