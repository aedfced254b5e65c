import type { ApolloServerOptions } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Bytes of the heap that documents of one subgraph may take: some for each operation that the gateway keeps. */
const MAX_BYTES = 32 * 1024 * 1024;
/** One document may take this part of them; a larger one serves its request and is forgotten. */
const LARGEST_PART = 4;
/** What a document takes for each token of its text; measured: 140 to 150 without positions, 350 with them. */
const BYTES_PER_TOKEN = { bare: 160, located: 380 } as const;

type ApolloDocuments = NonNullable<ApolloServerOptions<object>['documentStore']>;

/** Documents by a key, those used last, as many as fit into a part of the memory. */
export class KeptDocuments {
  readonly #kept: LRUCache<string, DocumentNode>;

  /** @param form whether the documents were parsed with positions */
  constructor(form: keyof typeof BYTES_PER_TOKEN, maxBytes = MAX_BYTES) {
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.floor(maxBytes / LARGEST_PART),
      sizeCalculation: ({ tokenCount = 0 }, key) => 1 + key.length + tokenCount * BYTES_PER_TOKEN[form],
    });
  }

  /** About how much of the heap they take. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  get(key: string): DocumentNode | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, document: DocumentNode): void {
    this.#kept.set(key, document);
  }
}

/** Apollo Server's store of documents. Its own counts characters of JSON, which are a fifth of what the heap holds. */
export function createApolloDocuments(): ApolloDocuments {
  const kept = new KeptDocuments('located');
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, document) => Promise.resolve(kept.keep(key, document)),
    delete: () => Promise.resolve(false),
  };
}
