import type { GraphQLError } from 'graphql';
import type { CompiledDeferredUnit, DeferredWork } from '../../compile/deferred/compile-deferred.ts';
import { ownValue } from '../../compile/data.ts';
import type { DataObject, ResponsePath } from '../../compile/data.ts';
import type { DeferredObject } from '../../compile/projection/projection-context.ts';
import type { CompletedResult, IncrementalData, IncrementalResult, PendingResult } from '../../incremental-result.ts';
import { ancestorsOf } from '../../plan/selections/deferrals.ts';
import type { DeferUsage } from '../../plan/selections/deferrals.ts';
import type { DeferredResult, DeferredTarget } from './execute-deferred.ts';

/** A deferred fragment on one object. */
interface Fragment {
  readonly id: string;
  readonly usage: DeferUsage;
  readonly path: ResponsePath;
  /** The nearest enclosing fragment. This one is announced to the client when that one is complete. */
  parent: Fragment | undefined;
  readonly children: Set<Fragment>;
  readonly results: { readonly task: DeferredTask; readonly data: Record<string, unknown>; readonly errors: Errors }[];
  /** How many tasks it waits for. */
  openTasks: number;
  failure?: Errors;
  state: 'hidden' | 'pending' | 'complete' | 'failed';
}

/** The fetch of one object's deferred fields, for one fragment or for several that share them. */
export interface DeferredTask {
  readonly unit: CompiledDeferredUnit;
  readonly target: DeferredTarget;
  readonly fragments: readonly Fragment[];
}

type Errors = readonly GraphQLError[];

/** What the client has not been told yet. */
type Payload = Pick<IncrementalResult, 'pending' | 'incremental' | 'completed'>;

/**
 * Tracks the deferred fragments of one run: which ones the client knows, what each still waits for, and what to tell
 * next. A fragment is announced when the fragments around it are complete, and delivered when all of its fields are
 * there.
 */
export class DeferredFragments {
  readonly #work: DeferredWork;
  /** The uses of `@defer` that enclose others. */
  readonly #outer: ReadonlySet<DeferUsage>;
  readonly #fragments = new Map<string, Fragment>();
  /**
   * The fragments for which a nearer enclosing one may still become known, by the paths of all objects around them.
   * Without this index, every new fragment would have to be compared with all others, which takes too long for long
   * lists.
   */
  readonly #detached = new Map<string, Fragment[]>();
  readonly #waiting = new Set<DeferredTask>();
  readonly #delivered = new Set<DeferredTask>();
  #pending: PendingResult[] = [];
  #incremental: IncrementalData[] = [];
  #completed: CompletedResult[] = [];
  #unfinished = 0;

  constructor(work: DeferredWork) {
    const usages = work.projections.flatMap(({ unit }) => unit.usages);
    this.#work = work;
    this.#outer = new Set(usages.flatMap(({ usage }) => ancestorsOf(usage)));
  }

  get isFinished(): boolean {
    return this.#unfinished === 0;
  }

  get hasPayload(): boolean {
    return this.#completed.length > 0 || this.#incremental.length > 0 || this.#pending.length > 0;
  }

  takePayload(): Payload {
    const [pending, incremental, completed] = [this.#pending, this.#incremental, this.#completed];
    [this.#pending, this.#incremental, this.#completed] = [[], [], []];
    return {
      ...(pending.length > 0 ? { pending } : {}),
      ...(incremental.length > 0 ? { incremental } : {}),
      ...(completed.length > 0 ? { completed } : {}),
    };
  }

  /** Takes the tasks that may be fetched and were not started yet, by their plans. */
  takeReady(): ReadonlyMap<CompiledDeferredUnit, readonly DeferredTask[]> {
    const ready = new Map<CompiledDeferredUnit, DeferredTask[]>();
    for (const task of this.#waiting) {
      if (task.fragments.every(({ state }) => state !== 'pending')) continue;
      this.#waiting.delete(task);
      const together = ready.get(task.unit) ?? [];
      ready.set(task.unit, together);
      together.push(task);
    }
    return ready;
  }

  /** Adds the objects of a result that have deferred parts. */
  addObjects(objects: readonly DeferredObject[]): void {
    const added: Fragment[] = [];
    for (const object of objects) {
      const { project, unit } = this.#work.projections[object.projectionIndex] ?? {};
      if (!project || !unit) continue;
      const fragments = unit.usages.map(({ usage, depth }) => {
        return this.#fragmentOf(usage, object.path.slice(0, depth), added);
      });
      for (const fragment of fragments) fragment.openTasks += 1;
      this.#waiting.add({ unit, target: { ...object, project }, fragments });
    }
    for (const fragment of added) this.#adopt(fragment);
    for (const fragment of added) this.#attach(fragment);
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
      parent: undefined,
      children: new Set(),
      openTasks: 0,
      results: [],
      state: 'hidden',
    };
    this.#fragments.set(key, fragment);
    added.push(fragment);
    this.#unfinished += 1;
    return fragment;
  }

  /** Moves known fragments into a new one that encloses them. */
  #adopt(outer: Fragment): void {
    if (!this.#outer.has(outer.usage)) return;
    for (const inner of this.#detached.get(pathKey(outer.path)) ?? []) {
      if (isNestedIn(inner, outer)) moveInto(inner, outer);
    }
  }

  /** Finds the enclosing fragment of a new one, after all fragments that became known together were added. */
  #attach(fragment: Fragment): void {
    const { usage, path } = fragment;
    fragment.parent = this.#parentOf(usage, path);
    fragment.parent?.children.add(fragment);
    if (usage.parent === fragment.parent?.usage) return;
    for (let depth = 0; depth <= path.length; depth += 1) {
      const key = pathKey(path.slice(0, depth));
      const loose = this.#detached.get(key) ?? [];
      this.#detached.set(key, loose);
      loose.push(fragment);
    }
  }

