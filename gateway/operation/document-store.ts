import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { refusal } from '../errors.ts';
import type { InputRules } from '../supergraph/input-rules.ts';
import type { DocumentLimits } from './document-limits.ts';
import { OperationInputs, type RawVariables } from './operation-inputs.ts';
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
  readonly #inputs: OperationInputs | undefined;
  readonly #passed = new LRUCache<string, StoredDocument>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CACHED_CHARACTERS,
    sizeCalculation: (_stored, source) => source.length + 1,
  });

  /** @param inputRules what the supergraph says of its inputs; without it they are not checked */
  constructor(schema: GraphQLSchema, limits: DocumentLimits, inputRules?: InputRules) {
    this.#schema = schema;
    this.#limits = limits;
    this.#inputs = inputRules && new OperationInputs(schema, inputRules);
  }

  /**
   * The validated document of a source text. Throws a refusal for what is not one.
   *
   * @param mayIntrospect whether the caller may read the schema, by introspection or by suggestions in errors
   * @param refuse throws for what the caller may not ask: it sees the document before anything is spent on it
   */
  read(source: string, mayIntrospect: boolean, refuse?: (document: DocumentNode) => void): DocumentNode {
    const known = this.#passed.get(source);
    const document = known?.document ?? parseDocument(source, this.#limits);
    refuse?.(document);
    const stored = known ?? { document, introspects: introspects(document) };
    if (stored.introspects && !mayIntrospect) {
      throw refusal('GRAPHQL_VALIDATION_FAILED', 'Introspection needs a signed-in caller.');
    }
    if (known === undefined) this.#admit(source, stored, !mayIntrospect);
    return document;
  }

  /** Checks the variables of a request for an operation that was read. Throws BAD_USER_INPUT. */
  checkVariables(operation: OperationDefinitionNode, variables: RawVariables | undefined): void {
    if (variables !== undefined) this.#inputs?.checkVariables(operation, variables);
  }

  #admit(source: string, stored: StoredDocument, hideSuggestions: boolean): void {
    const { document } = stored;
    validateDocument(document, { schema: this.#schema, limits: this.#limits, hideSuggestions });
    this.#inputs?.admit(document);
    this.#passed.set(source, stored);
  }
}
