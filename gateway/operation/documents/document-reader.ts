import type { DocumentNode } from 'graphql';
import type { FairTurns, Work } from '../../fair-turns.ts';
import type { DocumentCaller, DocumentStore } from './document-store.ts';

/**
 * Reads documents for callers that take turns: to check a new one takes up to some ten milliseconds at a stretch, which
 * counts in the same share of time as planning it does. Equal documents that come at the same time are read once.
 */
export class DocumentReader {
  readonly #documents: DocumentStore;
  readonly #turns: FairTurns;
  /** As many as may wait for a turn. */
  readonly #reading = new Map<string, Work<DocumentNode>>();

  constructor(documents: DocumentStore, turns: FairTurns) {
    this.#documents = documents;
    this.#turns = turns;
  }

  /**
   * The validated document of a source text that the store does not hold. Rejects with a refusal for what is not one.
   *
   * @param account in whose share of time it is read when it is new
   * @throws {TooManyWaiting} when too much of the account, or of all, waits
   */
  async read(source: string, caller: DocumentCaller, account: string): Promise<DocumentNode> {
    const work = (): DocumentNode => this.#documents.read(source, caller);
    // What is refused depends on more than the text, so such an answer is the asker's alone.
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
