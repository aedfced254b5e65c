import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';
import type { DocumentLimits } from './document-limits.ts';
import { parseDocument } from './parse-document.ts';
import { introspects, validateDocument } from './validate-document.ts';

const MAX_DOCUMENTS = 2_000;
const MAX_CACHED_CHARACTERS = 10_000_000;

interface StoredDocument {
  readonly document: DocumentNode;
  readonly introspects: boolean;
}

/** Turns source text into validated documents and remembers those that passed. */
export class DocumentStore {
  readonly #schema: GraphQLSchema;
  readonly #limits: DocumentLimits;
  readonly #passed = new LRUCache<string, StoredDocument>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CACHED_CHARACTERS,
    sizeCalculation: (_stored, source) => source.length + 1,
  });

  constructor(schema: GraphQLSchema, limits: DocumentLimits) {
    this.#schema = schema;
    this.#limits = limits;
  }

  /**
   * The validated document of a source text. Throws a refusal for what is not one.
   *
   * @param mayIntrospect whether the caller may read the schema, by introspection or by suggestions in errors
   */
  read(source: string, mayIntrospect: boolean): DocumentNode {
    const stored = this.#passed.get(source) ?? this.#admit(source, !mayIntrospect);
    if (stored.introspects && !mayIntrospect) {
      throw refusal('GRAPHQL_VALIDATION_FAILED', 'Introspection needs a signed-in caller.');
    }
    return stored.document;
  }

  #admit(source: string, hideSuggestions: boolean): StoredDocument {
    const document = parseDocument(source, this.#limits);
    validateDocument(document, { schema: this.#schema, limits: this.#limits, hideSuggestions });
    const stored = { document, introspects: introspects(document) };
    this.#passed.set(source, stored);
    return stored;
  }
}
