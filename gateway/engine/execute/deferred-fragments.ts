import type { GraphQLError } from 'graphql';
import type { CompiledDeferred, DeferredWork } from '../compile/compile-deferred.ts';
import { ownValue } from '../compile/data.ts';
import type { DataObject, ResponsePath } from '../compile/data.ts';
import type { DeferredObject } from '../compile/projection-context.ts';
import type { CompletedResult, IncrementalData, IncrementalResult, PendingResult } from '../engine-interface.ts';
import { ancestorsOf } from '../plan/deferrals.ts';
import type { DeferUsage } from '../plan/deferrals.ts';
import type { DeferredResult, DeferredTarget } from './run-deferred.ts';

/** A deferred fragment on one object. */
interface Fragment {
  readonly id: string;
  readonly usage: DeferUsage;
  readonly path: ResponsePath;
  /** The nearest fragment that it stands in: clients are told of it when that one is complete. */
  around: Fragment | undefined;
  readonly within: Set<Fragment>;
  readonly results: { readonly part: DeferredPart; readonly data: Record<string, unknown>; readonly errors: Errors }[];
  /** Parts that it waits for. */
  open: number;
  failure?: Errors;
  state: 'hidden' | 'pending' | 'complete' | 'failed';
}

/** A part of one object, for one fragment or for several that share it. */
export interface DeferredPart {
  readonly unit: CompiledDeferred;
  readonly target: DeferredTarget;
  readonly fragments: readonly Fragment[];
}

type Errors = readonly GraphQLError[];

/** What clients have not been told yet. */
type News = Pick<IncrementalResult, 'pending' | 'incremental' | 'completed'>;

/**
 * The deferred fragments of one run: which of them clients know of, what each still waits for, and what there is to tell.
 * A fragment is told of when those around it are complete, and its fields when all of them are there.
 */
export class DeferredFragments {
  readonly #work: DeferredWork;
  /** The usages that others stand in. */
  readonly #outer: ReadonlySet<DeferUsage>;
  readonly #fragments = new Map<string, Fragment>();
  /**
   * Those that a nearer one may still become known around, by the paths of all objects around them: looking through all
   * fragments for each new one would hold the process up where lists are long.
   */
  readonly #loose = new Map<string, Fragment[]>();
  readonly #waiting = new Set<DeferredPart>();
  readonly #delivered = new Set<DeferredPart>();
  #pending: PendingResult[] = [];
  #incremental: IncrementalData[] = [];
  #completed: CompletedResult[] = [];
  #unfinished = 0;

  constructor(work: DeferredWork) {
    const usages = work.parts.flatMap(({ unit }) => unit.usages);
    this.#work = work;
    this.#outer = new Set(usages.flatMap(({ usage }) => ancestorsOf(usage)));
  }

  get isFinished(): boolean {
    return this.#unfinished === 0;
  }

  get hasNews(): boolean {
    return this.#completed.length > 0 || this.#incremental.length > 0 || this.#pending.length > 0;
  }

