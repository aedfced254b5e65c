import type { DocumentNode } from 'graphql';
import type { FairTurns, Work } from '../../fair-turns.ts';
import type { DocumentCaller, DocumentStore } from './document-store.ts';

/**
 * Reads documents for callers that take turns. Checking a new document takes up to some ten milliseconds in a row,
 * which its caller pays with the same share of time as planning. Equal documents that arrive at the same time are read
 * once.
 */
export class DocumentReader {
  readonly #documents: DocumentStore;
  readonly #turns: FairTurns;
  /** The documents being read; the limits of the turns bound their number. */
  readonly #reading = new Map<string, Work<DocumentNode>>();

  constructor(documents: DocumentStore, turns: FairTurns) {
    this.#documents = documents;
    this.#turns = turns;
  }

  /**
   * The validated document of a source text that the store does not hold. Rejects with a refusal when the text is not a
   * valid document.
   *
   * @param account who pays for reading a new document with a share of time
   * @throws {TooManyWaiting} when too many documents of the account, or of all accounts, wait
   */
  async read(source: string, caller: DocumentCaller, account: string): Promise<DocumentNode> {
    const work = (): DocumentNode => this.#documents.read(source, caller);
    // What is refused depends on more than the text, so callers do not share this result.
    if (caller.refuse !== undefined) return await this.#turns.run(account, work);
    const key = `${caller.mayIntrospect ? '1' : '0'}${source}`;
    const open = this.#reading.get(key);
    open?.join(account);
    const reading = open ?? this.#turns.start(account, work);
    this.#reading.set(key, reading);
    try {
      return await reading.result;
    } finally {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    }
  }
}
