import type { CompiledEntities } from '../compile/compiled-plan.ts';
import type { DataObject, Json } from '../compile/data.ts';

/** The representations of one `_entities` field and the objects they stand for. Equal ones are sent once. */
export class Representations {
  readonly entities: CompiledEntities;
  /** The objects of the response that the entities are merged into. */
  readonly targets: DataObject[] = [];
  /** The index of each target's representation. */
  readonly indices: number[] = [];
  readonly #texts: string[] = [];
  /** The first target of every representation. */
  readonly #firsts: DataObject[] = [];
  readonly #indexOfKey = new Map<Json, number>();
  readonly #indexOfText = new Map<string, number>();

  constructor(entities: CompiledEntities) {
    this.entities = entities;
  }

  /** The representations as JSON text, separated by commas. */
  get text(): string {
    return this.#texts.join(',');
  }

  /** Adds an object, unless its key is incomplete. */
  add(target: DataObject): void {
    const index = this.#indexOf(target);
    if (index === undefined) return;
    this.targets.push(target);
    this.indices.push(index);
  }

  #indexOf(target: DataObject): number | undefined {
    const { sameEntity } = this.entities;
    const key = sameEntity?.keyOf(target);
    const telling = typeof key === 'string' || typeof key === 'number';
    if (telling) {
      const known = this.#indexOfKey.get(key);
      const first = known === undefined ? undefined : this.#firsts[known];
      if (first && sameEntity?.same(first, target)) return known;
    }
    const text = this.entities.represent(target);
    if (text === '') return undefined;
    let index = this.#indexOfText.get(text);
    if (index === undefined) {
      index = this.#texts.push(text) - 1;
      this.#firsts.push(target);
      this.#indexOfText.set(text, index);
      if (telling) this.#indexOfKey.set(key, index);
    }
    return index;
  }
}