  /** The nearest known fragment that encloses a use of `@defer`, on the same object or on one around it. */
  #parentOf({ parent }: DeferUsage, path: ResponsePath): Fragment | undefined {
    if (!parent) return undefined;
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const known = this.#fragments.get(fragmentKey(parent, path.slice(0, depth)));
      if (known) return known;
    }
    return this.#parentOf(parent, path);
  }

  #announce(fragment: Fragment): void {
    const isReleased = !fragment.parent || fragment.parent.state === 'complete';
    if (fragment.state !== 'hidden' || !isReleased) return;
    const { id, path, failure } = fragment;
    const { label } = fragment.usage;
    fragment.state = 'pending';
    this.#pending.push(label === undefined ? { id, path } : { id, path, label });
    if (failure) this.#fail(fragment, failure);
    else if (fragment.openTasks === 0) this.#complete(fragment);
  }

  /** Records the data or the failure of a task. */
  settle(task: DeferredTask, result: DeferredResult): void {
    const { data, errors, deferred } = result;
    if (task.fragments.every(({ state }) => state === 'failed')) return;
    const depth = task.target.path.length;
    this.addObjects(deferred.filter(({ path }) => hasObjectAt(data, path.slice(depth))));
    for (const fragment of task.fragments) {
      if (data === null) this.#fail(fragment, errors);
      else fragment.results.push({ task, data, errors });
      fragment.openTasks -= 1;
      if (fragment.state === 'pending' && fragment.openTasks === 0) this.#complete(fragment);
    }
  }

  #complete(fragment: Fragment): void {
    for (const { task, data, errors } of fragment.results) {
      if (this.#delivered.has(task)) continue;
      this.#delivered.add(task);
      const open = task.fragments.filter(({ state }) => state === 'pending');
      const best = open.reduce((deepest, one) => (one.path.length > deepest.path.length ? one : deepest), fragment);
      const subPath = task.target.path.slice(best.path.length);
      const where = subPath.length > 0 ? { id: best.id, subPath } : { id: best.id };
      this.#incremental.push(errors.length > 0 ? { ...where, data, errors } : { ...where, data });
    }
    fragment.state = 'complete';
    this.#completed.push({ id: fragment.id });
    this.#unfinished -= 1;
    for (const inner of fragment.children) this.#announce(inner);
  }

  /** Fails a fragment; if the client does not know it yet, as soon as it is announced. */
  #fail(fragment: Fragment, errors: readonly GraphQLError[]): void {
    fragment.failure ??= errors;
    if (fragment.state !== 'pending') return;
    this.#completed.push({ id: fragment.id, errors });
    this.#drop(fragment);
  }

  #drop(fragment: Fragment): void {
    fragment.state = 'failed';
    this.#unfinished -= 1;
    for (const inner of fragment.children) this.#drop(inner);
  }
}

/** Whether one fragment encloses another more closely than the fragment that is known to enclose it so far. */
function isNestedIn(inner: Fragment, outer: Fragment): boolean {
  if (inner.state !== 'hidden' || !isDescendant(inner.usage, outer.usage)) return false;
  return !inner.parent || isDescendant(outer.usage, inner.parent.usage);
}

function isDescendant(inner: DeferUsage, outer: DeferUsage): boolean {
  return ancestorsOf(inner).includes(outer);
}

function moveInto(inner: Fragment, outer: Fragment): void {
  inner.parent?.children.delete(inner);
  inner.parent = outer;
  outer.children.add(inner);
}

function fragmentKey({ index }: DeferUsage, path: ResponsePath): string {
  return `${index} ${pathKey(path)}`;
}

function pathKey(path: ResponsePath): string {
  return JSON.stringify(path);
}

/** Whether a result holds an object at a path; a null that bubbled up may have removed it. */
export function hasObjectAt(data: unknown, path: ResponsePath): boolean {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = ownValue(value as DataObject, key);
  }
  return typeof value === 'object' && value !== null;
}
