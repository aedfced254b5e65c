import { LRUCache } from 'lru-cache';
import type { ConditionalOperation, ExecutableOperation, RefusedOperation } from './compile/compile-operation.ts';
import type { PlannedOperation } from './operation-types.ts';

export type Planned = ExecutableOperation | RefusedOperation;
export type Prepared = Planned | ConditionalOperation;

/** One plan may take this fraction of the cache. A larger one serves its request and is not kept. */
const LARGEST_PART = 4;
/** What every entry takes: the objects around the texts, and the cache's own bookkeeping. */
const ENTRY_BYTES = 1_000;
/** A character of a text that a client chose may take two bytes. */
const BYTES_PER_CHARACTER = 2;

/** Keeps the most recently used plans of an engine, as many as fit into an amount of memory. */
export class PlanCache {
  readonly #kept: LRUCache<string, Prepared>;

  /** @param maxBytes of the heap, as {@link bytesOf} estimates them */
  constructor(maxBytes: number) {
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes / LARGEST_PART)),
      sizeCalculation: bytesOf,
    });
  }

  /** The estimated number of bytes that the plans take. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  get(key: string): Prepared | undefined {
    return this.#kept.get(key);
  }

  /** @param ttlMs how long it is kept, in milliseconds; without it, for as long as there is room */
  set(key: string, prepared: Prepared, ttlMs?: number): void {
    this.#kept.set(key, prepared, ttlMs === undefined ? {} : { ttl: ttlMs });
  }

  /** What the plans were made for, the most recently used first. */
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
 * Estimates the bytes of the heap that a plan takes for as long as it is kept. The texts of its functions and requests
 * are counted; everything else is in proportion to them. The test "a kept plan" compares the estimate with
 * measurements.
 */
export function bytesOf(prepared: Prepared, key: string): number {
  const own = prepared.status === 'executable' ? prepared.bytes : 0;
  return ENTRY_BYTES + own + key.length * BYTES_PER_CHARACTER;
}
