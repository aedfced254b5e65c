import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';
import { compactDocument, type CompactDocument } from './compact-document.ts';
import type { DocumentLimits } from './document-limits.ts';
import { parseDocument } from './parse-document.ts';
import { introspects, validateDocument } from './validate-document.ts';

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
/** One document may take this part of the store; a larger one serves its request and is forgotten. */
const LARGEST_PART = 4;

interface StoredDocument extends CompactDocument {
  readonly introspects: boolean;
}

/** Turns source text into validated documents and remembers those that passed. */
export class DocumentStore {
  readonly #schema: GraphQLSchema;
  readonly #limits: DocumentLimits;
  readonly #passed: LRUCache<string, StoredDocument>;

  /** @param maxBytes of the heap that documents may take together */
  constructor(schema: GraphQLSchema, limits: DocumentLimits, maxBytes = DEFAULT_MAX_BYTES) {
    this.#schema = schema;
    this.#limits = limits;
    this.#passed = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes / LARGEST_PART)),
      sizeCalculation: ({ bytes }) => bytes,
    });
  }

  /** As {@link read}, for what was read before; nothing for what is new, which takes time to check. */
  find(source: string, mayIntrospect: boolean): DocumentNode | undefined {
    const stored = this.#passed.get(source);
    return stored && allowed(stored, mayIntrospect);
  }

  /**
   * The validated document of a source text. Throws a refusal for what is not one.
   *
   * @param mayIntrospect whether the caller may read the schema, by introspection or by suggestions in errors
   */
  read(source: string, mayIntrospect: boolean): DocumentNode {
    return allowed(this.#passed.get(source) ?? this.#admit(source, !mayIntrospect), mayIntrospect);
  }

  #admit(source: string, hideSuggestions: boolean): StoredDocument {
    const document = parseDocument(source, this.#limits);
    validateDocument(document, { schema: this.#schema, limits: this.#limits, hideSuggestions });
    const stored = { ...compactDocument(source, document), introspects: introspects(document) };
    this.#passed.set(source, stored);
    return stored;
  }
}

function allowed({ document, introspects: isIntrospection }: StoredDocument, mayIntrospect: boolean): DocumentNode {
  if (!isIntrospection || mayIntrospect) return document;
  throw refusal('GRAPHQL_VALIDATION_FAILED', 'Introspection needs a signed-in caller.');
}
