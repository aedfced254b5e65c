import { LRUCache } from 'lru-cache';
import type { ConditionalOperation, ExecutableOperation, RefusedOperation } from './compile/compile-operation.ts';
import type { PlannedOperation } from './operation-types.ts';

export type Planned = ExecutableOperation | RefusedOperation;
export type Prepared = Planned | ConditionalOperation;

/** One plan may take this part of the cache; a larger one serves its request and is forgotten. */
const LARGEST_PART = 4;
/** What any entry takes: the objects around the texts, and its place in the cache. */
const ENTRY_BYTES = 1_000;
/** A character of a text that a client chose may take two bytes. */
const BYTES_PER_CHARACTER = 2;

/** The plans of an engine, those used last, as many as fit into a part of the memory. */
export class PlanCache {
  readonly #kept: LRUCache<string, Prepared>;

  /** @param maxBytes of the heap, by the measure of {@link bytesOf} */
  constructor(maxBytes: number) {
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes / LARGEST_PART)),
      sizeCalculation: bytesOf,
    });
  }

  /** How much of the memory is taken, as it is estimated. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  get(key: string): Prepared | undefined {
    return this.#kept.get(key);
  }

  /** @param ttlMs after which it is forgotten; nothing keeps it for as long as there is room */
  set(key: string, prepared: Prepared, ttlMs?: number): void {
    this.#kept.set(key, prepared, ttlMs === undefined ? {} : { ttl: ttlMs });
  }

  /** What they were made for, those used last first. */
  recentlyUsed(max: number): readonly PlannedOperation[] {
    const recent: PlannedOperation[] = [];
    for (const kept of this.#kept.values()) {
      if (recent.length >= max) break;
      if (kept.status === 'executable') recent.push(kept.plannedFor);
    }
    return recent;
  }
}

/**
 * Bytes of the heap that a plan takes for as long as it is kept. An estimate: the texts of its functions and requests
 * are counted, what else there is is in proportion to them. The test "a kept plan" holds it to what is measured.
 */
export function bytesOf(prepared: Prepared, key: string): number {
  const own = prepared.status === 'executable' ? prepared.bytes : 0;
  return ENTRY_BYTES + own + key.length * BYTES_PER_CHARACTER;
}
