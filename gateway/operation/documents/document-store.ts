import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refusal } from '../../errors.ts';
import type { InputRules } from '../../supergraph/input-rules.ts';
import { compactDocument, type CompactDocument } from './compact-document.ts';
import type { DocumentLimits } from './document-limits.ts';
import { OperationInputs, type RawVariables } from '../inputs/operation-inputs.ts';
import { parseDocument } from './parse-document.ts';
import { introspects, validateDocument } from '../validation/validate-document.ts';

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
/** One document may take this part of the store; a larger one serves its request and is forgotten. */
const LARGEST_PART = 4;

interface StoredDocument extends CompactDocument {
  readonly introspects: boolean;
}

export interface DocumentStoreOptions {
  /** Bytes of the heap that documents may take together. */
  readonly maxBytes?: number;
  /** What the supergraph says of its inputs; without it they are not checked. */
  readonly inputRules?: InputRules;
}

/** For whom a document is read. */
export interface DocumentCaller {
  /** Whether the caller may read the schema, by introspection or by suggestions in errors. */
  readonly mayIntrospect: boolean;
  /** Throws for what the caller may not ask: it sees the document before anything is spent on it. */
  readonly refuse?: (document: DocumentNode) => void;
}

/** Turns source text into validated documents and remembers those that passed. */
export class DocumentStore {
  readonly #schema: GraphQLSchema;
  readonly #limits: DocumentLimits;
  readonly #inputs: OperationInputs | undefined;
  readonly #passed: LRUCache<string, StoredDocument>;

  constructor(schema: GraphQLSchema, limits: DocumentLimits, options: DocumentStoreOptions = {}) {
    const { maxBytes = DEFAULT_MAX_BYTES, inputRules } = options;
    this.#schema = schema;
    this.#limits = limits;
    this.#inputs = inputRules && new OperationInputs(schema, inputRules);
    this.#passed = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes / LARGEST_PART)),
      sizeCalculation: ({ bytes }) => bytes,
    });
  }

  /** As {@link read}, for what was read before; nothing for what is new, which takes time to check. */
  find(source: string, { mayIntrospect, refuse }: DocumentCaller): DocumentNode | undefined {
    const stored = this.#passed.get(source);
    if (stored === undefined) return undefined;
    refuse?.(stored.document);
    if (stored.introspects && !mayIntrospect) throw introspectionRefused();
    return stored.document;
  }

  /** The validated document of a source text. Throws a refusal for what is not one. */
  read(source: string, caller: DocumentCaller): DocumentNode {
    return this.find(source, caller) ?? this.#admit(source, caller);
  }

  /** Checks the variables of a request for an operation that was read. Throws BAD_USER_INPUT. */
  checkVariables(operation: OperationDefinitionNode, variables: RawVariables | undefined): void {
    if (variables !== undefined) this.#inputs?.checkVariables(operation, variables);
  }

  #admit(source: string, { mayIntrospect, refuse }: DocumentCaller): DocumentNode {
    const located = parseDocument(source, this.#limits);
    refuse?.(located);
    const isIntrospection = introspects(located);
    if (isIntrospection && !mayIntrospect) throw introspectionRefused();
    validateDocument(located, { schema: this.#schema, limits: this.#limits, hideSuggestions: !mayIntrospect });
    const kept = compactDocument(source, located);
    this.#inputs?.admit(located, kept.document);
    this.#passed.set(source, { ...kept, introspects: isIntrospection });
    return kept.document;
  }
}

function introspectionRefused(): Error {
  return refusal('GRAPHQL_VALIDATION_FAILED', 'Introspection needs a signed-in caller.');
}
