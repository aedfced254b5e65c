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
/** One document may take this fraction of the store. A larger one serves its request and is not kept. */
const LARGEST_PART = 4;

interface StoredDocument extends CompactDocument {
  readonly introspects: boolean;
}

export interface DocumentStoreOptions {
  /** Bytes of the heap that all documents together may take. */
  readonly maxBytes?: number;
  /** The supergraph's rules for inputs; if undefined, inputs are not checked. */
  readonly inputRules?: InputRules;
}

/** For whom a document is read. */
export interface DocumentCaller {
  /** Whether the caller may read the schema, by introspection or by suggestions in error messages. */
  readonly mayIntrospect: boolean;
  /**
   * Throws when the caller may not execute the document. It is called before anything else is spent on the document.
   */
  readonly refuse?: (document: DocumentNode) => void;
}

/** Turns source text into validated documents and keeps the valid ones. */
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

  /** As {@link read}, for known documents only. Undefined for a new one, which takes time to check. */
  find(source: string, { mayIntrospect, refuse }: DocumentCaller): DocumentNode | undefined {
    const stored = this.#passed.get(source);
    if (stored === undefined) return undefined;
    refuse?.(stored.document);
    if (stored.introspects && !mayIntrospect) throw introspectionRefused();
    return stored.document;
  }

  /** The validated document of a source text. Throws a refusal when the text is not a valid document. */
  read(source: string, caller: DocumentCaller): DocumentNode {
    return this.find(source, caller) ?? this.#admit(source, caller);
  }

  /** Checks the variables of a request against the limits of the operation's inputs. Throws BAD_USER_INPUT. */
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
  return refusal('GRAPHQL_VALIDATION_FAILED', 'Introspection is only available to signed-in callers.');
}