  takeNews(): News {
    const [pending, incremental, completed] = [this.#pending, this.#incremental, this.#completed];
    [this.#pending, this.#incremental, this.#completed] = [[], [], []];
    return {
      ...(pending.length > 0 ? { pending } : {}),
      ...(incremental.length > 0 ? { incremental } : {}),
      ...(completed.length > 0 ? { completed } : {}),
    };
  }

  /** The parts that may be fetched now and have not been yet, by their plans. */
  takeReady(): ReadonlyMap<CompiledDeferred, readonly DeferredPart[]> {
    const ready = new Map<CompiledDeferred, DeferredPart[]>();
    for (const part of this.#waiting) {
      if (part.fragments.every(({ state }) => state !== 'pending')) continue;
      this.#waiting.delete(part);
      const together = ready.get(part.unit) ?? [];
      ready.set(part.unit, together);
      together.push(part);
    }
    return ready;
  }

  /** Takes in objects of a result, which have parts that come later. */
  admit(objects: readonly DeferredObject[]): void {
    const added: Fragment[] = [];
    for (const object of objects) {
      const { project, unit } = this.#work.parts[object.part] ?? {};
      if (!project || !unit) continue;
      const fragments = unit.usages.map(({ usage, depth }) => {
        return this.#fragmentOf(usage, object.path.slice(0, depth), added);
      });
      for (const fragment of fragments) fragment.open += 1;
      this.#waiting.add({ unit, target: { ...object, project }, fragments });
    }
    for (const fragment of added) this.#adopt(fragment);
    for (const fragment of added) this.#settleIn(fragment);
    for (const fragment of added) this.#announce(fragment);
  }

  #fragmentOf(usage: DeferUsage, path: ResponsePath, added: Fragment[]): Fragment {
    const key = fragmentKey(usage, path);
    const known = this.#fragments.get(key);
    if (known) return known;
    const id = String(this.#fragments.size);
    const fragment: Fragment = {
      id,
      usage,
      path,
      around: undefined,
      within: new Set(),
      open: 0,
      results: [],
      state: 'hidden',
    };
    this.#fragments.set(key, fragment);
    added.push(fragment);
    this.#unfinished += 1;
    return fragment;
  }

  /** Moves fragments that were known before into a new one. */
  #adopt(outer: Fragment): void {
    if (!this.#outer.has(outer.usage)) return;
    for (const inner of this.#loose.get(pathKey(outer.path)) ?? []) {
      if (standsIn(inner, outer)) moveInto(inner, outer);
    }
  }

  /** Finds what a new fragment stands in, once all that became known with it are there. */
  #settleIn(fragment: Fragment): void {
    const { usage, path } = fragment;
    fragment.around = this.#around(usage, path);
    fragment.around?.within.add(fragment);
    if (usage.parent === fragment.around?.usage) return;
    for (let depth = 0; depth <= path.length; depth += 1) {
      const key = pathKey(path.slice(0, depth));
      const loose = this.#loose.get(key) ?? [];
      this.#loose.set(key, loose);
      loose.push(fragment);
    }
  }

  /** The nearest known fragment that a usage stands in, on the same object or one around it. */
  #around({ parent }: DeferUsage, path: ResponsePath): Fragment | undefined {
    if (!parent) return undefined;
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const known = this.#fragments.get(fragmentKey(parent, path.slice(0, depth)));
      if (known) return known;
    }
    return this.#around(parent, path);
  }

  #announce(fragment: Fragment): void {
    const isReleased = !fragment.around || fragment.around.state === 'complete';
    if (fragment.state !== 'hidden' || !isReleased) return;
    const { id, path, failure } = fragment;
    const { label } = fragment.usage;
    fragment.state = 'pending';
    this.#pending.push(label === undefined ? { id, path } : { id, path, label });
    if (failure) this.#fail(fragment, failure);
    else if (fragment.open === 0) this.#complete(fragment);
  }

  /** Takes in what a part's plan found, or that it failed. */
  settle(part: DeferredPart, result: DeferredResult): void {
    const { data, errors, deferred } = result;
    if (part.fragments.every(({ state }) => state === 'failed')) return;
    const depth = part.target.path.length;
    this.admit(deferred.filter(({ path }) => isThere(data, path.slice(depth))));
    for (const fragment of part.fragments) {
      if (data === null) this.#fail(fragment, errors);
      else fragment.results.push({ part, data, errors });
      fragment.open -= 1;
      if (fragment.state === 'pending' && fragment.open === 0) this.#complete(fragment);
    }
  }

  #complete(fragment: Fragment): void {
    for (const { part, data, errors } of fragment.results) {
      if (this.#delivered.has(part)) continue;
      this.#delivered.add(part);
      const open = part.fragments.filter(({ state }) => state === 'pending');
      const best = open.reduce((deepest, one) => (one.path.length > deepest.path.length ? one : deepest), fragment);
      const subPath = part.target.path.slice(best.path.length);
      const where = subPath.length > 0 ? { id: best.id, subPath } : { id: best.id };
      this.#incremental.push(errors.length > 0 ? { ...where, data, errors } : { ...where, data });
    }
    fragment.state = 'complete';
    this.#completed.push({ id: fragment.id });
    this.#unfinished -= 1;
    for (const inner of fragment.within) this.#announce(inner);
  }

  /** A fragment that clients do not know of yet fails when they do. */
  #fail(fragment: Fragment, errors: readonly GraphQLError[]): void {
    fragment.failure ??= errors;
    if (fragment.state !== 'pending') return;
    this.#completed.push({ id: fragment.id, errors });
    this.#drop(fragment);
  }

  #drop(fragment: Fragment): void {
    fragment.state = 'failed';
    this.#unfinished -= 1;
    for (const inner of fragment.within) this.#drop(inner);
  }
}

/** Whether a fragment on an object at or below another one's stands in it, nearer than in what is known around it. */
function standsIn(inner: Fragment, outer: Fragment): boolean {
  if (inner.state !== 'hidden' || !isWithin(inner.usage, outer.usage)) return false;
  return !inner.around || isWithin(outer.usage, inner.around.usage);
}

function isWithin(inner: DeferUsage, outer: DeferUsage): boolean {
  return ancestorsOf(inner).includes(outer);
}

function moveInto(inner: Fragment, outer: Fragment): void {
  inner.around?.within.delete(inner);
  inner.around = outer;
  outer.within.add(inner);
}

function fragmentKey({ index }: DeferUsage, path: ResponsePath): string {
  return `${index} ${pathKey(path)}`;
}

function pathKey(path: ResponsePath): string {
  return JSON.stringify(path);
}

/** Whether a result holds an object at a path; a null that moved up may have taken it away. */
export function isThere(data: unknown, path: ResponsePath): boolean {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = ownValue(value as DataObject, key);
  }
  return typeof value === 'object' && value !== null;
}
